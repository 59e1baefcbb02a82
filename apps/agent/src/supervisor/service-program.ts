// The service itself (`run`): the supervisor with its claim on the folder, its log and its worker, wired.

import { join } from 'node:path';
import { DisposableStore, type Logger } from '@nearhand/base';
import { type OwnProgram, openDesktopSessions } from '@nearhand/host';
import { version } from '../compose-core.ts';
import { makePrivateFolder } from '../identity/private-files.ts';
import { serviceRunOptions } from '../installation/service-settings.ts';
import { claimInstance } from '../instance/claim-instance.ts';
import type { InstanceStatus } from '../instance/instance-messages.ts';
import { createLineLogger } from '../logging/line-logger.ts';
import { createLogFile } from '../logging/log-file.ts';
import { exitCodes, type Machine, type Program } from '../machine.ts';
import { removeEarlier } from '../updates/download-program.ts';
import { openUpdater } from '../updates/open-updater.ts';
import { Supervisor } from './supervisor.ts';
import { startWorkerProcess } from './worker-process.ts';

export interface ServiceOptions {
  readonly dataFolder: string;
  readonly program: OwnProgram;
  readonly machine: Machine;
}

/** Throws AppErrors for the log of the service manager: not installed here, running already. */
export async function startService({ dataFolder, program, machine }: ServiceOptions): Promise<Program> {
  const { clock, environment } = machine;
  makePrivateFolder(dataFolder);
  const run = serviceRunOptions(dataFolder);
  const store = new DisposableStore();
  const tell = (): InstanceStatus => ({
    pid: process.pid,
    version,
    worker: supervisor.report,
    refused: supervisor.refused,
  });
  const instance = store.add(await claimInstance(dataFolder, { tell }));
  const { write } = createLogFile(join(dataFolder, 'service.log'));
  const logger = createLineLogger({ clock, write, level: 'info' });
  const sessions = store.add(openDesktopSessions(clock));
  const supervisor: Supervisor = store.add(
    new Supervisor({
      program,
      sessions,
      startWorker: (worker, session) =>
        startWorkerProcess({ program: worker, dataFolder, session, environment }, instance, clock),
      clock,
      logger,
      random: Math.random,
    }),
  );
  const { promise, resolve } = Promise.withResolvers<number>();
  const stop = async (): Promise<void> => {
    await supervisor.stop();
    store.dispose();
    logger.info('the service ends');
    resolve(exitCodes.done);
  };
  logger.info('the service starts', { version, origin: run.origin });
  if (program.isBuilt) tidy(program, logger);
  supervisor.start();
  const updater = await openUpdater({
    run,
    dataFolder,
    program,
    machine,
    logger,
    workers: supervisor,
    replaced: () => void stop(),
  });
  if (updater !== null) store.add(updater).start();
  return { finished: promise, stop: () => void stop() };
}

function tidy({ file }: OwnProgram, logger: Logger): void {
  try {
    removeEarlier(file);
  } catch (error) {
    // What takes space keeps nothing from starting.
    logger.warn('an earlier program could not be removed', { error });
  }
}
