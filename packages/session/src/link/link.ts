// A link: keeps one path at a time, brings it to keys, and moves the channels' data over it. The same at both ends; what
// differs is the KeyAgreement it is given. A second path tried beside the first would be a second SecurePath here.

import { AppError, type Bytes, type Clock, DisposableStore, type Event, type Logger } from '@nearhand/base';
import {
  type ChannelName,
  decodeRecordItems,
  encodeRecordItems,
  type EndReason,
  type ErrorCode,
  type RecordItem,
} from '@nearhand/protocol';
import type { Channel } from '../channels/channel.ts';
import { ChannelSet } from '../channels/channel-set.ts';
import type { AgreementStep, KeyAgreement } from '../handshake/key-agreement.ts';
import { Liveness } from '../resume/liveness.ts';
import { Redialer } from '../resume/redialer.ts';
import type { Dialer, FrameTransport, TransportClosed } from '../transport/frame-transport.ts';
import { LinkDeadlines } from './link-deadlines.ts';
import type { LinkSettings } from './link-settings.ts';
import type { LinkState } from './link-state.ts';
import { type LinkEnd, LinkStatus } from './link-status.ts';
import type { PeerLink } from './peer-link.ts';
import { RecordSender } from './record-sender.ts';
import { SecurePath } from './secure-path.ts';
import { SerialQueue } from './serial-queue.ts';

export interface LinkOptions {
  readonly dialer: Dialer;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly agreement: KeyAgreement;
  readonly side: 'viewer' | 'agent';
  readonly settings: LinkSettings;
}

/** Paths in a row that ended by a bad record: somebody is in between, or the two ends hold different keys. */
const maxBadPaths = 5;
/** A path that lived shorter does not count as a success when dialling again. */
const shortLifeMs = 2000;

