import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Wine, startWine, windowsPath } from '../../testing/wine/start-wine.ts';

let wine: Wine;
beforeAll(async () => {
  wine = await startWine();
});
afterAll(() => wine?.dispose());

it('INS4: a program is started in the session that is in front, and followed to its end', async () => {
  const module = join(import.meta.dirname, '../../testing/wine/remote/session-program.ts');
  const run = wine.startNode(module, windowsPath(wine.folder));
  await once(run.process, 'exit');
  expect(run.output()).toMatch(/^own \d+, front \d+, ended 7\r?\nkilled 1\r?\n$/);
  expect(readFileSync(join(wine.folder, 'told.txt'), 'utf8')).toBe('größer two words');
});
