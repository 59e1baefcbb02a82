import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Wine, startWine } from '../testing/wine/start-wine.ts';

let wine: Wine;
beforeAll(async () => {
  wine = await startWine();
});
afterAll(() => wine?.dispose());

async function said(step: string): Promise<string> {
  const run = wine.startNode(join(import.meta.dirname, '../testing/wine/remote/autostart-program.ts'), step);
  await once(run.process, 'exit');
  return run.output().trim();
}

it('HST79: on Windows a value of the registry starts exactly what was asked for', { timeout: 240_000 }, async () => {
  expect(await said('-l+l-+')).toBe('false false too_large true too_large false true');
  const key = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Run`;
  const query = wine.start('reg', 'query', key, '/v', 'nearhand-test');
  await once(query.process, 'exit');
  expect(query.output()).toContain(String.raw`REG_SZ    "C:\Help me\a.exe" --data "gr`);
  const approved = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run`;
  const kept = async (first: string): Promise<void> => {
    const data = `${first}0000000102030405060708`;
    const added = wine.start('reg', 'add', approved, '/v', 'nearhand-test', '/t', 'REG_BINARY', '/d', data, '/f');
    await once(added.process, 'exit');
  };
  await kept('02');
  expect(await said('')).toBe('true');
  await kept('03');
  // Switched on here, it counts again.
  expect(await said('+')).toBe('false true');
  expect(await said('-')).toBe('true false');
});
