// Making a cluster is most of what starting a test's database costs: it is made once per machine and copied.

import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLogger, systemClock } from '@nearhand/base';
import { EmbeddedPostgres } from '../database/embedded/embedded-postgres.ts';
import { runProgram } from '../database/embedded/run-program.ts';

const cache = fileURLToPath(new URL('../../../../node_modules/.cache/nearhand-server', import.meta.url));
const template = join(cache, 'test-cluster-18');

/** Puts a fresh cluster into a data folder that has none. Where copying fails the server makes one itself. */
export async function copyClusterTemplate(dataFolder: string): Promise<void> {
  if (!(await exists(template))) await makeTemplate().catch(() => undefined);
  const target = join(dataFolder, 'postgres');
  const copied = await runProgram('cp', ['-a', template, target]);
  if (copied.exitCode !== 0) await rm(target, { recursive: true, force: true });
}

async function makeTemplate(): Promise<void> {
  await mkdir(cache, { recursive: true });
  const dataFolder = await mkdtemp(join(cache, 'new-'));
  try {
    const embedded = await EmbeddedPostgres.start({ dataFolder, clock: systemClock, logger: silentLogger });
    await embedded.stop();
    // Fails where another test was quicker; its cluster is as good.
    await rename(join(dataFolder, 'postgres'), template);
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function exists(cluster: string): Promise<boolean> {
  return readFile(join(cluster, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}
