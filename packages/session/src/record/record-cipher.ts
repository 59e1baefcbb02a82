// Sealing and opening records with AES-256-GCM. A record is bound to its path's epoch, its direction and its place: a
// record that is changed, repeated, left out, moved, or sent back to its sender does not open.

import { type Bytes, concatBytes } from '@nearhand/base';
import { readRecordHeader, recordHeaderBytes, recordTagBytes, writeRecordHeader } from '@nearhand/protocol';
import { recordNonce, RecordKeys, type RekeyLimits } from './record-keys.ts';

export type RecordDirection = 'toAgent' | 'toViewer';

export interface RecordCipherOptions {
  /** Of this direction. */
  readonly trafficSecret: Bytes;
  readonly epoch: number;
  readonly direction: RecordDirection;
  readonly limits: RekeyLimits;
}

function additionalData(header: Uint8Array, direction: RecordDirection): Bytes {
  return concatBytes(header, Uint8Array.of(direction === 'toAgent' ? 0 : 1));
}

export class RecordSealer {
  readonly #options: RecordCipherOptions;
  readonly #keys: RecordKeys;
  #counter = 0;

  constructor(options: RecordCipherOptions) {
    this.#options = options;
    this.#keys = new RecordKeys(options.trafficSecret, options.limits);
  }

  /** The frame. Its place is decided at the call; frames must be sent in the order of the calls. */
  async seal(plain: Bytes): Promise<Bytes> {
    const { epoch, direction } = this.#options;
    const counter = this.#counter++;
    const header = writeRecordHeader({ epoch, counter });
    const { key, iv } = await this.#keys.next(plain.length);
    const algorithm = {
      name: 'AES-GCM',
      iv: recordNonce(iv, counter),
      additionalData: additionalData(header, direction),
    };
    return concatBytes(header, new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain)));
  }
}

export class RecordOpener {
  readonly #options: RecordCipherOptions;
  readonly #keys: RecordKeys;
  #counter = 0;

  constructor(options: RecordCipherOptions) {
    this.#options = options;
    this.#keys = new RecordKeys(options.trafficSecret, options.limits);
  }

  /** Records must be given in the order they came. Null for a record that is not the next one, or not the peer's. */
  async open(frame: Bytes): Promise<Bytes | null> {
    const { epoch, direction } = this.#options;
    const header = readRecordHeader(frame);
    if (!header || header.epoch !== epoch || header.counter !== this.#counter) return null;
    const counter = this.#counter++;
    const { key, iv } = await this.#keys.next(frame.length - recordHeaderBytes - recordTagBytes);
    const algorithm = {
      name: 'AES-GCM',
      iv: recordNonce(iv, counter),
      additionalData: additionalData(frame.subarray(0, recordHeaderBytes), direction),
    };
    try {
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, frame.subarray(recordHeaderBytes)));
    } catch {
      return null; // WebCrypto's OperationError says no more than that the tag is wrong.
    }
  }
}
