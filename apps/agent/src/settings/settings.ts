// What the person at an enrolled computer chose for it, kept in its folder. A choice here can only cut what server and
// policy allow, never widen it.

import { join } from 'node:path';
import { AppError, type Disposable, Emitter, type Event } from '@nearhand/base';
import { type ErrorCode, localeSchema, permissionSetSchema } from '@nearhand/protocol';
import { z } from 'zod';
import { parseProxyAddress } from '../dialling/proxy.ts';
import { readPrivateFile, writePrivateFile } from '../identity/private-files.ts';

export const askSecondsChoices = [30, 60, 180, 600] as const;

export const maxProxyAddress = 300;
const proxyAddressSchema = z
  .string()
  .max(maxProxyAddress)
  .refine((url) => parseProxyAddress(url) === url, 'Not the address of a proxy');

export const settingsSchema = z.strictObject({
  /** null: the system's. */
  language: localeSchema.nullable().default(null),
  /** Nobody comes in without a yes of the person at the computer. */
  ask: z.boolean().default(false),
  /** How long a question waits; silence means no. */
  askSeconds: z.literal(askSecondsChoices).default(60),
  /** Nobody gets these, whatever else says so. */
  withheld: permissionSetSchema.default([]),
  /** `none`: the server is reached directly, whatever the system says; `typed`: through the proxy that was typed. */
  proxy: z.enum(['automatic', 'none', 'typed']).default('automatic'),
  /** May hold a name and a password. Null: none was ever typed. */
  proxyAddress: proxyAddressSchema.nullable().default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

export class SettingsStore implements Disposable {
  readonly #path: string;
  readonly #changed = new Emitter<Settings>();
  #settings: Settings;

  readonly onChanged: Event<Settings> = this.#changed;

  constructor(folder: string) {
    this.#path = join(folder, 'settings.json');
    this.#settings = read(this.#path);
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Applied once it is stored. Throws AppError `bad_request`, or what the disk says. */
  change(changes: Partial<Settings>): void {
    const parsed = settingsSchema.safeParse({ ...this.#settings, ...changes });
    if (!parsed.success) throw new AppError<ErrorCode>('bad_request', 'No such setting', { cause: parsed.error });
    writePrivateFile(this.#path, `${JSON.stringify(parsed.data, null, 2)}\n`);
    this.#settings = parsed.data;
    this.#changed.emit(parsed.data);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** What a damaged file said is not known: then everything is asked. */
function read(path: string): Settings {
  const text = readPrivateFile(path);
  if (text === null) return settingsSchema.parse({});
  try {
    return settingsSchema.parse(JSON.parse(text));
  } catch {
    return settingsSchema.parse({ ask: true });
  }
}
