import { once } from 'node:events';
import { join } from 'node:path';
import { computerLoadSchema } from '@nearhand/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Wine, startWine } from '../testing/wine/start-wine.ts';

let wine: Wine;
beforeAll(async () => {
  wine = await startWine();
});
afterAll(() => wine?.dispose());

it('HST97: Windows tells its drives by their letters, with what is free of them', async () => {
  const run = wine.startNode(join(import.meta.dirname, '../testing/wine/remote/load-program.ts'));
  await once(run.process, 'exit');
  const { disks, memory } = computerLoadSchema.parse(JSON.parse(run.output()));
  expect(disks[0]?.name).toBe('C:');
  for (const { name, usedBytes, totalBytes } of [...disks, { name: 'M:', ...memory }]) {
    expect(name).toMatch(/^[A-Z]:$/);
    expect(usedBytes).toBeGreaterThan(0);
    expect(usedBytes).toBeLessThanOrEqual(totalBytes);
  }
});
