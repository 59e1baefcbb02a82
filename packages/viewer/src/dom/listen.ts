import { type Disposable, toDisposable } from '@nearhand/base';

type Events<T> = T extends Window ? WindowEventMap : T extends Document ? DocumentEventMap : HTMLElementEventMap;

/** addEventListener with its removal as a Disposable. */
export function listen<T extends Window | Document | HTMLElement, K extends keyof Events<T> & string>(
  target: T,
  type: K,
  listener: (event: Events<T>[K]) => void,
  options?: AddEventListenerOptions,
): Disposable {
  const handle = listener as EventListener;
  target.addEventListener(type, handle, options);
  return toDisposable(() => target.removeEventListener(type, handle, options));
}
