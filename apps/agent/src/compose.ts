// From the command line to a running program: chooses the mode, opens folder and log, and wires what the mode needs.

import { join } from 'node:path';
import { AppError, type Logger } from '@nearhand/base';
import { hasRequest, openUsableRequestFolder } from './attended/request-folders.ts';
import { startAttended } from './attended/attended-program.ts';
import { sayNoRoom } from './attended/no-room.ts';
import type { RunOptions } from './command-line/options.ts';
import { version } from './compose-core.ts';
import { describeProxy, findProxy, type Proxy } from './dialling/proxy.ts';
import { openWay } from './dialling/way.ts';
import { startEnrolled } from './enrolled/enrolled-program.ts';
import { accountOf, enrolmentOf } from './enrolled/enrolment.ts';
import { findDataFolder, homeOf } from './identity/data-folder.ts';
import { makePrivateFolder } from './identity/private-files.ts';
import { createLineLogger } from './logging/line-logger.ts';
import { createLogFile } from './logging/log-file.ts';
import { askInstance, canClaim, claimInstance, showInstance } from './instance/claim-instance.ts';
import type { AgentReport } from './instance/instance-messages.ts';
import { SettingsStore } from './settings/settings.ts';
import { exitCodes, type Machine, type Program, type SeenProgram } from './machine.ts';

export interface Composition {
  readonly run: RunOptions;
  readonly machine: Machine;
  /** For lines of the log that somebody watches. */
  readonly writeError: (line: string) => void;
}

/** Throws AppError `bad_request` with a message for the person who started the program. */
export async function compose({ run, machine, writeError }: Composition): Promise<Program> {
  const { environment } = machine;
  if (run.mode.kind === 'demo') {
    const secret = environment['NEARHAND_DEMO_SECRET'];
    if (secret === undefined) throw new AppError('bad_request', 'The demo computer is started by the server only');
    const logger = createLineLogger({ clock: machine.clock, write: writeError, level: 'info' });
    const { startDemo } = await import('./demo/demo-program.ts');
    return startDemo({ run, secret, machine, logger });
  }
  const dataFolder =
    run.dataFolder ??
    (await findDataFolder(homeOf(machine), {
      isEnrolled: (folder) => enrolmentOf(folder).read() !== null,
      hasRequest,
      isInUse: async (folder) => (await askInstance(folder)) !== null,
    }));
  const wasEnrolled = run.dataFolder !== null && enrolmentOf(dataFolder).read() !== null;
  if (run.mode.kind === 'enrolled' || (run.mode.code === null && wasEnrolled)) {
    const token = run.mode.kind === 'enrolled' ? run.mode.token : null;
    makePrivateFolder(dataFolder);
    if (await isShownElsewhere(run, dataFolder)) return alreadyRunning(machine);
    return startAlone(dataFolder, () => composeComputer({ run, machine, writeError }, { dataFolder, token }));
  }
  const { code } = run.mode;
  const place = { dataFolder, isChosen: run.dataFolder !== null, temporaryFolders: machine.temporaryFolders };
  const opened = openUsableRequestFolder(place, run.origin, code);
  if (opened === null) return sayNoRoom({ run, machine, writeError });
  const { folder, dataFolder: used } = opened;
  const begin = async (): Promise<SeenProgram> => {
    const logger = openLog(folder.path, { run, machine, writeError });
    const proxy = await findProxy(run.origin, { option: run.proxy, environment, system: machine.systemProxy });
    sayStart(run, proxy, logger);
    const own = accountOf(used, run.origin);
    const account = own.kind === 'none' && machine.isInstalled() ? ({ kind: 'installed' } as const) : own;
    return startAttended({ run, code, folder, machine, logger, way: { proxy }, account });
  };
  // Nobody's help may fail because of a long path.
  if (!canClaim(folder.path)) return begin();
  return (await showInstance(folder.path)) ? alreadyRunning(machine) : startAlone(folder.path, begin);
}

/** Throws AppError `conflict` when another agent has the folder. */
async function startAlone(folder: string, begin: () => Promise<SeenProgram>): Promise<Program> {
  let program: SeenProgram | null = null;
  const instance = await claimInstance(folder, {
    tell: () => ({ pid: process.pid, version, worker: null, refused: null }),
    show: () => program?.bringForward() ?? false,
  });
  try {
    program = await begin();
    void program.finished.finally(() => instance.dispose());
    return program;
  } catch (error) {
    instance.dispose();
    throw error;
  }
}

export interface ComputerOptions {
  /** Private, exists. */
  readonly dataFolder: string;
  readonly token: string | null;
  readonly onReport?: (report: AgentReport) => void;
}

/** A permanent computer, whoever started it. Throws like `compose`. */
export async function composeComputer(composition: Composition, options: ComputerOptions): Promise<SeenProgram> {
  const { run, machine } = composition;
  const { dataFolder: folder, token, onReport } = options;
  const logger = openLog(folder, composition);
  const settings = new SettingsStore(folder);
  const way = await openWay({ run, settings, machine, logger });
  sayStart(run, way.proxy, logger);
  return startEnrolled({ run, token, folder, machine, logger, way, settings, ...(onReport && { onReport }) });
}

/** One that the desktop starts does not ask for attention, and one of another server is not what was started. */
async function isShownElsewhere({ tray, origin }: RunOptions, folder: string): Promise<boolean> {
  const enrolled = enrolmentOf(folder).read();
  return !tray && (enrolled === null || enrolled.origin === origin) && (await showInstance(folder));
}

function alreadyRunning({ terminal }: Machine): Program {
  terminal.output.write('It is running already. Its window is on the screen now.\n');
  return { finished: Promise.resolve(exitCodes.done), stop() {} };
}

function sayStart({ origin }: RunOptions, proxy: Proxy | null, logger: Logger): void {
  logger.info('the agent starts', { version, origin, way: describeProxy(proxy) });
}

/** Always into the folder; with --verbose also for whoever watches. */
function openLog(folder: string, { run, machine, writeError }: Composition): Logger {
  const file = createLogFile(join(folder, 'agent.log'));
  const write = (line: string): void => {
    file.write(line);
    if (run.verbose) writeError(line);
  };
  return createLineLogger({ clock: machine.clock, write, level: run.verbose ? 'debug' : 'info' });
}
