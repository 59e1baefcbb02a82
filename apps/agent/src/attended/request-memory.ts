// What an attended run remembers of its request, so that it can come back after a crash: which request, and what the
// person allowed. Of the session itself only who was connected is kept, for the receipt.

import type { Permission } from '@nearhand/protocol';
import type { StoredValue } from '../identity/stored-value.ts';
import { codeHash, type RequestRecord } from './request-folders.ts';

export class RequestMemory {
  readonly #origin: string;
  readonly #record: StoredValue<RequestRecord>;
  #code: string | null;

  /** `code` null: not known yet. */
  constructor(origin: string, record: StoredValue<RequestRecord>, code: string | null) {
    this.#origin = origin;
    this.#record = record;
    this.#code = code;
  }

  get code(): string | null {
    return this.#code;
  }

  /** The request of an interrupted run. */
  get requestId(): string | null {
    return this.#read().requestId;
  }

  codeTyped(code: string): void {
    this.#code = code;
  }

  /** The server took the agent in for this request; another request's consent is forgotten. */
  accepted(requestId: string): void {
    const before = this.#read();
    const hash = this.#code === null ? before.codeHash : codeHash(this.#origin, this.#code);
    const allowed = before.requestId === requestId ? before.allowed : null;
    this.#record.write({ origin: this.#origin, codeHash: hash, requestId, allowed });
  }

  /** null: no consent is stored for the request. */
  get allowed(): readonly Permission[] | null {
    return this.#read().allowed;
  }

  allow(permissions: readonly Permission[]): void {
    this.#record.write({ ...this.#read(), allowed: [...permissions] });
  }

  /** The request is not what it was: start over. */
  forget(): void {
    this.#record.write({ origin: this.#origin, codeHash: null, requestId: null, allowed: null });
  }

  #read(): RequestRecord {
    return this.#record.read() ?? { origin: this.#origin, codeHash: null, requestId: null, allowed: null };
  }
}
