// The shelf of this server: its address, its own authority and its key for updates go into the programs, its certificate signs them.

import { join } from 'node:path';
import type { BuildWish } from '@nearhand/agent-builder';
import type { AppContext } from '../app-context.ts';
import { readVersion } from '../version.ts';
import { runBuild } from './build-process.ts';
import { ProgramShelf } from './program-shelf.ts';

/** The product's, as long as organisations have no look of their own. */
export const brand = 'Nearhand';

export function openShelf({ config, clock, logger, authority, keys }: AppContext): ProgramShelf {
  return new ProgramShelf({
    clock,
    logger: logger.child({ part: 'programs' }),
    folder: join(config.dataFolder, 'agents'),
    targets: config.programs,
    wish: serverWish(config, {
      authority: authority?.certificate ?? null,
      updateKey: Buffer.from(keys.updatePublicKey).toString('base64url'),
    }),
    build: runBuild,
  });
}

/** What is asked of a build for this server. */
export function serverWish(
  { publicUrl, signing, programLevel }: Pick<AppContext['config'], 'publicUrl' | 'signing' | 'programLevel'>,
  said: { readonly authority: string | null; readonly updateKey: string },
): Omit<BuildWish, 'target'> {
  return {
    build: { origin: publicUrl, name: brand, ...said },
    name: brand,
    version: readVersion(),
    icon: null,
    signing: signing === null ? null : { ...signing, productName: brand },
    compression: { zstd: programLevel, gzip: Math.min(9, programLevel) },
  };
}
