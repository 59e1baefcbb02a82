// Whoever closes, leaves or reloads the window leaves the session with it. Without this the other end would wait for a
// viewer that never comes back, and show its person somebody who is "coming back".
import { type Disposable, toDisposable } from '@nearhand/base';

export interface Leaving {
  /** Of the session that was opened in this window; null before there is one. */
  readonly sessionId: () => string | null;
  /** Must not need the page any longer. */
  readonly endSession: (sessionId: string) => Promise<unknown>;
}

/** `page`: the window, or what tells `pagehide` as it does. */
export function leaveWithPage(page: EventTarget, { sessionId, endSession }: Leaving): Disposable {
  const leave = () => {
    const id = sessionId();
    // Nobody is there any more to be told of a failure; the server tidies up by itself later.
    if (id !== null) endSession(id).catch(() => {});
  };
  page.addEventListener('pagehide', leave);
  return toDisposable(() => page.removeEventListener('pagehide', leave));
}
