// Windows programs for tests under Wine. Wine 8 offers VirtualAlloc2 but not what V8 asks of it, so V8 must not find it:
// a copy of the program with that one name changed. Nothing but tests ever runs such a copy.

import { readFileSync, writeFileSync } from 'node:fs';

const name = 'VirtualAlloc2\0';

/** Throws where the program asks for no such function: it would run unchanged, or is no Node at all. */
export function copyForWine(program: string, copy: string): void {
  const bytes = readFileSync(program);
  const at = bytes.indexOf(name, 0, 'latin1');
  if (at === -1 || bytes.includes(name, at + 1, 'latin1')) throw new Error(`${program} does not name ${name} once.`);
  bytes[at + name.length - 2] = '_'.charCodeAt(0);
  writeFileSync(copy, bytes, { mode: 0o755 });
}
