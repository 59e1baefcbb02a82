// What an installed agent was told on its installation, kept beside its key: a service has no command line of its own.

import { join } from 'node:path';
import { AppError } from '@nearhand/base';
import { enrolmentTokenSchema, localeSchema } from '@nearhand/protocol';
import { z } from 'zod';
import type { RunOptions } from '../command-line/options.ts';
import { readBuild } from '../command-line/read-build.ts';
import { type StoredValue, storedValue } from '../identity/stored-value.ts';

export const serviceSettingsSchema = z.object({
  origin: z.string(),
  /** The authority that the host named is kept beside this file. */
  hasAuthority: z.boolean(),
  language: localeSchema.nullable(),
  proxy: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('automatic') }),
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('address'), url: z.string() }),
  ]),
});
export type ServiceSettings = z.infer<typeof serviceSettingsSchema>;

export function serviceSettingsOf(folder: string): StoredValue<ServiceSettings> {
  return storedValue(join(folder, 'service.json'), serviceSettingsSchema);
}

/** Kept until it has been used once, so that it stands in no command line. */
export function waitingTokenOf(folder: string): StoredValue<{ token: string }> {
  return storedValue(join(folder, 'enrolment-token.json'), z.object({ token: enrolmentTokenSchema }));
}

export function authorityFile(folder: string): string {
  return join(folder, 'authority.pem');
}

/** Throws AppError `bad_request` where nothing was installed. */
export function serviceRunOptions(folder: string): RunOptions {
  const settings = serviceSettingsOf(folder).read();
  if (settings === null) throw new AppError('bad_request', `${folder} is not an installed agent's folder.`);
  const { origin, language, proxy, hasAuthority } = settings;
  return {
    origin,
    mode: { kind: 'enrolled', token: waitingTokenOf(folder).read()?.token ?? null, signIn: false, installed: true },
    dataFolder: folder,
    caFile: hasAuthority ? authorityFile(folder) : null,
    builtAuthority: readBuild()?.authority ?? null,
    language,
    display: null,
    proxy,
    window: null,
    tray: true,
    openBrowser: true,
    verbose: false,
  };
}
