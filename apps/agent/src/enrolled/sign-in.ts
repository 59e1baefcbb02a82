// Becoming a computer by signing in: the server gives a code, a member confirms it in the portal, the hub tells. One
// piece for the command line and for a window; it draws nothing and opens nothing.

import { type Clock, type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import { addComputerPath, formatSignInCode } from '@nearhand/protocol';
import type { HubClient, HubNews, Welcome } from '../hub/hub-client.ts';

export type SignInState =
  /** `address` has the code in it; both must be shown, since the member compares them. */
  | { kind: 'waiting'; code: string; address: string; untilMs: number }
  | { kind: 'confirmed'; member: string; organisation: string }
  | { kind: 'denied' }
  | { kind: 'expired' };

export interface SignInOptions {
  readonly hub: Pick<HubClient, 'start' | 'reconnect' | 'onWelcome' | 'onNews'>;
  readonly origin: string;
  readonly clock: Clock;
}

/** After *confirmed* the hub comes back as the computer it is then: listen to its welcome. */
export class SignIn implements Disposable {
  readonly #options: SignInOptions;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<SignInState>());
  #state: SignInState | null = null;
  #timer: Disposable | null = null;

  readonly onChanged: Event<SignInState> = this.#changed;

  constructor(options: SignInOptions) {
    this.#options = options;
    this.#store.add(options.hub.onWelcome.on((welcome) => this.#welcomed(welcome)));
    this.#store.add(options.hub.onNews.on((news) => this.#heard(news)));
  }

  /** Also once more, after it was denied or too late. */
  start(): void {
    const { hub } = this.#options;
    this.#state = null;
    hub.start({ kind: 'signIn' });
    hub.reconnect({ kind: 'signIn' });
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#store.dispose();
  }

  #welcomed({ role }: Welcome): void {
    this.#timer?.dispose();
    if (role.kind !== 'pending' || this.#isOver()) return;
    const { clock, origin } = this.#options;
    const code = formatSignInCode(role.code);
    this.#timer = clock.setTimer(role.validForMs, () => this.#set({ kind: 'expired' }));
    // Only a change is news: after an interruption the code is as a rule the same.
    if (this.#state?.kind === 'waiting' && this.#state.code === code) return;
    const address = `${new URL(addComputerPath, origin).href}#${code}`;
    this.#set({ kind: 'waiting', code, address, untilMs: clock.nowMs() + role.validForMs });
  }

  #heard(news: HubNews): void {
    if (news.type !== 'enrolment.decided' || this.#state?.kind !== 'waiting') return;
    this.#timer?.dispose();
    if (!news.confirmed) return this.#set({ kind: 'denied' });
    this.#set({ kind: 'confirmed', ...news.by });
    this.#options.hub.reconnect({ kind: 'computer' });
  }

  #isOver(): boolean {
    return this.#state !== null && this.#state.kind !== 'waiting';
  }

  #set(state: SignInState): void {
    this.#state = state;
    this.#changed.emit(state);
  }
}
