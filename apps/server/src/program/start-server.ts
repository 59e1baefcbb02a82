// Brings the whole program up in order and takes it down in the opposite one. Says nothing itself: main.ts does.

import { createServer } from 'node:net';
import { AppError, type Clock, codeOf, type Logger } from '@nearhand/base';
import { type BuiltApp, buildApp } from '../app.ts';
import type { ServerConfig } from '../config/config.ts';
import { openDataFolder } from '../data-folder/data-folder.ts';
import { lockDataFolder } from '../data-folder/lock.ts';
import { loadKeys } from '../keys/keys.ts';
import { openCertificates } from '../tls/open-certificates.ts';
import { openDatabase } from './open-database.ts';
import { Teardown } from './teardown.ts';

export interface RunningServer extends BuiltApp {
  /** Where to create the administrator's account; null once somebody has. */
  readonly setupUrl: string | null;
  /** Of the self-made certificate authority, for comparing; null where there is none. */
  readonly authorityFingerprint: string | null;
  /** Within a few seconds, whatever is connected. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly config: ServerConfig;
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Throws AppError with words for the host; everything started before the failure is stopped again. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { config, version, clock, logger } = options;
  const teardown = new Teardown(logger);
  try {
    await openDataFolder(config.dataFolder, version);
    const lock = await lockDataFolder(config.dataFolder, `the server at ${config.publicUrl}`);
    teardown.add('the lock', () => lock.release());
    await checkPort(config);
    const keys = await loadKeys(config.dataFolder);
    const certificates = await openCertificates({ config, clock, logger });
    teardown.add('the certificates', async () => certificates?.dispose());
    const { db, notifications } = await openDatabase({ config, clock, logger, teardown });
    const built = await buildApp({ config, db, keys, clock, logger, certificates, notifications });
    teardown.add('the listener', () => built.app.close());
    await notifications.start();
    teardown.add('the notifications', () => notifications.stop());
    const setupToken = await built.context.setup.issueToken();
    await translateListenErrors(config, () => built.app.listen({ host: config.host, port: config.port }));
    logger.info('Listening', { host: config.host, port: config.port, publicUrl: config.publicUrl });
    const setupUrl = setupToken === null ? null : `${config.publicUrl}/setup#${setupToken}`;
    const authorityFingerprint = certificates?.authority?.fingerprint ?? null;
    return { ...built, setupUrl, authorityFingerprint, stop: () => teardown.run() };
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

/** Before the database is started: a port in use is the commonest reason why a start fails. */
async function checkPort(config: ServerConfig): Promise<void> {
  const probe = createServer();
  await translateListenErrors(
    config,
    () =>
      new Promise<void>((resolve, reject) => {
        probe.once('error', reject);
        probe.listen({ host: config.host, port: config.port, exclusive: true }, resolve);
      }),
  );
  await new Promise((resolve) => probe.close(resolve));
}

async function translateListenErrors({ host, port }: ServerConfig, listen: () => Promise<unknown>): Promise<void> {
  try {
    await listen();
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'EADDRINUSE') {
      throw new AppError(
        'conflict',
        `Port ${port} is in use by another program. Choose another with --port, or stop that program.`,
        { cause },
      );
    }
    if (code === 'EACCES') {
      throw new AppError('internal', `This user may not listen on port ${port}. Choose one above 1023 with --port.`, {
        cause,
      });
    }
    if (code === 'EADDRNOTAVAIL') {
      throw new AppError('internal', `This computer has no address ${host}. Choose one of its own with --host.`, {
        cause,
      });
    }
    throw cause;
  }
}
