// Gives memory back that only starting needed. Most of a program this size is read while it starts and hardly ever again;
// the systems leave it mapped, and count it, until memory runs short.

import { readFileSync } from 'node:fs';
import { loadLibrary, type Pointer } from '../native/library.ts';

/** MADV_DONTNEED: what is needed after all is read again, from the system's cache as a rule. */
const notNeeded = 4;
const header = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ (\d+)/;

export interface MappedRange {
  readonly start: bigint;
  readonly length: number;
}

/** Of /proc/self/smaps: read-only parts of files of which the process holds no page of its own, so that none can be lost. */
export function unchangedParts(smaps: string): MappedRange[] {
  const found: MappedRange[] = [];
  let candidate: MappedRange | null = null;
  for (const line of smaps.split('\n')) {
    const [, start, end, access = '', inode] = header.exec(line) ?? [];
    if (start !== undefined && end !== undefined) {
      const [from, to] = [BigInt(`0x${start}`), BigInt(`0x${end}`)];
      const isFile = inode !== '0' && (access === 'r-xp' || access === 'r--p');
      candidate = isFile ? { start: from, length: Number(to - from) } : null;
    } else if (candidate !== null && /^Anonymous:\s+0 kB$/.test(line)) {
      found.push(candidate);
      candidate = null;
    }
  }
  return found;
}

/** The engine's everywhere, the system's on Linux and Windows. To be called when a while passes before much happens. */
export function giveBackMemory(): void {
  // Builds have it (see packages/agent-builder/src/formats); this flavour also makes the heap smaller.
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  if (process.platform === 'linux') giveBackToLinux();
  if (process.platform === 'win32') giveBackToWindows();
}

/** Windows decides itself what can be read from the file again. */
function giveBackToWindows(): void {
  const kernel = loadLibrary('kernel32.dll');
  if (kernel === null) return;
  const own = kernel.func('void *GetCurrentProcess()') as () => Pointer;
  const empty = kernel.func('int K32EmptyWorkingSet(void *process)') as (process: Pointer) => number;
  empty(own());
}

function giveBackToLinux(): void {
  const libc = loadLibrary('libc.so.6');
  if (libc === null) return;
  const trim = libc.func('int malloc_trim(size_t keep)') as (keep: number) => number;
  const advise = libc.func('int madvise(uintptr_t start, size_t length, int advice)') as (
    start: bigint,
    length: number,
    advice: number,
  ) => number;
  trim(0);
  for (const { start, length } of unchangedParts(readFileSync('/proc/self/smaps', 'utf8'))) {
    advise(start, length, notNeeded);
  }
}
