// What this computer lets the agent do: see the desktop, move mouse and keyboard, keep files. Opens the desktop for a
// moment where no session has it open; shows, sends and changes nothing.

import { constants, existsSync, accessSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Clock, type Logger, messageOf } from '@nearhand/base';
import type { Desktop, DesktopAccess } from '@nearhand/host';
import { failed, fine, type Finding, skipped, warned } from './finding.ts';

/** Log files with their predecessors, and some air. */
const enoughBytes = 50 * 1024 * 1024;

export async function checkDesktop(
  access: DesktopAccess,
  open: Desktop | null,
  { clock, logger }: { clock: Clock; logger: Logger },
): Promise<Finding[]> {
  const rest = [skipped('picture'), skipped('input')];
  if (access.limit !== 'none') return [failed('display', access.limit, access.info.systemName), ...rest];
  try {
    if (open !== null) return await describe(open);
    const desktop = access.open(clock, logger);
    try {
      return await describe(desktop);
    } finally {
      desktop.dispose();
    }
  } catch (error) {
    return [failed('display', 'displayRefused', messageOf(error)), ...rest];
  }
}

async function describe(desktop: Desktop): Promise<Finding[]> {
  const sizes = desktop.displays.list().map(({ bounds }) => `${bounds.width}x${bounds.height}`);
  const { name, whyNotQuicker } = await desktop.capture.way();
  return [
    fine('display', `${sizes.length} (${sizes.join(', ')})`),
    whyNotQuicker === null
      ? fine('picture', name)
      : warned('picture', 'slowPicture', `${name}, because: ${whyNotQuicker}`),
    desktop.input === null
      ? warned('input', 'noInput', 'this desktop takes no mouse and keyboard from programs')
      : fine('input', 'mouse and keyboard'),
  ];
}

/** As people say it: 68.6 GB, 41 MB. */
export function sizeText(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return megabytes < 1024 ? `${Math.floor(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}

/** The folder need not exist yet; then the nearest one above it counts. */
export function checkDisk(dataFolder: string): Finding {
  let folder = dataFolder;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    const freeBytes = bavail * bsize;
    const detail = `${sizeText(freeBytes)} free at ${folder}`;
    return freeBytes < enoughBytes ? failed('disk', 'diskFull', detail) : fine('disk', detail);
  } catch (error) {
    return failed('disk', 'diskReadOnly', messageOf(error));
  }
}
