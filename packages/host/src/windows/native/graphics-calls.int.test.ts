import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startWine } from '../../testing/wine/start-wine.ts';

it(
  'HST114: a drawing goes through a real graphics device, Wine’s, and arrives as it was',
  { timeout: 240_000 },
  async () => {
    const wine = await startWine();
    onTestFinished(() => wine.dispose());
    const run = wine.startNode(join(import.meta.dirname, '../../testing/wine/remote/graphics-program.ts'));
    await once(run.process, 'exit');
    expect(run.output()).toBe(`${JSON.stringify({ code: 0, width: 37, format: 87, wrong: 0, left: [1, 0] })}\n`);
  },
);
