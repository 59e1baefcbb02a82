// This computer's load: processors and memory as Node tells them on every system, disks as each system lists them.

import { readFileSync, type StatsFs } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { cpus, freemem, totalmem } from 'node:os';
import { cleanLine, type ComputerLoad, maxDisks, type Space } from '@nearhand/protocol';
import { fixedDrives } from '../windows/fixed-drives.ts';
import { mountedDisks } from './mounts.ts';
import type { LoadMeter } from './ports.ts';
import { busyShare, processorTime, type ProcessorTime } from './processor-time.ts';

type Disk = ComputerLoad['disks'][number];
type Blocks = Pick<StatsFs, 'bsize' | 'blocks' | 'bavail'>;

export class MachineLoad implements LoadMeter {
  #before: ProcessorTime | null = null;

  async measure(): Promise<ComputerLoad> {
    const now = processorTime(cpus());
    const processor = this.#before === null ? null : busyShare(this.#before, now);
    this.#before = now;
    const totalBytes = totalmem();
    const memory = { usedBytes: Math.max(0, totalBytes - freemem()), totalBytes };
    return { processor, memory, disks: await disks() };
  }
}

async function disks(): Promise<Disk[]> {
  const found = await Promise.all(placesOfDisks().slice(0, maxDisks).map(spaceOf));
  return found.filter((disk) => disk !== null);
}

/** The first is where the system is, or nearly always so. */
function placesOfDisks(): string[] {
  if (process.platform === 'win32') return fixedDrives();
  if (process.platform !== 'linux') return ['/'];
  try {
    const places = mountedDisks(readFileSync('/proc/self/mounts', 'utf8'));
    return places.includes('/') ? places : ['/', ...places];
  } catch {
    // No /proc: the one that every system has.
    return ['/'];
  }
}

/** As a viewer takes it, whatever the system says. */
export function diskOf(place: string, { bsize, blocks, bavail }: Blocks): Disk {
  // What is kept for the administrator is not free for anybody else. Some file systems say more is free than there is.
  const space: Space = { usedBytes: Math.max(0, blocks - bavail) * bsize, totalBytes: blocks * bsize };
  return { name: cleanLine(place.replace(/\\$/, '')), ...space };
}

/** null: it is gone, or closed to this user. */
async function spaceOf(place: string): Promise<Disk | null> {
  try {
    // Single files are mounted too, into containers.
    if (!(await stat(place)).isDirectory()) return null;
    const blocks = await statfs(place);
    return blocks.blocks === 0 ? null : diskOf(place, blocks);
  } catch {
    return null;
  }
}
