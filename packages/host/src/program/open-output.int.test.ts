import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runFromConsole } from '../testing/wine/run-from-console.ts';
import { type Wine, startWine } from '../testing/wine/start-wine.ts';

let wine: Wine;
beforeAll(async () => {
  wine = await startWine();
});
afterAll(() => wine?.dispose());

const module = join(import.meta.dirname, '../testing/wine/remote/output-program.ts');
const digits = '0123456789'.repeat(20);

it('AGT128, AGT129: what is written goes to the console of the program that started it, which is let go at once', async () => {
  const row = digits.slice(0, 80);
  expect(await runFromConsole(wine, 'shell', module)).toEqual({
    rows: ['é, ñ and €', row, row, digits.slice(0, 40), 'an error', 'in a console of 0', ''],
    file: '',
    exitCode: 5,
  });
});

it('AGT128: what is redirected, to a file or to nowhere, stays as it is', async () => {
  const file = `é, ñ and €\n${digits}\nin a console of 0\n`;
  expect(await runFromConsole(wine, 'redirected', module)).toEqual({ rows: [''], file, exitCode: 5 });
});

it('AGT128: a file that may only be added to is written to', async () => {
  const run = wine.startNode(module);
  await once(run.process, 'exit');
  expect(run.output()).toContain(`é, ñ and €\n${digits}\nan error\nin a console of `);
});

it('AGT128: without a console there is nothing to be seen', async () => {
  expect(await runFromConsole(wine, 'alone', module)).toEqual({ rows: [], file: '', exitCode: 5 });
});
