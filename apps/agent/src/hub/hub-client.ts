// The agent's standing connection to the hub: proves the key, says what for, comes back by itself. Typed events out; a
// malformed message ends the connection, nothing else. What the messages mean is decided elsewhere.

import {
  AppError,
  Backoff,
  type Clock,
  type Disposable,
  DisposableStore,
  Emitter,
  type Event,
  type Logger,
} from '@nearhand/base';
import {
  type AgentMessage,
  type AgentPurpose,
  type AgentServerMessage,
  agentServerMessageSchema,
  closeCodes,
  decodeMessage,
  type ErrorCode,
  maxHubMessageBytes,
} from '@nearhand/protocol';
import type { Dial, ServerSocket, SocketClosed } from '../dialling/server-socket.ts';
import { type HubEvent, type HubState, nextHubState } from './hub-states.ts';
import type { HubTime } from './hub-time.ts';
import type { HelloMaker } from './hello.ts';
import type { Outage } from './outage.ts';
import { solveBounded } from './proof.ts';
import type { TicketKeyPin } from './ticket-key-pin.ts';

const challengeTimeoutMs = 15_000;
const answerTimeoutMs = 30_000;
const firstRetryMs = 300;

type MessageOf<Type extends AgentServerMessage['type']> = Extract<AgentServerMessage, { type: Type }>;
export type Welcome = MessageOf<'hub.welcome'>;
/** What the hub says once the agent is welcome. */
export type HubNews = MessageOf<
  'request.changed' | 'computer.changed' | 'link.offered' | 'session.revoked' | 'enrolment.decided'
>;

export interface Refusal {
  readonly code: ErrorCode;
  /** The same purpose is tried again by itself after this; null: only another purpose helps. */
  readonly retryAfterMs: number | null;
}

/** Why there is no use in coming back: another copy of this agent took over, or the server is not the one it was. */
export type HubStop = 'agent_replaced' | 'identity_changed' | 'protocol_unsupported';

export interface HubClientOptions {
  readonly dial: Dial;
  readonly hello: HelloMaker;
  readonly trust: { readonly ticketKeyPin: TicketKeyPin; readonly time: HubTime };
  readonly clock: Clock;
  readonly logger: Logger;
  /** Longest wait between two attempts. */
  readonly retryLimitMs: number;
}

export class HubClient implements Disposable {
  readonly #options: HubClientOptions;
  readonly #backoff: Backoff;
  readonly #store = new DisposableStore();
  readonly #welcomed = this.#store.add(new Emitter<Welcome>());
  readonly #refused = this.#store.add(new Emitter<Refusal>());
  readonly #news = this.#store.add(new Emitter<HubNews>());
  readonly #stateChanged = this.#store.add(new Emitter<HubState>());
  readonly #stopped = this.#store.add(new Emitter<HubStop>());
  readonly #outages = this.#store.add(new Emitter<Outage | null>());
  #state: HubState = 'idle';
  #purpose: AgentPurpose | null = null;
  #socket: ServerSocket | null = null;
  /** For the next hello on the open socket. */
  #nonce: string | null = null;
  #helloAtMs = 0;
  #timer: Disposable | null = null;
  #outage: Outage | null = null;

  readonly onWelcome: Event<Welcome> = this.#welcomed;
  readonly onRefused: Event<Refusal> = this.#refused;
  readonly onNews: Event<HubNews> = this.#news;
  readonly onState: Event<HubState> = this.#stateChanged;
  readonly onStopped: Event<HubStop> = this.#stopped;
  /** Why the server cannot be reached or was lost, anew only where the fault is another; null once it answers again. */
  readonly onOutage: Event<Outage | null> = this.#outages;

