import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultDataFolder, findDataFolder, type Home } from './data-folder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-home-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const windows = (): Home => ({ environment: { LOCALAPPDATA: join(folder, 'Local') }, system: 'windows', folder });
const usual = () => join(folder, 'Local', 'Nearhand');
const former = () => join(folder, '.local', 'state', 'nearhand');
const find = (isEnrolled: boolean, isInUse = false, hasRequest = false) =>
  findDataFolder(windows(), {
    isEnrolled: () => isEnrolled,
    hasRequest: () => hasRequest,
    isInUse: async () => isInUse,
  });

function leaveFormer(): void {
  mkdirSync(former(), { recursive: true });
  writeFileSync(join(former(), 'identity.pem'), 'a key');
}

describe('the data folder', () => {
  it('AGT5: is where each system keeps such files', () => {
    const places = (system: Home['system'], environment: Home['environment']) =>
      defaultDataFolder({ environment, system, folder: '/home/ana' });
    expect([
      places('linux', {}),
      places('linux', { XDG_STATE_HOME: '/state', LOCALAPPDATA: '/local' }),
      places('linux', { XDG_STATE_HOME: 'relative' }),
      places('windows', { LOCALAPPDATA: '/local' }),
      places('windows', { LOCALAPPDATA: '' }),
    ]).toEqual([
      '/home/ana/.local/state/nearhand',
      '/state/nearhand',
      '/home/ana/.local/state/nearhand',
      '/local/Nearhand',
      '/home/ana/AppData/Local/Nearhand',
    ]);
  });

  it('AGT5: of a computer that an earlier version enrolled on Windows is brought over, once', async () => {
    leaveFormer();
    expect(await find(true)).toBe(usual());
    expect([readFileSync(join(usual(), 'identity.pem'), 'utf8'), readdirSync(folder)]).toEqual(['a key', ['Local']]);
    leaveFormer();
    expect([await find(true), existsSync(former())]).toEqual([usual(), true]);
  });

  it('AGT5: stays where it is while an agent uses it, and for a request that was interrupted', async () => {
    expect(await find(false)).toBe(usual());
    leaveFormer();
    expect([await find(true, true), await find(false, true)]).toEqual([former(), former()]);
    expect([await find(false, false, true), await find(false)]).toEqual([former(), usual()]);
    expect([existsSync(usual()), readdirSync(former())]).toEqual([false, ['identity.pem']]);
  });

  it('AGT5: what others keep around the former folder stays', async () => {
    leaveFormer();
    writeFileSync(join(folder, '.local', 'of another program'), '');
    await find(true);
    expect(readdirSync(join(folder, '.local'))).toEqual(['of another program']);
  });
});
