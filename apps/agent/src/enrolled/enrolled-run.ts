// The life of a computer: who it is for the server, and what the server's news mean for its links.

import { type Clock, type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import { type ComputerPolicy, type ErrorCode, renameCapability } from '@nearhand/protocol';
import { cleanForTerminal } from '../consent/terminal/clean-text.ts';
import type { HubClient, HubNews, HubStop, Refusal, Welcome } from '../hub/hub-client.ts';
import type { StoredValue } from '../identity/stored-value.ts';
import { type LinkManager, partingMs } from '../link/link-manager.ts';
import type { Enrolment } from './enrolment.ts';
import type { ServerPolicy } from './server-policy.ts';
import type { SessionUnlock } from './session-unlock.ts';
import { refusalText } from './refusal.ts';
import type { SignIn, SignInState } from './sign-in.ts';

/** The server answers at once, where it answers. */
const renameLimitMs = 10_000;

/** Whose this computer is. */
export type Standing =
  | { readonly kind: 'unlinked' }
  | { readonly kind: 'signingIn'; readonly state: SignInState | null }
  | { readonly kind: 'linked'; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: ErrorCode };

export interface EnrolledRunOptions {
  readonly hub: HubClient;
  readonly links: LinkManager;
  /** Told what the server says of it. */
  readonly policy: Pick<ServerPolicy, 'tell'>;
  readonly unlock: Pick<SessionUnlock, 'follow'> | null;
  readonly enrolment: StoredValue<Enrolment>;
  readonly signIn: SignIn;
  /** In the person's browser, where that is wanted. */
  readonly openPage: (address: string) => void;
  readonly origin: string;
  /** There is a window that says why it was refused, and in which it can be tried again. */
  readonly stays: () => boolean;
  /** For the person who started the program; English, since it is an administrator. */
  readonly say: (line: string) => void;
}

export class EnrolledRun implements Disposable {
  readonly #options: EnrolledRunOptions;
  readonly #store = new DisposableStore();
  readonly #over = Promise.withResolvers<'refused' | 'stopped'>();
  readonly #standingChanged = this.#store.add(new Emitter<Standing>());
  #standing: Standing = { kind: 'unlinked' };
  #names = '';
  #isGreeted = false;
  #mayRename = false;
  /** What the server said of this computer last. */
  #told = '';

  /** The server does not want this computer, or the program was told to stop. */
  readonly over: Promise<'refused' | 'stopped'> = this.#over.promise;

  /** After each change. */
  readonly onStanding: Event<Standing> = this.#standingChanged;

  constructor(options: EnrolledRunOptions) {
    this.#options = options;
    const { hub, links } = options;
    this.#store.add(hub.onWelcome.on((welcome) => this.#welcomed(welcome)));
    this.#store.add(hub.onRefused.on((refusal) => this.#refused(refusal)));
    this.#store.add(hub.onStopped.on((why) => this.#hubStopped(why)));
    this.#store.add(hub.onNews.on((news) => this.#heard(news)));
    this.#store.add(options.signIn.onChanged.on((state) => this.#signInChanged(state)));
    this.#store.add(links.onParticipants.on((participants) => this.#sayWho(participants.map(({ name }) => name))));
  }

  /** Goes on as the computer it is, or becomes one by the token or by signing in. */
  start(token: string | null, signsIn: boolean): void {
    const { enrolment, hub, origin, say, stays } = this.#options;
    const known = enrolment.read();
    if (known?.origin === origin) {
      this.#stand({ kind: 'linked', name: known.name });
      hub.start({ kind: 'computer' });
    } else if (token !== null) {
      this.#stand({ kind: 'signingIn', state: null });
      hub.start({ kind: 'enrolment', token });
    } else if (signsIn) this.signIn();
    else if (!stays()) {
      say('This computer is not enrolled at this server yet: start with --sign-in or --enrol TOKEN once.');
      this.#over.resolve('refused');
    }
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** Asks the server for a code that a member confirms, also once more. */
  signIn(): void {
    this.#stand({ kind: 'signingIn', state: null });
    this.#options.signIn.start();
  }

  /** Shows the page on which it is confirmed. */
  openPage(): void {
    const standing = this.#standing;
    if (standing.kind === 'signingIn' && standing.state?.kind === 'waiting')
      this.#options.openPage(standing.state.address);
  }

  /** The server takes names from computers. */
  get mayRename(): boolean {
    return this.#mayRename;
  }

  /**
   * False: the server did not take the name, or is not there. What it refuses it answers with what it said before; other
   * news, of the policy for example, may come in between.
   */
  async rename(name: string, clock: Clock): Promise<boolean> {
    const { hub } = this.#options;
    if (!this.#mayRename || !hub.send({ type: 'computer.rename', name })) return false;
    const told = Promise.withResolvers<void>();
    let known = this.#told;
    const hearing = hub.onNews.on((news) => {
      if (news.type !== 'computer.changed') return;
      const isAnswer = news.name === name || toldOf(news) === known;
      known = toldOf(news);
      if (isAnswer) told.resolve();
    });
    const timer = clock.setTimer(renameLimitMs, () => told.resolve());
    try {
      await told.promise;
      return this.#standing.kind === 'linked' && this.#standing.name === name;
    } finally {
      hearing.dispose();
      timer.dispose();
    }
  }

  stop(clock: Clock): void {
    this.#options.links.endAll('agentStopped');
    clock.setTimer(partingMs, () => this.#over.resolve('stopped'));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #signInChanged(state: SignInState): void {
    const { openPage, say, stays } = this.#options;
    this.#stand({ kind: 'signingIn', state });
    if (state.kind === 'waiting') {
      say(`To add this computer, open ${state.address}`);
      say(`and compare the code: ${state.code}`);
      openPage(state.address);
    } else if (state.kind === 'confirmed') {
      say(`Added to ${cleanForTerminal(state.organisation)} by ${cleanForTerminal(state.member)}.`);
    } else {
      say(state.kind === 'denied' ? 'Adding this computer was denied.' : 'Nobody confirmed in time. Start again.');
      if (!stays()) this.#over.resolve('refused');
    }
  }

  #welcomed({ role, capabilities }: Welcome): void {
    const { enrolment, hub, links, origin, say } = this.#options;
    if (role.kind === 'pending') return;
    if (role.kind !== 'computer') return this.#over.resolve('refused');
    const { computerId, name } = role;
    this.#told = toldOf(role);
    this.#mayRename = capabilities.includes(renameCapability);
    const before = enrolment.read();
    if (role.policy !== undefined) this.#options.policy.tell(role.policy);
    this.#call(computerId, name);
    this.#options.unlock?.follow(role.unlock ?? null);
    if (before?.computerId !== computerId) {
      say(`This computer is enrolled as "${cleanForTerminal(name)}".`);
    } else if (!this.#isGreeted) say(`Connected to ${origin} as "${cleanForTerminal(name)}".`);
    this.#isGreeted = true;
    hub.start({ kind: 'computer' });
    links.reportAll();
  }

  #call(computerId: string, name: string): void {
    const { enrolment, origin } = this.#options;
    const before = enrolment.read();
    if (before?.computerId !== computerId || before.name !== name) enrolment.write({ origin, computerId, name });
    this.#stand({ kind: 'linked', name });
  }

  #refused({ code, retryAfterMs }: Refusal): void {
    if (retryAfterMs !== null) return;
    this.#options.say(refusalText(code));
    this.#refuse(code);
  }

  #hubStopped(why: HubStop): void {
    this.#options.links.endAll('agentStopped');
    this.#options.say(`No longer connected to the server (${why}).`);
    this.#refuse(why);
  }

  #refuse(reason: ErrorCode): void {
    this.#stand({ kind: 'refused', reason });
    if (!this.#options.stays()) this.#over.resolve('refused');
  }

  #stand(standing: Standing): void {
    this.#standing = standing;
    this.#standingChanged.emit(standing);
  }

  #heard(news: HubNews): void {
    const { links } = this.#options;
    // Nobody comes in while it only asks to be added.
    if (news.type === 'link.offered' && this.#isGreeted) links.offered(news);
    if (news.type === 'computer.changed' && this.#isGreeted) {
      this.#told = toldOf(news);
      this.#options.policy.tell(news.policy);
      this.#options.unlock?.follow(news.unlock ?? null);
      const computerId = this.#options.enrolment.read()?.computerId;
      if (computerId !== undefined) this.#call(computerId, news.name);
    }
    if (news.type === 'session.revoked') links.revoked(news.sessionId, news.linkId);
  }

  /** The indicator of a computer without a window. */
  #sayWho(names: readonly string[]): void {
    // The names come from the server: they must neither hide this line nor look like nobody.
    const joined = names.map((name) => cleanForTerminal(name).trim() || '?').join(', ');
    if (joined === this.#names) return;
    this.#names = joined;
    this.#options.say(joined === '' ? 'Nobody is connected.' : `Connected now: ${joined}`);
  }
}

function toldOf({ name, policy }: { readonly name: string; readonly policy?: ComputerPolicy | undefined }): string {
  return JSON.stringify([name, policy]);
}
