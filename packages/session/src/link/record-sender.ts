// Fills records: answers and positions first, then the channels by priority, as long as the path is not busy. Small and
// urgent things go although it is.

import { type Clock, type Disposable, toDisposable } from '@nearhand/base';
import { type EndReason, encodeRecordItems, itemHeaderBytes, type RecordItem } from '@nearhand/protocol';
import type { ChannelSet } from '../channels/channel-set.ts';
import { FlightWindow } from '../channels/flight-window.ts';
import type { SecurePath } from './secure-path.ts';

export interface SenderLimits {
  /** Plain text of one record: what an urgent message may have to wait for. More on paths that are fast. */
  readonly minRecordBytes: number;
  readonly maxRecordBytes: number;
  /** Above this in the program's memory the path is busy. */
  readonly busyBytes: number;
}

export const defaultSenderLimits: SenderLimits = {
  minRecordBytes: 16 * 1024,
  maxRecordBytes: 128 * 1024,
  busyBytes: 256 * 1024,
};

/** Urgent things may go up to so many times busyBytes. */
const urgentFactor = 4;
/** How often a busy path is looked at, for transports that do not tell. */
const pollMs = 4;

export interface RecordSenderOptions {
  readonly channels: ChannelSet;
  readonly clock: Clock;
  readonly limits: SenderLimits;
}

export class RecordSender implements Disposable {
  readonly #options: RecordSenderOptions;
  #path: SecurePath | null = null;
  #flight: FlightWindow;
  #roundTripMs: number | null = null;
  #askDue = false;
  #answerDue: number | null = null;
  #kicked = false;
  #poll: Disposable = toDisposable(() => {});

  constructor(options: RecordSenderOptions) {
    this.#options = options;
    this.#flight = new FlightWindow(options.clock);
  }

  get roundTripMs(): number | null {
    return this.#flight.roundTripMs ?? this.#roundTripMs;
  }

  /** From now on channels' data goes here. */
  attach(path: SecurePath): void {
    this.#roundTripMs = this.roundTripMs;
    this.#flight = new FlightWindow(this.#options.clock);
    this.#path = path;
    this.#askDue = false;
    this.#answerDue = null;
    this.kick();
  }

  detach(): void {
    this.#path = null;
    this.#poll.dispose();
  }

  dispose(): void {
    this.detach();
  }

  /** Asks the peer for an answer. */
  ask(): void {
    this.#askDue = true;
    this.#options.channels.refreshPositions();
    this.kick();
  }

  /** The peer asked. An answer speaks for all questions before it. */
  answer(id: number): void {
    this.#answerDue = id;
    this.kick();
  }

  answered(id: number): void {
    this.#flight.arrived(id);
    this.kick();
  }

  /** There may be something to send, or room for it. Sends soon, so that what is queued together travels together. */
  kick(): void {
    if (this.#kicked) return;
    this.#kicked = true;
    queueMicrotask(() => {
      this.#kicked = false;
      this.#pump();
    });
  }

  /** Sends what is urgent and allowed, then the end, whatever waits on the path. */
  finish(reason: EndReason): void {
    const path = this.#path;
    if (!path) return;
    for (let items = this.#fill(true); items.length > 0; items = this.#fill(true)) {
      path.sendRecord(encodeRecordItems(items));
    }
    path.sendRecord(encodeRecordItems([{ type: 'end', reason }]));
    this.detach();
  }

  #pump(): void {
    const { busyBytes } = this.#options.limits;
    for (;;) {
      const path = this.#path;
      if (!path || path.pendingBytes >= busyBytes * urgentFactor) break;
      const items = this.#fill(path.pendingBytes >= busyBytes || !this.#flight.open);
      if (items.length === 0) break;
      path.sendRecord(encodeRecordItems(items));
    }
    this.#watchBusyPath();
  }

  #watchBusyPath(): void {
    const path = this.#path;
    this.#poll.dispose();
    if (!path || path.pendingBytes < this.#options.limits.busyBytes || !this.#options.channels.hasSendable) return;
    this.#poll = this.#options.clock.setTimer(pollMs, () => this.#pump());
  }

  /** A sixteenth of what may be under way: sealing has a price per record, and waiting one per byte. */
  get #recordBytes(): number {
    const { minRecordBytes, maxRecordBytes } = this.#options.limits;
    return Math.max(minRecordBytes, Math.min(maxRecordBytes, Math.floor(this.#flight.windowBytes / 16)));
  }

  #fill(urgentOnly: boolean): RecordItem[] {
    const { channels } = this.#options;
    const items: RecordItem[] = [];
    if (this.#answerDue !== null) items.push({ type: 'pong', id: this.#answerDue });
    this.#answerDue = null;
    for (const position of channels.takePositions()) items.push({ type: 'position', position });
    for (let room = this.#recordBytes; room > 0;) {
      const data = channels.takeData(room, urgentOnly);
      if (!data) break;
      items.push(data);
      room -= data.bytes.length + itemHeaderBytes + 1;
      this.#flight.sent(data.bytes.length);
    }
    if (this.#askDue || this.#flight.markerDue) items.push({ type: 'ping', id: this.#flight.mark() });
    this.#askDue = false;
    return items;
  }
}
