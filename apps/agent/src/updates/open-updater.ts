// The updater of an installed agent, wired; none for a program whose build holds no key of its server.

import type { Logger } from '@nearhand/base';
import type { OwnProgram } from '@nearhand/host';
import { agentTargetSchema } from '@nearhand/protocol';
import type { RunOptions } from '../command-line/options.ts';
import { readBuild } from '../command-line/read-build.ts';
import { version } from '../compose-core.ts';
import { findProxy } from '../dialling/proxy.ts';
import { trustedAuthorities } from '../dialling/trust.ts';
import type { Machine } from '../machine.ts';
import { UpdateMemory } from './update-memory.ts';
import { Updater, type WorkerControl } from './updater.ts';

export interface OpenUpdaterOptions {
  readonly run: RunOptions;
  readonly dataFolder: string;
  readonly program: OwnProgram;
  readonly machine: Machine;
  readonly logger: Logger;
  readonly workers: WorkerControl;
  /** Ends the service, which the system starts again: then as the new program. */
  readonly replaced: () => void;
}

/** null: this program is not updated. */
export async function openUpdater(options: OpenUpdaterOptions): Promise<Updater | null> {
  const { run, dataFolder, program, machine, logger, workers, replaced } = options;
  const target = agentTargetSchema.safeParse(program.target);
  const key = readBuild()?.updateKey;
  if (!program.isBuilt || !target.success || key === undefined) {
    logger.info('this program is not brought up to date: its build names no key of the server');
    return null;
  }
  const { environment, systemProxy, clock } = machine;
  const { origin, caFile, builtAuthority } = run;
  const proxy = await findProxy(origin, { option: run.proxy, environment, system: systemProxy });
  return new Updater({
    own: { version, target: target.data, publicKey: key },
    program,
    workers,
    access: { origin, authorities: trustedAuthorities(caFile, builtAuthority), proxy },
    memory: new UpdateMemory(dataFolder),
    clock,
    logger,
    replaced,
  });
}
