// The commands `install`, `uninstall` and `status`: what they say to the person who typed them. English, for
// administrators.

import { AppError, type Clock } from '@nearhand/base';
import type { OwnProgram, ServiceManager, ServiceScope } from '@nearhand/host';
import type { RunOptions } from '../command-line/options.ts';
import { cleanForTerminal } from '../consent/terminal/clean-text.ts';
import { refusalText } from '../enrolled/refusal.ts';
import { askInstance } from '../instance/claim-instance.ts';
import { exitCodes } from '../machine.ts';
import { arrivalOf, isThere } from './arrival.ts';
import { install, uninstall } from './installer.ts';

export interface CommandSurroundings {
  readonly program: OwnProgram;
  readonly version: string;
  /** null: this system has no services that the agent knows. */
  readonly service: (scope: ServiceScope) => ServiceManager | null;
  readonly clock: Clock;
  /** How long an installed agent may take to reach its server before that is said. */
  readonly patienceMs: number;
  /** Gets whole lines without their end. */
  readonly say: (line: string) => void;
}

/** Throws AppErrors whose messages are for the person who typed it. */
export async function installCommand(at: CommandSurroundings, scope: ServiceScope, run: RunOptions): Promise<number> {
  const service = serviceOf(at, scope);
  const arrival = () => arrivalOf(service, at.clock, at.patienceMs);
  const status = await install({ service, program: at.program, arrival }, run);
  at.say(`The agent is installed as ${service.places.program} and runs from now on, ${whenOf(scope)}.`);
  const name = status !== null && isThere(status) ? (status.worker?.name ?? null) : null;
  at.say(
    name === null
      ? 'It has not reached the server yet, and goes on trying.'
      : `It is connected, as "${cleanForTerminal(name)}".`,
  );
  at.say(`See how it is with: ${service.places.program} status${scope === 'user' ? ' --user' : ''}`);
  return exitCodes.done;
}

export async function uninstallCommand(at: CommandSurroundings, scope: ServiceScope): Promise<number> {
  const removed = await uninstall(serviceOf(at, scope));
  at.say(removed ? 'The agent is uninstalled; nothing of it is left.' : 'There is no installed agent here.');
  return exitCodes.done;
}

export async function statusCommand(at: CommandSurroundings, scope: ServiceScope): Promise<number> {
  const service = serviceOf(at, scope);
  const { installed, running } = await service.state();
  const { program, dataFolder } = service.places;
  if (!installed) {
    at.say(`No agent is installed ${scope === 'user' ? 'for you' : 'for the whole computer'}.`);
    return exitCodes.failed;
  }
  at.say(`Installed: ${program}, ${whenOf(scope)}`);
  at.say(`Files: ${dataFolder}`);
  const status = await askInstance(dataFolder);
  if (status === null) {
    const more = service.missingRights() === null ? 'It does not answer yet.' : 'Ask as an administrator to see more.';
    at.say(running ? `Running. ${more}` : 'Not running.');
    return running ? exitCodes.done : exitCodes.failed;
  }
  const { worker, refused } = status;
  at.say(`Running: process ${status.pid}, version ${status.version}`);
  if (refused !== null) {
    at.say(refusalText(refused));
    return exitCodes.refused;
  }
  if (worker === null) at.say('Its worker is not running just now; the log says why.');
  else {
    at.say(`Computer: ${worker.name === null ? 'not enrolled yet' : cleanForTerminal(worker.name)}`);
    at.say(`Server: ${worker.connected ? 'connected' : 'not connected'}; viewers: ${worker.viewers}`);
  }
  return exitCodes.done;
}

function serviceOf(at: CommandSurroundings, scope: ServiceScope): ServiceManager {
  const service = at.service(scope);
  if (service === null) throw new AppError('bad_request', 'The agent cannot be installed on this system.');
  return service;
}

function whenOf(scope: ServiceScope): string {
  return scope === 'user' ? 'while you are signed in' : 'whenever this computer does';
}
