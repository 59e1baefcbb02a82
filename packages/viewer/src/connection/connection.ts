// Keeps one viewer connected to one agent: asks the server for a ticket, opens a link, and does so again for the same
// session when the agent was restarted. Knows nothing of pictures and input.

import {
  AppError,
  type Clock,
  type Disposable,
  DisposableStore,
  Emitter,
  type Event,
  type Logger,
} from '@nearhand/base';
import {
  chatCapability,
  clipboardCapability,
  type Connected,
  type ErrorCode,
  endReasonSchema,
  errorCodeSchema,
  reportCapability,
} from '@nearhand/protocol';
import { type Dialer, type LinkState, type ViewerLink, connectViewer, createViewerKey } from '@nearhand/session';
import type { ConnectionState } from './connection-state.ts';

export interface ConnectionOptions {
  /** The path to the other end that an offer opens. */
  readonly dialerFor: (offer: Connected) => Dialer;
  /** POST /api/sessions. Rejects with AppError carrying the server's code. */
  readonly requestLink: (commitment: string, sessionId: string | null) => Promise<Connected>;
  /** The agent's key as it was seen first; null for a first contact. */
  readonly knownAgentKey: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Codes that pass when the agent comes back or the customer answers. */
const passing: readonly ErrorCode[] = ['agent_offline', 'consent_missing', 'unavailable'];
const retryDelayMs = 2_000;
/** An agent that is back has this long to resume before a new handshake is asked for. */
const resumeGraceMs = 1_500;

export class Connection implements Disposable {
  readonly #options: ConnectionOptions;
  readonly #store = new DisposableStore();
  readonly #stateChanged = new Emitter<ConnectionState>();
  readonly #opened = new Emitter<ViewerLink>();
  #state: ConnectionState = { kind: 'connecting' };
  #link: ViewerLink | null = null;
  #linkStore = new DisposableStore();
  #sessionId: string | null = null;
  #agentKey: string | null;
  #lostSinceMs: number | null = null;
  #agentOnline = true;
  #timer: Disposable | null = null;
  #asking = false;

  readonly onState: Event<ConnectionState> = this.#stateChanged;
  /** A new link, before it is active: its channels may be used at once. The previous one is disposed. */
  readonly onLink: Event<ViewerLink> = this.#opened;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#agentKey = options.knownAgentKey;
    this.#store.add(this.#stateChanged);
    this.#store.add(this.#opened);
    this.#store.defer(() => this.#timer?.dispose());
    this.#store.defer(() => this.#dropLink());
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get link(): ViewerLink | null {
    return this.#link;
  }

  /** The agent's key once known, for the next time. */
  get agentKey(): string | null {
    return this.#agentKey;
  }

  start(): void {
    void this.#open();
  }

  /** What the hub says of the agent: quicker than waiting for time-outs. */
  setAgentOnline(online: boolean): void {
    if (online === this.#agentOnline) return;
    this.#agentOnline = online;
    const waiting = this.#state.kind === 'reconnecting' || this.#state.kind === 'offline';
    if (!waiting || this.#isOver()) return;
    this.#showLost();
    if (online) this.#later(resumeGraceMs, () => this.#renewUnlessActive());
  }

  notifyNetworkChange(): void {
    this.#link?.notifyNetworkChange();
  }

  /** Ends the session's link from this side. */
  leave(): void {
    this.#link?.end('viewer');
    this.#finish({ kind: 'ended', reason: 'viewer' });
  }

  #isOver(): boolean {
    return this.#store.disposed || this.#state.kind === 'ended' || this.#state.kind === 'failed';
  }

  async #open(): Promise<void> {
    if (this.#asking || this.#isOver()) return;
    this.#asking = true;
    try {
      const viewerKey = await createViewerKey();
      const offer = await this.#options.requestLink(viewerKey.commitment, this.#sessionId);
      if (this.#isOver()) return;
      this.#sessionId = offer.sessionId;
      this.#adopt(this.#connect(offer, viewerKey));
    } catch (error) {
      this.#onRefused(error);
    } finally {
      this.#asking = false;
    }
  }

  #connect(offer: Connected, viewerKey: Awaited<ReturnType<typeof createViewerKey>>): ViewerLink {
    const { dialerFor, clock, logger } = this.#options;
    const agentKey = this.#agentKey ?? offer.agentKey;
    this.#agentKey = agentKey;
    return connectViewer({
      dialer: dialerFor(offer),
      clock,
      logger,
      viewerKey,
      offer: { ...offer, agentKey },
      capabilities: [chatCapability, clipboardCapability, reportCapability],
    });
  }

  #adopt(link: ViewerLink): void {
    this.#dropLink();
    this.#linkStore = new DisposableStore();
    this.#link = link;
    this.#linkStore.add(link.onState.on((state) => this.#onLinkState(state)));
    this.#opened.emit(link);
  }

  #onRefused(error: unknown): void {
    const code = errorCodeSchema.safeParse(error instanceof AppError ? error.code : null).data;
    const unreachable = code === undefined;
    if (!unreachable && !passing.includes(code)) {
      this.#finish({ kind: 'failed', code });
      return;
    }
    if (code === 'agent_offline') this.#agentOnline = false;
    this.#showLost();
    this.#later(retryDelayMs, () => void this.#open());
  }

  #onLinkState(state: LinkState): void {
    switch (state.kind) {
      case 'connecting':
      case 'handshaking':
        break;
      case 'active':
        this.#timer?.dispose();
        this.#lostSinceMs = null;
        this.#agentOnline = true;
        this.#set({ kind: 'active' });
        break;
      case 'interrupted':
        this.#showLost();
        break;
      case 'ended':
        this.#onLinkEnded(state);
        break;
    }
  }

  #onLinkEnded(state: Extract<LinkState, { kind: 'ended' }>): void {
    if (this.#isOver()) return;
    const reason = endReasonSchema.safeParse(state.reason).data;
    // Making the link that is being asked for, the server revokes the former one. Its answer says if it was more than that.
    if (reason === 'revoked' && this.#asking) return;
    if (reason) {
      this.#finish({ kind: 'ended', reason });
    } else if (state.reason === 'handshakeFailed') {
      this.#onRefused(state.error ?? new AppError('handshake_failed', 'The two ends could not agree on keys'));
    } else {
      this.#showLost();
      this.#later(0, () => void this.#open());
    }
  }

  #renewUnlessActive(): void {
    if (this.#state.kind !== 'active') void this.#open();
  }

  /** Reconnecting while the agent is known to the server, offline otherwise. */
  #showLost(): void {
    if (this.#lostSinceMs === null && this.#state.kind === 'connecting' && this.#agentOnline) return;
    this.#lostSinceMs ??= this.#options.clock.nowMs();
    this.#set({ kind: this.#agentOnline ? 'reconnecting' : 'offline', sinceMs: this.#lostSinceMs });
  }

  #later(delayMs: number, action: () => void): void {
    this.#timer?.dispose();
    this.#timer = this.#options.clock.setTimer(delayMs, action);
  }

  #set(state: ConnectionState): void {
    if (this.#isOver()) return;
    this.#state = state;
    this.#options.logger.info('connection state', { state: state.kind });
    this.#stateChanged.emit(state);
  }

  #finish(state: ConnectionState): void {
    this.#set(state);
    this.#timer?.dispose();
    this.#dropLink();
  }

  /** A link that has ended still tells its peer so; any other is cut off. */
  #dropLink(): void {
    this.#linkStore.dispose();
    if (this.#link && this.#link.state.kind !== 'ended') this.#link.dispose();
    this.#link = null;
  }

  dispose(): void {
    this.#store.dispose();
  }
}
