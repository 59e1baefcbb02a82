// Whoever closes, leaves or reloads the window leaves the session with it. Without this the other end would wait for a
// viewer that never comes back, and show its person somebody who is "coming back".
import { type Disposable, toDisposable } from '@nearhand/base';

export interface Leaving {
  /** Of the session that was opened in this window; null before there is one. */
  readonly sessionId: () => string | null;
  /** Tells the other end itself. */
  readonly leave: () => void;
  /** Must not need the page any longer. */
  readonly endSession: (sessionId: string) => Promise<unknown>;
}

/** `page`: the window, or what tells `pagehide` as it does. */
export function leaveWithPage(page: EventTarget, { sessionId, leave, endSession }: Leaving): Disposable {
  const left = () => {
    const id = sessionId();
    if (id === null) return;
    // Two ways: browsers lose now and then what a page sends with its last breath.
    leave();
    // Nobody is there any more to be told of a failure; the server tidies up by itself later.
    endSession(id).catch(() => {});
  };
  page.addEventListener('pagehide', left);
  return toDisposable(() => page.removeEventListener('pagehide', left));
}
