// Files of lines like `NAME=value`, as logind writes them.

import { readFileSync } from 'node:fs';

/** null: there is no such file. */
export function assignments(path: string): ReadonlyMap<string, string> | null {
  const content = textOf(path);
  if (content === null) return null;
  const pairs = content.split('\n').flatMap((line): [string, string][] => {
    const at = line.indexOf('=');
    return at > 0 ? [[line.slice(0, at), line.slice(at + 1).replace(/^"(.*)"$/, '$1')]] : [];
  });
  return new Map(pairs);
}

export function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not there, or gone meanwhile.
    return null;
  }
}
