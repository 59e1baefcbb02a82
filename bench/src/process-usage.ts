// What running programs use of the machine, as Linux tells it in /proc.

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Linux counts processor time for programs in hundredths of a second, whatever its own clock. */
const ticksPerSecond = 100;

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // Gone meanwhile, or not ours to look at: uses nothing that counts here.
    return '';
  }
}

function cpuSeconds(pid: number): number {
  const stat = read(pid, 'stat');
  // After the name, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Processor time over the next seconds, in percent of one core, of each process. */
export async function cpuPercents(pids: readonly number[], seconds: number): Promise<number[]> {
  const before = pids.map(cpuSeconds);
  const startMs = performance.now();
  await delay(seconds * 1000);
  const elapsed = (performance.now() - startMs) / 1000;
  return pids.map((pid, index) => ((cpuSeconds(pid) - (before[index] ?? 0)) / elapsed) * 100);
}

/** Resident, with what it shares with others. */
export function residentMegabytes(pid: number): number {
  return residentOf(pid, 'VmRSS');
}

/** Resident, without what the system could read from files again. */
export function ownMegabytes(pid: number): number {
  return residentOf(pid, 'RssAnon') + residentOf(pid, 'RssShmem');
}

function residentOf(pid: number, kind: string): number {
  const kibibytes = new RegExp(`${kind}:\\s+(\\d+)`).exec(read(pid, 'status'))?.[1];
  return (Number(kibibytes ?? Number.NaN) * 1024) / 1e6;
}

/** What processes of one program take together: what they share counts once. */
export function proportionalMegabytes(pids: readonly number[]): number {
  const kibibytes = pids.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0));
  return (kibibytes.reduce((sum, value) => sum + value, 0) * 1024) / 1e6;
}
