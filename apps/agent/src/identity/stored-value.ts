// One JSON value in a private file, checked by its schema when read: a file somebody damaged counts as absent.

import type { z } from 'zod';
import { rmSync } from 'node:fs';
import { readPrivateFile, writePrivateFile } from './private-files.ts';

export interface StoredValue<T> {
  /** null: nothing stored, or not readable as a T. */
  read(): T | null;
  write(value: T): void;
  remove(): void;
}

export function storedValue<T>(path: string, schema: z.ZodType<T>): StoredValue<T> {
  return {
    read() {
      const text = readPrivateFile(path);
      if (text === null) return null;
      try {
        return schema.parse(JSON.parse(text));
      } catch {
        // Damaged: the program goes on as if it had never been written.
        return null;
      }
    },
    write: (value) => writePrivateFile(path, `${JSON.stringify(value, null, 2)}\n`),
    remove: () => rmSync(path, { force: true }),
  };
}

/** What cannot be written (a full disk) lasts as long as the program, and the file, out of date by then, is removed. */
export function keptAnyway<T>(stored: StoredValue<T>, onFailure: (error: unknown) => void): StoredValue<T> {
  let unwritten: { readonly value: T } | null = null;
  return {
    read: () => (unwritten === null ? stored.read() : unwritten.value),
    write(value) {
      try {
        stored.write(value);
        unwritten = null;
      } catch (error) {
        unwritten = { value };
        onFailure(error);
        attempt(() => stored.remove(), onFailure);
      }
    },
    remove() {
      unwritten = null;
      stored.remove();
    },
  };
}

function attempt(action: () => void, onFailure: (error: unknown) => void): void {
  try {
    action();
  } catch (error) {
    onFailure(error);
  }
}

/** Kept in memory, for what must not outlive the program. */
export function memoryValue<T>(): StoredValue<T> {
  let kept: T | null = null;
  return {
    read: () => kept,
    write(value) {
      kept = value;
    },
    remove() {
      kept = null;
    },
  };
}
