// Puts the program and its files where they stay, and hands it to the system's service manager; and takes all of it away
// again. Knows nothing of systems: places and services are the host's.

import { chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { AppError, messageOf } from '@nearhand/base';
import {
  closeToUsers,
  type OwnProgram,
  removeEmptyFolder,
  removeFolder,
  replaceFile,
  type ServiceManager,
} from '@nearhand/host';
import type { RunOptions } from '../command-line/options.ts';
import { enrolmentOf } from '../enrolled/enrolment.ts';
import { refusalText } from '../enrolled/refusal.ts';
import { makePrivateFolder } from '../identity/private-files.ts';
import { askInstance } from '../instance/claim-instance.ts';
import type { InstanceStatus } from '../instance/instance-messages.ts';
import { authorityFile, serviceSettingsOf, waitingTokenOf } from './service-settings.ts';

export interface Installation {
  readonly service: ServiceManager;
  readonly program: OwnProgram;
  /** Of the agent that was started just now; null: it does not answer. */
  readonly arrival: () => Promise<InstanceStatus | null>;
}

/**
 * Answers how the agent is by then. Throws AppErrors whose messages are for the person who asked, also where the server does
 * not want it; what was begun is taken back then.
 */
export async function install(
  { service, program, arrival }: Installation,
  run: RunOptions,
): Promise<InstanceStatus | null> {
  requireRights(service);
  if (!program.isBuilt) {
    throw new AppError('bad_request', 'Only the program that a server offers can be installed, not its source.');
  }
  const { places } = service;
  const token = run.mode.kind === 'enrolled' ? run.mode.token : null;
  const isEnrolled = existsSync(places.dataFolder) && enrolmentOf(places.dataFolder).read()?.origin === run.origin;
  if (token === null && !isEnrolled) {
    throw new AppError('bad_request', 'Whose computer is this to be? Name an enrolment token: --enrol TOKEN.');
  }
  const missing = (await service.missingManager?.()) ?? null;
  if (missing !== null) throw new AppError('unavailable', missing);
  const wasThere = (await service.state()).installed;
  try {
    putProgram(program.file, places);
    await putFiles(places.dataFolder, run, isEnrolled ? null : token);
    const words = ['run', '--data', places.dataFolder];
    await service.install({ ...places, words, description: `Remote support by ${run.origin}` });
    const status = await arrival();
    const refused = status?.refused ?? null;
    if (refused !== null) throw new AppError('forbidden', refusalText(refused));
    return status;
  } catch (error) {
    if (wasThere) throw error;
    const undone = await removeAll(service, async () => false);
    throw undone.length === 0 ? error : new AppError('unavailable', [messageOf(error), ...undone].join('\n'));
  }
}

/** Throws AppErrors like `install`, also where not everything could be done. False: there was nothing. */
export async function uninstall(service: ServiceManager): Promise<boolean> {
  requireRights(service);
  const { programFolder, dataFolder } = service.places;
  const { installed } = await service.state();
  if (!installed && !existsSync(programFolder) && !existsSync(dataFolder)) return false;
  const undone = await removeAll(service, async () => {
    if (service.forget === undefined || (await service.state()).running) return true;
    return (await askInstance(dataFolder)) !== null;
  });
  if (undone.length > 0) {
    throw new AppError('unavailable', ['The agent is uninstalled, as far as that was possible.', ...undone].join('\n'));
  }
  return true;
}

function requireRights(service: ServiceManager): void {
  const missing = service.missingRights();
  if (missing !== null) throw new AppError('forbidden', missing);
}

/** Answers what could not be done, in English. Throws, with everything still there, where the service runs on. */
async function removeAll(service: ServiceManager, runsOn: () => Promise<boolean>): Promise<string[]> {
  const undone: string[] = [];
  try {
    await service.uninstall();
  } catch (error) {
    if (await runsOn()) throw error;
    undone.push(`Not done: ${messageOf(error)}`);
  }
  const { programFolder, dataFolder, ownFolder } = service.places;
  const steps = [() => service.forget?.(), () => removeFolder(dataFolder), () => removeFolder(programFolder)];
  if (ownFolder !== undefined) steps.push(() => removeEmptyFolder(ownFolder));
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      undone.push(`Not removed: ${messageOf(error)}`);
    }
  }
  return undone;
}

/** The one that runs is replaced in one step: it goes on with what it has. */
function putProgram(file: string, { programFolder, program }: ServiceManager['places']): void {
  mkdirSync(programFolder, { recursive: true, mode: 0o755 });
  requireOwn(programFolder);
  // Whatever the installer's umask: who sits there runs it for the windows of the service.
  chmodSync(programFolder, 0o755);
  const draft = `${program}.installing`;
  copyFileSync(file, draft);
  chmodSync(draft, 0o755);
  replaceFile(draft, program);
}

/** Whoever else may write there could put another program in the place of this one. */
function requireOwn(folder: string): void {
  const found = lstatSync(folder);
  const isOwn = process.getuid === undefined || found.uid === process.getuid();
  if (!found.isDirectory() || !isOwn || (process.getuid !== undefined && (found.mode & 0o022) !== 0)) {
    throw new AppError('forbidden', `${folder} belongs to somebody else, or others may write to it. Remove it first.`);
  }
}

async function putFiles(
  folder: string,
  { origin, language, proxy, caFile }: RunOptions,
  token: string | null,
): Promise<void> {
  makePrivateFolder(folder);
  await closeToUsers(folder);
  if (caFile !== null) {
    copyFileSync(caFile, authorityFile(folder));
    chmodSync(authorityFile(folder), 0o600);
  }
  serviceSettingsOf(folder).write({ origin, language, proxy, hasAuthority: caFile !== null });
  if (token === null) waitingTokenOf(folder).remove();
  else waitingTokenOf(folder).write({ token });
}
