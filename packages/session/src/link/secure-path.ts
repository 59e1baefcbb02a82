// One path with its keys: frames in, handshake bodies and opened records out, in the order they came; records sealed in
// the order they are given. A path has no keys, then one set after the other; it ends at the first bad record.

import { type Bytes, type Disposable, DisposableStore, type Logger } from '@nearhand/base';
import { frameKinds, maxRelayFrameBytes, readRecordHeader } from '@nearhand/protocol';
import type { TrafficSecrets } from '../handshake/key-schedule.ts';
import { RecordOpener, RecordSealer } from '../record/record-cipher.ts';
import type { RekeyLimits } from '../record/record-keys.ts';
import type { FrameTransport, TransportClosed } from '../transport/frame-transport.ts';
import { SerialQueue } from './serial-queue.ts';

/** Frames that came and are not dealt with; a peer that floods gets its path closed. All windows together are less. */
const maxWaitingFrames = 4096;
const maxWaitingBytes = 64 * 1024 * 1024;

export interface SecurePathEvents {
  onHandshake(body: Bytes): Promise<void>;
  onRecord(plain: Bytes): void;
  /** Changed, repeated, left out, out of order, or a flood. */
  onBadFrame(why: string): void;
  /** Something was handed to the transport, or left it: more may be sent. */
  onProgress(): void;
  onPeer(present: boolean): void;
  onClosed(closed: TransportClosed): void;
}

export interface SecurePathOptions {
  readonly transport: FrameTransport;
  readonly side: 'viewer' | 'agent';
  readonly limits: RekeyLimits;
  readonly logger: Logger;
  readonly events: SecurePathEvents;
}

interface PathKeys {
  readonly epoch: number;
  readonly sealer: RecordSealer;
  readonly opener: RecordOpener;
}

interface Opening {
  readonly keys: PathKeys;
  readonly plain: Promise<Bytes | null>;
}

export class SecurePath implements Disposable {
  readonly #options: SecurePathOptions;
  readonly #store = new DisposableStore();
  readonly #incoming: SerialQueue;
  readonly #outgoing: SerialQueue;
  #keys: PathKeys | null = null;
  /** Frames that wait for what a handshake message before them may bring: keys. */
  #deferred = 0;
  #sealingBytes = 0;
  #waitingBytes = 0;
  #ignoredFrames = 0;

  constructor(options: SecurePathOptions) {
    this.#options = options;
    const { transport, logger } = options;
    this.#store.add(transport);
    const onError = (error: unknown) => logger.error('A frame could not be processed', { error });
    this.#incoming = this.#store.add(new SerialQueue(onError));
    this.#outgoing = this.#store.add(new SerialQueue(onError));
    this.#store.add(transport.onFrame.on((frame) => this.#receive(frame)));
    this.#store.add(transport.onDrain.on(() => options.events.onProgress()));
    this.#store.add(transport.onPeer.on((present) => this.#afterRecords(() => options.events.onPeer(present))));
    this.#store.add(transport.onClosed.on((closed) => this.#afterRecords(() => options.events.onClosed(closed))));
  }

  /** Given to this path, and still in this program's memory. */
  get pendingBytes(): number {
    return this.#sealingBytes + this.#options.transport.bufferedBytes;
  }

  setKeys(traffic: TrafficSecrets): void {
    const { side, limits } = this.#options;
    const outgoing = side === 'viewer' ? 'toAgent' : 'toViewer';
    const incoming = side === 'viewer' ? 'toViewer' : 'toAgent';
    const { epoch } = traffic;
    const sealer = new RecordSealer({ epoch, limits, direction: outgoing, trafficSecret: traffic[outgoing] });
    const opener = new RecordOpener({ epoch, limits, direction: incoming, trafficSecret: traffic[incoming] });
    this.#keys = { epoch, sealer, opener };
  }

  dropKeys(): void {
    this.#keys = null;
  }

  sendFrames(frames: readonly Bytes[]): void {
    if (frames.length === 0) return;
    this.#outgoing.run(() => {
      for (const frame of frames) this.#options.transport.send(frame);
    });
  }

  /** Ignored without keys. */
  sendRecord(plain: Bytes): void {
    if (!this.#keys) return;
    const sealing = this.#keys.sealer.seal(plain);
    this.#sealingBytes += plain.length;
    this.#outgoing.run(async () => {
      const frame = await sealing;
      this.#sealingBytes -= plain.length;
      this.#options.transport.send(frame);
      this.#options.events.onProgress();
    });
  }

  /** Disposes once everything given so far has been handed to the transport; resolves then. */
  disposeAfterSending(): Promise<void> {
    this.#incoming.dispose();
    return new Promise((resolve) => {
      this.#outgoing.run(() => {
        this.dispose();
        resolve();
      });
    });
  }

  dispose(): void {
    this.#store.dispose();
  }

  #receive(frame: Bytes): void {
    if (this.#store.disposed) return;
    const { events } = this.#options;
    if (frame.length === 0 || frame.length > maxRelayFrameBytes) return events.onBadFrame('frame size');
    if (this.#incoming.length > maxWaitingFrames || this.#waitingBytes > maxWaitingBytes) {
      return events.onBadFrame('flood');
    }
    this.#waitingBytes += frame.length;
    if (frame[0] === frameKinds.handshake) this.#defer(() => events.onHandshake(frame.subarray(1)));
    else if (frame[0] === frameKinds.record) this.#receiveRecord(frame);
    else this.#ignore('kind');
    // Behind whatever was queued for this frame.
    this.#incoming.run(() => {
      this.#waitingBytes -= frame.length;
    });
  }

  /**
   * What came before, and is still being opened, counts: the peer's last words are followed closely by its leaving. But
   * nobody waits for a handshake step, which may take as long as a person thinks.
   */
  #afterRecords(task: () => void): void {
    if (this.#deferred > 0) task();
    else this.#incoming.run(task);
  }

  #defer(task: () => Promise<void>): void {
    this.#deferred++;
    this.#incoming.run(async () => {
      try {
        await task();
      } finally {
        this.#deferred--;
      }
    });
  }

  /** Opening starts at once where the keys are certain, so that several records are opened at the same time. */
  #receiveRecord(frame: Bytes): void {
    if (this.#deferred > 0) return this.#defer(() => this.#deliver(this.#open(frame)));
    const opening = this.#open(frame);
    this.#incoming.run(() => this.#deliver(opening));
  }

  /** Null for records of another set of keys: they belong to what was before, or to what is not yet agreed. */
  #open(frame: Bytes): Opening | null {
    const keys = this.#keys;
    const header = readRecordHeader(frame);
    if (keys && header?.epoch === keys.epoch) return { keys, plain: keys.opener.open(frame) };
    this.#ignore('epoch');
    return null;
  }

  async #deliver(opening: Opening | null): Promise<void> {
    if (!opening) return;
    const plain = await opening.plain;
    if (this.#store.disposed || opening.keys !== this.#keys) return;
    if (plain) this.#options.events.onRecord(plain);
    else this.#options.events.onBadFrame('record');
  }

  #ignore(why: string): void {
    this.#ignoredFrames++;
    if (this.#ignoredFrames === 1) this.#options.logger.debug('Frame ignored', { why });
    if (this.#ignoredFrames > maxWaitingFrames) this.#options.events.onBadFrame('flood');
  }
}