  constructor(options: HubClientOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: firstRetryMs, limitMs: options.retryLimitMs, random: Math.random });
  }

  get state(): HubState {
    return this.#state;
  }

  /** null: there is none, or nothing was tried yet. */
  get outage(): Outage | null {
    return this.#outage;
  }

  /** Connects, or, after a refusal, tries again with this purpose. While online it is for the next connection. */
  start(purpose: AgentPurpose): void {
    this.#purpose = purpose;
    if (this.#state === 'refused' && this.#socket !== null && this.#nonce !== null) {
      this.#move('hello');
      this.#sayHello(purpose);
    } else if (this.#state === 'idle' || this.#state === 'refused') this.#connect();
  }

  /** Leaves the connection there is and comes back at once, for this purpose. */
  reconnect(purpose: AgentPurpose): void {
    this.#purpose = purpose;
    if (this.#state !== 'online') return;
    this.#timer?.dispose();
    this.#move('lost');
    this.#connect();
  }

  /** False when offline: the message is not kept. */
  send(message: AgentMessage): boolean {
    if (this.#state !== 'online' || this.#socket === null) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Time has passed that this program did not see: asks the server at once whether it is there. */
  hurry(): void {
    if (this.#state === 'pausing') {
      this.#backoff.reset();
      this.#connect();
    } else this.#socket?.probe();
  }

  dispose(): void {
    if (this.#state !== 'stopped') this.#move('stop');
    this.#dropSocket(closeCodes.goingAway);
    this.#timer?.dispose();
    this.#store.dispose();
  }

  #connect(): void {
    this.#dropSocket(closeCodes.goingAway);
    this.#move('dial');
    const socket = this.#options.dial({ path: '/hub/agent', maxMessageBytes: maxHubMessageBytes });
    this.#socket = socket;
    this.#setTimer(challengeTimeoutMs, () => this.#lost({ why: 'no challenge', fault: null }));
    socket.onText.on((text) => this.#receive(text));
    socket.onBinary.on(() => this.#malformed('a binary message'));
    socket.onClosed.on((closed) => this.#socketClosed(closed));
  }

  #receive(text: string): void {
    const decoded = decodeMessage(agentServerMessageSchema, text);
    if (decoded.kind === 'malformed') return this.#malformed('a malformed message');
    if (decoded.kind === 'unknown') return this.#options.logger.debug('unknown message', { type: decoded.type });
    const { message } = decoded;
    switch (message.type) {
      case 'hub.challenge':
        return this.#challenged(message);
      case 'hub.welcome':
        return this.#welcome(message);
      case 'hub.refused':
        return this.#refuse(message);
      default:
        if (this.#state !== 'online') return this.#malformed(`${message.type} while ${this.#state}`);
        this.#news.emit(message);
    }
  }

  #challenged(challenge: MessageOf<'hub.challenge'>): void {
    if (this.#state !== 'connecting' || this.#purpose === null) return this.#malformed('a second challenge');
    this.#nonce = challenge.nonce;
    this.#move('challenged');
    this.#sayHello(this.#purpose);
  }

  #sayHello(purpose: AgentPurpose): void {
    const nonce = this.#nonce;
    if (nonce === null) return;
    this.#nonce = null;
    this.#setTimer(answerTimeoutMs, () => this.#lost({ why: 'no answer to the hello', fault: null }));
    this.#helloAtMs = this.#options.clock.monotonicMs();
    this.#socket?.send(JSON.stringify(this.#options.hello(nonce, purpose)));
  }

  #welcome(welcome: Welcome): void {
    if (this.#state !== 'greeting') return this.#malformed('a welcome nobody asked for');
    const { trust, logger } = this.#options;
    try {
      trust.ticketKeyPin.accept(welcome.ticketKey, welcome.ticketKeySignature);
    } catch (error) {
      logger.error('the server is not the one this agent knows', { error });
      return this.#stop('identity_changed');
    }
    trust.time.learn(welcome.timeMs, this.#helloAtMs);
    this.#timer?.dispose();
    this.#backoff.reset();
    this.#reached();
    logger.info('connected to the server', { role: welcome.role.kind });
    this.#move('welcomed');
    this.#welcomed.emit(welcome);
  }

  #refuse(refusal: MessageOf<'hub.refused'>): void {
    if (this.#state !== 'greeting') return this.#malformed('a refusal nobody asked for');
    const { code, proof } = refusal;
    this.#reached();
    this.#nonce = refusal.nonce;
    this.#timer?.dispose();
    this.#move('refused');
    if (code === 'protocol_unsupported' || code === 'agent_replaced') return this.#stop(code);
    const purpose = this.#purpose;
    if (code === 'proof_required' && proof !== undefined && purpose?.kind === 'code') {
      void this.#prove(purpose, proof);
      return;
    }
    const retryAfterMs =
      refusal.retryAfterMs ?? (code === 'unavailable' || code === 'internal' ? this.#backoff.next() : null);
    this.#options.logger.warn('the server refused', { errorCode: code, retryAfterMs });
    if (retryAfterMs !== null) this.#setTimer(retryAfterMs, () => purpose && this.start(purpose));
    this.#refused.emit({ code, retryAfterMs });
  }

  async #prove(
    purpose: Extract<AgentPurpose, { kind: 'code' }>,
    challenge: { salt: string; bits: number },
  ): Promise<void> {
    try {
      const proof = await solveBounded(challenge);
      if (this.#state === 'refused' && this.#purpose === purpose) this.start({ ...purpose, proof });
    } catch (error) {
      this.#options.logger.warn('the puzzle is too hard', { error });
      this.#refused.emit({ code: 'proof_required', retryAfterMs: null });
    }
  }

  #malformed(problem: string): void {
    this.#options.logger.warn('the server broke the protocol', { problem });
    this.#dropSocket(closeCodes.malformed);
    this.#lost({ why: 'malformed', fault: null });
  }

  #socketClosed({ code, reason, fault }: SocketClosed): void {
    this.#socket = null;
    this.#nonce = null;
    if (code === closeCodes.replaced) return this.#stop('agent_replaced');
    if (this.#state !== 'refused') this.#lost({ why: reason === '' ? `closed with ${code}` : reason, fault });
  }

  #lost(outage: Outage): void {
    this.#dropSocket(closeCodes.goingAway);
    if (nextHubState(this.#state, 'lost') === null) return;
    const waitMs = this.#backoff.next();
    this.#options.logger.info('no connection to the server', { why: outage.why, retryInMs: Math.round(waitMs) });
    this.#setTimer(waitMs, () => this.#connect());
    const isNews = this.#outage === null || this.#outage.fault !== outage.fault;
    this.#outage = outage;
    this.#move('lost');
    if (isNews) this.#outages.emit(outage);
  }

  #reached(): void {
    if (this.#outage === null) return;
    this.#outage = null;
    this.#outages.emit(null);
  }

  #stop(why: HubStop): void {
    this.#dropSocket(closeCodes.goingAway);
    this.#timer?.dispose();
    if (this.#state === 'stopped') return;
    this.#move('stop');
    this.#stopped.emit(why);
  }

  #dropSocket(code: number): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#nonce = null;
    socket?.close(code);
    socket?.dispose();
  }

  #setTimer(delayMs: number, callback: () => void): void {
    this.#timer?.dispose();
    this.#timer = this.#options.clock.setTimer(delayMs, callback);
  }

  #move(event: HubEvent): void {
    const next = nextHubState(this.#state, event);
    if (next === null) throw new AppError('internal', `The hub connection cannot take ${event} while ${this.#state}`);
    this.#state = next;
    this.#stateChanged.emit(next);
  }
}
