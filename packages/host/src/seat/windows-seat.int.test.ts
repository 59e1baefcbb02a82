import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Wine, startWine } from '../testing/wine/start-wine.ts';

let wine: Wine;
beforeAll(async () => {
  wine = await startWine();
});
afterAll(() => wine?.dispose());

it('HST96: under Wine, which locks nothing and signs nobody out, both are refused in words', async () => {
  const run = wine.startNode(join(import.meta.dirname, '../testing/wine/remote/seat-program.ts'));
  await once(run.process, 'exit');
  expect(run.output().trim().split(/\r?\n/)).toEqual([
    'locked false',
    expect.stringMatching(/^lock unavailable: Windows (?:refused to|did not) lock/),
    'sign out unavailable: Windows refused to sign out.',
  ]);
});
