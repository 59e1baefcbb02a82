// The keys of one direction of one path, renewed after a fixed amount. Both ends count the same records and bytes, so
// nothing needs to be said about it.

import type { Bytes } from '@nearhand/base';
import { keyLabels } from '@nearhand/protocol';
import { hkdf } from '../handshake/hashing.ts';

export interface RekeyLimits {
  readonly records: number;
  /** Of plain text. */
  readonly bytes: number;
}

/** Far below where AES-GCM with counters weakens; small enough that an old key opens little. */
export const defaultRekeyLimits: RekeyLimits = { records: 2 ** 20, bytes: 2 ** 30 };

export interface RecordKey {
  readonly key: CryptoKey;
  /** 12 bytes; the nonce of a record is this, XOR its counter. */
  readonly iv: Bytes;
}

const noSalt = new Uint8Array(0);

async function keyOf(trafficSecret: Bytes): Promise<RecordKey> {
  const raw = await hkdf(trafficSecret, noSalt, keyLabels.key, 32);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { key, iv: await hkdf(trafficSecret, noSalt, keyLabels.iv, 12) };
}

/** Gives each record its key, in the order of the records. */
export class RecordKeys {
  readonly #limits: RekeyLimits;
  #secret: Promise<Bytes>;
  #current: Promise<RecordKey>;
  #records = 0;
  #bytes = 0;

  constructor(trafficSecret: Bytes, limits: RekeyLimits) {
    this.#limits = limits;
    this.#secret = Promise.resolve(trafficSecret);
    this.#current = keyOf(trafficSecret);
  }

  /** The key for the next record, which holds so much plain text. */
  next(plainBytes: number): Promise<RecordKey> {
    if (this.#records >= this.#limits.records || this.#bytes >= this.#limits.bytes) this.#renew();
    this.#records++;
    this.#bytes += plainBytes;
    return this.#current;
  }

  #renew(): void {
    this.#records = 0;
    this.#bytes = 0;
    this.#secret = this.#secret.then((secret) => hkdf(secret, noSalt, keyLabels.next, 32));
    this.#current = this.#secret.then(keyOf);
  }
}

/** TLS 1.3's construction (RFC 8446 section 5.3): the counter, padded to 12 bytes, XOR the direction's vector. */
export function recordNonce(iv: Bytes, counter: number): Bytes {
  const nonce = new Uint8Array(iv);
  const view = new DataView(nonce.buffer);
  view.setBigUint64(4, view.getBigUint64(4) ^ BigInt(counter));
  return nonce;
}
