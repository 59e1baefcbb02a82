// The pages' one style sheet and one script, read once, served under names that change with their content. Nothing is built:
// both are sent as they stand in browser/.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PageAssets {
  readonly stylePath: string;
  readonly style: string;
  readonly scriptPath: string;
  readonly script: string;
}

function named(content: string, extension: string): string {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12);
  return `/pages/${hash}.${extension}`;
}

export function loadPageAssets(): PageAssets {
  const read = (file: string) => readFileSync(join(import.meta.dirname, 'browser', file), 'utf8');
  const style = read('pages.css');
  const script = read('pages.js');
  return { style, stylePath: named(style, 'css'), script, scriptPath: named(script, 'js') };
}
