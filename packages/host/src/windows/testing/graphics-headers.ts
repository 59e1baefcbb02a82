// The methods of each interface, in order, out of the excerpt of the headers beside this file. For tests.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function headerMethods(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(join(import.meta.dirname, 'graphics-headers.txt'), 'utf8');
  const interfaces = new Map<string, string[]>();
  let last: string[] = [];
  for (const line of text.split('\n').slice(1)) {
    const name = /^(\w+):$/.exec(line)?.[1];
    if (name === undefined) last.push(...line.split(' ').filter((word) => word !== ''));
    else interfaces.set(name, (last = []));
  }
  return interfaces;
}
