// Remembers in this browser by which key each computer identified itself first. A changed key stops the connection.
import { bytes32Schema } from '@nearhand/protocol';
import { z } from 'zod';

const storageKey = 'nearhand.agentKeys';
/** The oldest are forgotten beyond this. */
const mostKeys = 500;

const memorySchema = z.array(z.tuple([z.string(), bytes32Schema]));

/** The part of localStorage that is used. */
export interface KeyStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export class KeyMemory {
  readonly #storage: KeyStorage;

  constructor(storage: KeyStorage) {
    this.#storage = storage;
  }

  known(scope: string): string | null {
    return this.#read().find(([name]) => name === scope)?.[1] ?? null;
  }

  /** Keeps the key seen first; a later one does not replace it. */
  remember(scope: string, agentKey: string): void {
    const keys = this.#read();
    if (!keys.some(([name]) => name === scope)) this.#write([...keys, [scope, agentKey]]);
  }

  /** The person vouches for a new key: the next one seen is kept. */
  forget(scope: string): void {
    this.#write(this.#read().filter(([name]) => name !== scope));
  }

  #read(): [string, string][] {
    const text = this.#storage.getItem(storageKey);
    if (text === null) return [];
    try {
      return memorySchema.parse(JSON.parse(text));
    } catch {
      // Damaged or from another version: every computer is then seen for the first time again.
      return [];
    }
  }

  #write(keys: [string, string][]): void {
    this.#storage.setItem(storageKey, JSON.stringify(keys.slice(-mostKeys)));
  }
}
