// The processes below one, as Linux tells them: to kill the real program behind a wrapper, and to find what was left.

import { readFileSync, readdirSync } from 'node:fs';

export interface FoundProcess {
  readonly pid: number;
  readonly commandLine: string;
  /** Tells it from a later process with the same number. */
  readonly startedAt: string;
}

/** Every process below this one, at any depth. */
export function descendantsOf(pid: number): FoundProcess[] {
  const children = Map.groupBy(allProcesses(), ({ parent }) => parent);
  const below = (parent: number): FoundProcess[] =>
    (children.get(parent) ?? []).flatMap((process) => [process, ...below(process.pid)]);
  return below(pid);
}

/** Of several below, the one whose command line contains this. Throws with what there is otherwise. */
export function descendantRunning(pid: number, program: string): FoundProcess {
  const all = descendantsOf(pid);
  const runs = ({ commandLine }: FoundProcess): boolean =>
    commandLine.includes(program) && !commandLine.startsWith('sh');
  const found = all.find(runs);
  if (!found) throw new Error(`No ${program} among:\n${all.map(({ commandLine }) => commandLine).join('\n')}`);
  return found;
}

export function isAlive({ pid, startedAt }: FoundProcess): boolean {
  return readProcess(pid)?.startedAt === startedAt;
}

function allProcesses() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
}

/** Null when it is gone, or only waits to be noticed as such by its parent. */
function readProcess(pid: number): (FoundProcess & { readonly parent: number }) | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may hold anything: state, parent, ..., start time as the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return null;
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, parent: Number(fields[1]), commandLine, startedAt: fields[19] ?? '' };
  } catch {
    // It ended while it was looked at.
    return null;
  }
}
