// Chooses the service manager and the places of this system.

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@nearhand/base';
import { LaunchdService } from './launchd/launchd-service.ts';
import type { ServiceManager, ServicePlaces, ServiceScope } from './ports.ts';
import { runCommand } from './run-command.ts';
import { SystemdService } from './systemd/systemd-service.ts';
import { openServiceLine, type ServiceLine } from './windows/service-line.ts';
import { WindowsService } from './windows/windows-service.ts';

const name = 'nearhand-agent';

type Environment = Readonly<Record<string, string | undefined>>;

/** null: this system has none that the agent knows. */
export function openServiceManager(scope: ServiceScope, environment: Environment): ServiceManager | null {
  const userId = process.getuid?.() ?? 0;
  const common = { scope, run: runCommand, userId };
  if (process.platform === 'linux') {
    const config = environment['XDG_CONFIG_HOME'] || join(homedir(), '.config');
    const unitFolder = scope === 'system' ? '/etc/systemd/system' : join(config, 'systemd/user');
    return new SystemdService({ ...common, name, unitFolder, places: linuxPlaces(scope, environment) });
  }
  if (process.platform === 'darwin') {
    const library = join(homedir(), 'Library');
    const label = 'org.nearhand.agent';
    return new LaunchdService({
      ...common,
      label,
      jobFolder: join(library, 'LaunchAgents'),
      places: macPlaces(library),
    });
  }
  if (process.platform === 'win32') {
    return new WindowsService({
      scope,
      name,
      title: 'Nearhand Agent',
      places: windowsPlaces(environment),
      clock: systemClock,
    });
  }
  return null;
}

/** For this user, or for the whole computer. A look at the files: nobody is asked. */
export function isServiceInstalled(environment: Environment): boolean {
  const scopes = ['user', 'system'] as const;
  return scopes.some((scope) => existsSync(openServiceManager(scope, environment)?.places.program ?? ''));
}

/** Only administrators may write there, so that nobody prepares the folder for us. */
function windowsPlaces(environment: Environment): ServicePlaces {
  const folder = join(environment['ProgramFiles'] || String.raw`C:\Program Files`, 'Nearhand');
  const programFolder = join(folder, 'agent');
  const dataFolder = join(folder, 'agent-data');
  return { programFolder, program: join(programFolder, `${name}.exe`), dataFolder, ownFolder: folder };
}

function linuxPlaces(scope: ServiceScope, environment: Environment): ServicePlaces {
  if (scope === 'system') return placesIn(join('/opt', name), join('/var/lib', name));
  const state = environment['XDG_STATE_HOME'] || join(homedir(), '.local/state');
  return placesIn(join(homedir(), '.local/lib', name), join(state, name));
}

function macPlaces(library: string): ServicePlaces {
  const ownFolder = join(library, name);
  return { ...placesIn(join(ownFolder, 'program'), join(ownFolder, 'data')), ownFolder };
}

function placesIn(programFolder: string, dataFolder: string): ServicePlaces {
  return { programFolder, program: join(programFolder, name), dataFolder };
}

/** null: this program was started by a person, or its service manager sends signals. */
export function answerServiceManager(): Promise<ServiceLine | null> {
  return openServiceLine(name);
}
