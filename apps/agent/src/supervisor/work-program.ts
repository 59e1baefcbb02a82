// The worker that a service starts (`work`): the installed computer's agent in the desktop it was put into, on a line to
// its supervisor.

import { AppError } from '@nearhand/base';
import { type Composition, composeComputer } from '../compose.ts';
import { enrolmentOf } from '../enrolled/enrolment.ts';
import { serviceRunOptions, waitingTokenOf } from '../installation/service-settings.ts';
import type { Machine, Program } from '../machine.ts';
import { SupervisorLine } from './supervisor-line.ts';
import { workerEnvironment } from './worker-process.ts';

export interface WorkOptions {
  readonly dataFolder: string;
  readonly machine: Machine;
  readonly writeError: Composition['writeError'];
}

/** Throws AppErrors for the supervisor's log. */
export async function startWork({ dataFolder, machine, writeError }: WorkOptions): Promise<Program> {
  const { [workerEnvironment.address]: address, [workerEnvironment.secret]: secret } = machine.environment;
  if (address === undefined || secret === undefined) {
    throw new AppError('bad_request', 'Workers are started by the service only.');
  }
  const run = serviceRunOptions(dataFolder);
  const token = run.mode.kind === 'enrolled' ? run.mode.token : null;
  const line = new SupervisorLine(address, secret);
  const program = await composeComputer(
    { run, machine, writeError },
    {
      dataFolder,
      token,
      onReport(report) {
        if (token !== null && enrolmentOf(dataFolder).read() !== null) waitingTokenOf(dataFolder).remove();
        line.report(report);
      },
    },
  );
  line.onStop.on(() => program.stop());
  void program.finished.finally(() => line.dispose());
  return program;
}
