import { join } from 'node:path';
import { type Wine, runFromConsole, startWine } from '@nearhand/host/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { version } from './compose-core.ts';

let wine: Wine;
beforeAll(async () => {
  wine = await startWine();
});
afterAll(() => wine?.dispose());

const main = join(import.meta.dirname, 'main.ts');

it('AGT128: on Windows answers and errors are seen where the program was started', async () => {
  const answer = await runFromConsole(wine, 'shell', main, '--version');
  expect(answer).toEqual({ rows: [version, ''], exitCode: 0, file: '' });
  const { rows, exitCode } = await runFromConsole(wine, 'shell', main, '--no-such-option');
  expect(exitCode).toBe(2);
  expect(rows).toContain('Try --help.');
}, 120_000);
