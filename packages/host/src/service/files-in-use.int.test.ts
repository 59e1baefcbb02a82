import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWine, type Wine, windowsPath } from '../testing/wine/start-wine.ts';

let wine: Wine;
beforeAll(async () => {
  wine = await startWine();
});
afterAll(() => wine?.dispose());

it('UPD9: on Windows a program that runs stays beside the new one until it has ended', async () => {
  const folder = join(wine.folder, 'program');
  mkdirSync(folder);
  const module = join(import.meta.dirname, '../testing/wine/remote/replaced-program.ts');
  const run = wine.startNode(module, windowsPath(folder));
  await once(run.process, 'exit');
  expect(run.output().trim()).toBe('agent.exe agent.exe.replaced-N; agent.exe');
});