export class Link implements PeerLink {
  readonly closed: Promise<void>;
  readonly #resolveClosed: () => void;
  readonly #options: LinkOptions;
  readonly #store = new DisposableStore();
  readonly #status: LinkStatus;
  readonly #channels: ChannelSet;
  readonly #sender: RecordSender;
  readonly #redialer: Redialer;
  readonly #liveness: Liveness;
  readonly #deadlines: LinkDeadlines;
  /** Steps of the agreement must not overlap, whichever path they come from. */
  readonly #agreeing: SerialQueue;
  #path: SecurePath | null = null;
  /** There are keys on this path, and the peer's first record is still to come. */
  #awaitingAttach = false;
  #activeSinceMs = 0;
  #badPaths = 0;
  #redials = 0;
  #words: readonly string[] | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
    const { clock, logger, dialer, side, settings } = options;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    this.#resolveClosed = resolve;
    this.#status = new LinkStatus(clock, logger);
    this.#channels = new ChannelSet({
      side,
      logger,
      events: {
        onWork: () => this.#sender.kick(),
        onViolation: (why) => this.#violated(why),
        onOverflow: (name) => this.#overflowed(name),
      },
    });
    this.#sender = this.#store.add(new RecordSender({ channels: this.#channels, clock, limits: settings.sender }));
    this.#redialer = this.#store.add(new Redialer({ dialer, clock, logger, delaysMs: settings.redialDelaysMs }));
    this.#liveness = this.#store.add(
      new Liveness(clock, settings.liveness, {
        onAsk: () => this.#sender.ask(),
        onDead: () => this.#losePath('silent'),
      }),
    );
    this.#deadlines = this.#store.add(
      new LinkDeadlines(clock, settings, {
        onTimeout: () => this.#finish(unreachable()),
        onStall: () => this.#beginAgain(),
        onGiveUpPath: () => this.#losePath('nothing came of it'),
      }),
    );
    this.#agreeing = this.#store.add(new SerialQueue((error) => logger.error('Key agreement failed', { error })));
    this.#redialer.onPath.on((transport) => this.#takePath(transport));
    this.#redialer.onRefused.on((error) => this.#finish(this.#refusedBy(error)));
    this.#deadlines.enter('connecting');
    this.#redialer.start();
  }

  get state(): LinkState {
    return this.#status.state;
  }

  get onState(): Event<LinkState> {
    return this.#status.onState;
  }

  get words(): readonly string[] | null {
    return this.#words;
  }

  get peerCapabilities(): ReadonlySet<string> {
    return this.#words ? this.#options.agreement.peerCapabilities : new Set();
  }

  get roundTripMs(): number | null {
    return this.#sender.roundTripMs;
  }

  channel(name: ChannelName): Channel {
    return this.#channels.channel(name);
  }

  end(reason: EndReason): void {
    this.#finish({ reason, byPeer: false, error: null }, reason);
  }

  notifyNetworkChange(): void {
    this.#liveness.probe();
    if (this.state.kind !== 'active' && this.#path) this.#losePath('the network changed');
    this.#redialer.hurry();
  }

  dispose(): void {
    this.#finish({ reason: 'disposed', byPeer: false, error: null });
  }

  #takePath(transport: FrameTransport): void {
    const { side, settings, logger } = this.#options;
    const path: SecurePath = new SecurePath({
      transport,
      side,
      logger,
      limits: settings.rekey,
      events: {
        onHandshake: (body) => this.#agree(path, () => this.#options.agreement.receive(body)),
        onRecord: (plain) => this.#receive(path, plain),
        onBadFrame: (why) => this.#badFrame(path, why),
        onProgress: () => this.#sender.kick(),
        onPeer: (present) => (present ? this.#meet(path) : this.#part(path)),
        onClosed: (closed) => this.#closed(path, closed),
      },
    });
    this.#path = path;
    if (transport.peerPresent) this.#meet(path);
    else this.#deadlines.waitForPeer(false);
  }

  /** The other end is on the path, perhaps on a new socket: whatever was said there before is void. */
  #meet(path: SecurePath): void {
    if (path !== this.#path) return;
    this.#dropKeys();
    this.#status.move('peer.met');
    this.#deadlines.waitForPeer(true);
    void this.#agree(path, async () => ({ kind: 'reply', frames: await this.#options.agreement.begin() }));
  }

  /** Only the viewer can: the agent speaks when spoken to. */
  #beginAgain(): void {
    if (this.#options.side === 'viewer' && this.#path) this.#meet(this.#path);
    else this.#deadlines.waitForPeer(true);
  }

  /** The other end left the path. */
  #part(path: SecurePath): void {
    if (path !== this.#path) return;
    this.#dropKeys();
    this.#status.move('path.lost');
    this.#deadlines.waitForPeer(false);
  }

  #dropKeys(): void {
    this.#path?.dropKeys();
    this.#awaitingAttach = false;
    this.#sender.detach();
    this.#liveness.stop();
    if (this.state.kind === 'active') {
      this.#status.move('path.lost');
      this.#deadlines.enter('interrupted');
    }
  }

  /** Resolves when the step is taken and its effects are done. */
  #agree(path: SecurePath, step: () => Promise<AgreementStep>): Promise<void> {
    return new Promise((resolve) => {
      this.#agreeing.run(async () => {
        try {
          if (path !== this.#path) return;
          const taken = await step();
          if (path === this.#path) this.#apply(path, taken);
        } finally {
          resolve();
        }
      });
    });
  }

  #apply(path: SecurePath, step: AgreementStep): void {
    switch (step.kind) {
      case 'ignored':
        this.#options.logger.debug('Handshake message ignored', { why: step.why });
        return;
      case 'reply':
        return path.sendFrames(step.frames);
      case 'keys':
        this.#dropKeys();
        path.sendFrames(step.frames);
        path.setKeys(step.traffic);
        path.sendRecord(encodeRecordItems([{ type: 'attach', positions: this.#channels.allPositions() }]));
        this.#awaitingAttach = true;
        return;
      case 'failed':
        path.sendFrames(step.frames);
        return this.#finish({ ...step.failure, byPeer: false });
    }
  }

  #receive(path: SecurePath, plain: Bytes): void {
    if (path !== this.#path) return;
    const record = decodeRecordItems(plain);
    if (!record) return this.#violated('A record is malformed');
    this.#liveness.heard();
    for (const item of record.items) {
      if (path !== this.#path) return;
      if (this.#awaitingAttach !== (item.type === 'attach')) return this.#violated('A record out of turn');
      this.#handle(path, item);
    }
  }

  #handle(path: SecurePath, item: RecordItem): void {
    switch (item.type) {
      case 'attach':
        this.#channels.resume(item.positions);
        return this.#activate(path);
      case 'data':
        return this.#channels.receiveData(item.channel, item.bytes);
      case 'position':
        return this.#channels.receivePosition(item.position);
      case 'ping':
        return this.#sender.answer(item.id);
      case 'pong':
        return this.#sender.answered(item.id);
      case 'end':
        return this.#finish({ reason: item.reason, byPeer: true, error: null });
    }
  }

  #activate(path: SecurePath): void {
    if (path !== this.#path) return;
    const { agreement, clock } = this.#options;
    agreement.confirm();
    this.#awaitingAttach = false;
    this.#words ??= agreement.words;
    this.#badPaths = 0;
    this.#activeSinceMs = clock.monotonicMs();
    this.#deadlines.enter('active');
    this.#sender.attach(path);
    this.#liveness.start();
    this.#status.move('keys.confirmed');
  }

  #badFrame(path: SecurePath, why: string): void {
    if (path !== this.#path) return;
    this.#badPaths++;
    this.#options.logger.warn('A bad frame closed the path', { why, badPaths: this.#badPaths });
    if (this.#badPaths < maxBadPaths) return this.#losePath(why);
    const error = new AppError('handshake_failed' as const, 'The two ends do not understand each other');
    this.#finish({ reason: 'handshakeFailed', byPeer: false, error });
  }

  #closed(path: SecurePath, closed: TransportClosed): void {
    if (path !== this.#path) return;
    if (closed.kind === 'broken') return this.#losePath(closed.detail);
    this.#finish(this.#refusedBy(refusalOf(closed)));
  }

  /** Whoever carries the path says that it is over, or was never allowed. */
  #refusedBy(error: AppError<ErrorCode>): LinkEnd {
    const over = this.#words !== null || error.code === 'session_ended';
    return { reason: over ? 'revoked' : 'handshakeFailed', byPeer: false, error };
  }

  #losePath(detail: string): void {
    if (!this.#path) return;
    this.#options.logger.debug('Path lost', { detail });
    const lastedMs = this.#options.clock.monotonicMs() - this.#activeSinceMs;
    this.#redials = this.state.kind === 'active' && lastedMs >= shortLifeMs ? 0 : this.#redials + 1;
    this.#releasePath();
    this.#status.move('path.lost');
    this.#deadlines.waitForPath();
    if (this.state.kind !== 'ended') this.#redialer.start(this.#redials);
  }

  #releasePath(): void {
    this.#dropKeys();
    const path = this.#path;
    this.#path = null;
    void path?.disposeAfterSending();
  }

  #violated(why: string): void {
    this.#options.logger.warn('The peer broke the protocol', { why });
    const error = new AppError('bad_request' as const, why);
    this.#finish({ reason: 'malformed', byPeer: false, error }, 'malformed');
  }

  #overflowed(name: ChannelName): void {
    const error = new AppError('too_large' as const, `Too much is waiting on ${name}`);
    this.#finish({ reason: 'malformed', byPeer: false, error }, 'malformed');
  }

  /** `tellPeer`: what the peer is told, if there is a way. */
  #finish(end: LinkEnd, tellPeer?: EndReason): void {
    if (this.state.kind === 'ended') return;
    if (tellPeer !== undefined) this.#sender.finish(tellPeer);
    this.#channels.close();
    const path = this.#path;
    this.#path = null;
    this.#store.dispose();
    this.#status.end(end);
    void (path?.disposeAfterSending() ?? Promise.resolve()).then(this.#resolveClosed);
  }
}

function unreachable(): LinkEnd {
  const error = new AppError('agent_offline' as const, 'The other end did not come');
  return { reason: 'unreachable', byPeer: false, error };
}

function refusalOf({ kind, detail }: TransportClosed): AppError<ErrorCode> {
  return new AppError(kind === 'ended' ? 'session_ended' : 'ticket_invalid', detail);
}
