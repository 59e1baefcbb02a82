// One attended run: brings together the hub (what the server says), the consent (what the person says) and the links
// (who is connected). Each rule of who hears what from whom is one short method here; the parts know nothing of each other.

import { randomUUID } from 'node:crypto';
import { AppError, type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import { type AgentMessage, parseRequestCode, type RequestOffer } from '@nearhand/protocol';
import type { ChatRoom } from '../chat/chat-room.ts';
import type { ConsentFlow } from '../consent/consent-flow.ts';
import { isChatOpen } from '../consent/chat-view.ts';
import { isFinal } from '../consent/consent-states.ts';
import { type ConsentAnswer, type ConsentState, codeProblems } from '../consent/consent-view.ts';
import type { ReportDesk } from '../diagnosis/report-desk.ts';
import type { HubClient, HubNews, HubStop, Refusal, Welcome } from '../hub/hub-client.ts';
import type { LinkManager } from '../link/link-manager.ts';
import type { LocalPermissions } from '../permissions/local-permissions.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { RequestMemory } from './request-memory.ts';

export interface AttendedRunOptions {
  readonly hub: HubClient;
  readonly links: LinkManager;
  readonly consent: { readonly flow: ConsentFlow; readonly local: LocalPermissions };
  readonly memory: RequestMemory;
  readonly presence: PresenceWatch;
  readonly chat: ChatRoom;
  readonly reports: ReportDesk;
  /** Starts the program that makes this a computer of an account, or shows the one it is. */
  readonly startComputer: () => void;
}

export class AttendedRun implements Disposable {
  readonly #options: AttendedRunOptions;
  readonly #store = new DisposableStore();
  readonly #over = this.#store.add(new Emitter<void>());
  #offer: RequestOffer | null = null;
  /** What the hub must still hear before the program ends. */
  #lastWord: AgentMessage | null = null;

  /** The consent reached a final state; `say` what is left to say, then end. */
  readonly onOver: Event<void> = this.#over;

  constructor(options: AttendedRunOptions) {
    this.#options = options;
    const { consent, hub, links, presence } = options;
    this.#store.add(hub.onWelcome.on((welcome) => this.#welcomed(welcome)));
    this.#store.add(hub.onRefused.on((refusal) => this.#refused(refusal)));
    this.#store.add(hub.onStopped.on((why) => this.#stopped(why)));
    this.#store.add(hub.onNews.on((news) => this.#heard(news)));
    this.#store.add(links.onParticipants.on((participants) => consent.flow.showParticipants(participants)));
    this.#store.add(consent.flow.onChanged.on((state) => this.#followConsent(state)));
    this.#store.add(presence.onLeft.on(() => this.#windowClosed()));
    this.#store.add(presence.onUnseen.on(() => links.endAll('customer')));
  }

  start(): void {
    const { consent, hub, memory } = this.#options;
    const { code, requestId } = memory;
    if (requestId !== null) hub.start({ kind: 'request', requestId });
    else if (code !== null) hub.start({ kind: 'code', code });
    else consent.flow.needCode(null);
  }

  /** Throws AppError where the answer does not count. */
  answer(answer: ConsentAnswer): void {
    const { consent, reports } = this.#options;
    const { flow } = consent;
    switch (answer.type) {
      case 'allow':
        return flow.allow(answer.permissions);
      case 'deny':
        return flow.deny();
      case 'code':
        return this.#codeTyped(answer.typed);
      case 'withdraw':
        // Without seeing there is nothing left.
        return answer.permission === 'view' ? this.#end() : flow.withdraw(answer.permission);
      case 'say':
        return this.#say(answer.text);
      case 'report':
        return reports.answer(answer.send);
      case 'computer':
        return this.#startComputer();
      case 'end':
        return this.#end();
      case 'close':
        return this.#windowClosed();
    }
  }

  /** False when the hub could not be told; it may be tried again. */
  sayLastWord(): boolean {
    return this.#lastWord === null || this.#options.hub.send(this.#lastWord);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #codeTyped(typed: string): void {
    const code = parseRequestCode(typed);
    if (code === null) throw new AppError('bad_request', 'A code has nine digits');
    const { consent, hub, memory } = this.#options;
    consent.flow.codeGiven();
    memory.codeTyped(code);
    hub.start({ kind: 'code', code });
  }

  #say(text: string): void {
    const { chat, consent } = this.#options;
    if (!isChatOpen(consent.flow.state.kind)) throw new AppError('state_forbids', 'There is nobody to write to');
    chat.say({ kind: 'customer' }, randomUUID(), text);
  }

  #startComputer(): void {
    const { startComputer, consent } = this.#options;
    if (consent.flow.state.kind !== 'codeNeeded') throw new AppError('state_forbids', 'A session is asked for');
    startComputer();
    consent.flow.end('stopped');
  }

  #welcomed({ role }: Welcome): void {
    const { consent, hub, links, memory } = this.#options;
    const { flow } = consent;
    if (isFinal(flow.state.kind)) return void this.sayLastWord();
    const isOther = role.kind !== 'request' || (this.#offer !== null && this.#offer.requestId !== role.offer.requestId);
    // A consent counts for the request it was asked for and no other.
    if (isOther) return flow.fail('internal');
    if (flow.state.kind === 'codeNeeded') flow.codeGiven();
    memory.accepted(role.offer.requestId);
    this.#offer = role.offer;
    // For the next connection: the key is bound to the request now.
    hub.start({ kind: 'request', requestId: role.offer.requestId });
    if (this.#endIfOver(role.offer)) return;
    const allowed = memory.allowed;
    if (flow.state.kind === 'connecting' && allowed !== null) flow.restore(role.offer.invitedBy, allowed);
    else if (flow.state.kind === 'connecting') flow.ask(role.offer.invitedBy, role.offer.permissions);
    if (flow.granted) this.#sayConsent();
    links.reportAll();
  }

  #refused({ code, retryAfterMs }: Refusal): void {
    const { consent, hub, memory } = this.#options;
    const { flow } = consent;
    if (isFinal(flow.state.kind) || code === 'unavailable' || code === 'internal') return;
    if (code === 'session_ended') return flow.end('technician');
    if (flow.state.kind !== 'connecting') return retryAfterMs === null ? flow.fail(code) : undefined;
    const wasReturning = memory.requestId !== null;
    if (wasReturning) memory.forget();
    const problem = codeProblems.find((known) => known === code);
    if (wasReturning && memory.code !== null) hub.start({ kind: 'code', code: memory.code });
    else if (wasReturning) flow.needCode(null);
    else if (problem !== undefined) flow.needCode(problem);
    else flow.fail(code);
  }

  #stopped(why: HubStop): void {
    this.#options.links.endAll('agentStopped');
    this.#options.consent.flow.fail(why);
  }

  #heard(news: HubNews): void {
    const { consent, links } = this.#options;
    switch (news.type) {
      case 'request.changed':
        if (news.offer.requestId === this.#offer?.requestId) this.#endIfOver(news.offer);
        return;
      case 'link.offered':
        if (consent.flow.granted) links.offered(news);
        return;
      case 'session.revoked':
        return links.revoked(news.sessionId, news.linkId);
      case 'enrolment.decided':
        // A request is no computer.
        return;
    }
  }

  #endIfOver({ state }: RequestOffer): boolean {
    const { consent, links } = this.#options;
    if (state !== 'closed' && state !== 'expired' && state !== 'denied') return false;
    links.endAll('revoked');
    consent.flow.end(state === 'expired' ? 'expired' : 'technician');
    return true;
  }

  #followConsent(state: ConsentState): void {
    const { consent, memory } = this.#options;
    if (state.kind === 'waiting' || state.kind === 'active') {
      if (memory.allowed?.join() === consent.local.allowed.join()) return;
      memory.allow(consent.local.allowed);
      this.#sayConsent();
    }
    if (!isFinal(state.kind)) return;
    this.#options.links.endAll('customer');
    const requestId = this.#offer?.requestId;
    const isNo = state.kind === 'denied' || (state.kind === 'ended' && state.by === 'noAnswer');
    if (requestId !== undefined && isNo) {
      this.#lastWord = { type: 'consent.answered', requestId, permissions: null };
    } else if (requestId !== undefined && state.kind === 'ended' && state.by === 'customer') {
      this.#lastWord = { type: 'request.ended', requestId };
    }
    this.#over.emit();
  }

  #sayConsent(): void {
    const requestId = this.#offer?.requestId;
    if (requestId === undefined) return;
    const permissions = [...this.#options.consent.local.allowed];
    this.#options.hub.send({ type: 'consent.answered', requestId, permissions });
  }

  #end(): void {
    this.#options.consent.flow.end('customer');
  }

  /** Closing the window is how many people say stop. */
  #windowClosed(): void {
    const { flow } = this.#options.consent;
    flow.end(flow.granted ? 'customer' : 'stopped');
  }
}
