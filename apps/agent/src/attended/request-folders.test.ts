import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadIdentity } from '../identity/identity.ts';
import { codeHash, openRequestFolder, openUsableRequestFolder, removeRequestFolder } from './request-folders.ts';

const origin = 'https://a.example';
const requestId = '0198c0de-0000-7000-8000-000000000001';
let data = '';
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'agent-requests-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

/**
 * A folder in which a request's folder can be made, and no file in that: its path would be too long for the system. It fails
 * as a full disk does, and needs no rights.
 */
function almostTooLong(parent: string): string {
  const length = 4095 - '/a/nearhand/requests/'.length - requestId.length;
  let path = parent;
  while (length - path.length > 250) path = join(path, 'x'.repeat(200));
  path = join(path, 'x'.repeat(length - path.length - 1));
  mkdirSync(path, { recursive: true });
  return path;
}

function bound(code: string) {
  const folder = openRequestFolder(data, origin, code);
  folder.record.write({ origin, codeHash: codeHash(origin, code), requestId, allowed: ['view'] });
  return folder;
}

describe('request folders', () => {
  it('AGT6: the folder of a request is private and found again by its code', () => {
    const first = bound('408080316');
    const key = loadIdentity(first.path).publicKeyText;
    const again = openRequestFolder(data, origin, '408080316');
    expect([again.path, loadIdentity(again.path).publicKeyText, again.record.read()?.allowed]).toEqual([
      first.path,
      key,
      ['view'],
    ]);
    expect(statSync(first.path).mode & 0o777).toBe(0o700);
    expect(openRequestFolder(data, 'https://b.example', '408080316').path).not.toBe(first.path);
    expect(openRequestFolder(data, origin, '111111111').path).not.toBe(first.path);
  });

  it('AGT6: without a code the only interrupted run goes on', () => {
    const first = bound('408080316');
    expect(openRequestFolder(data, origin, null).path).toBe(first.path);
    bound('111111111');
    const third = openRequestFolder(data, origin, null);
    expect(third.record.read()).toEqual({ origin, codeHash: null, requestId: null, allowed: null });
  });

  it('AGT6: the folder is removed whole, and old ones with it', () => {
    const first = bound('408080316');
    loadIdentity(first.path);
    removeRequestFolder(first);
    expect(existsSync(first.path)).toBe(false);
    const old = bound('111111111');
    utimesSync(old.path, new Date(0), new Date(0));
    const next = openRequestFolder(data, origin, '222222222');
    expect(readdirSync(join(data, 'requests'))).toEqual([next.path.split('/').at(-1)]);
  });

  it('AGT6: where the usual place cannot be used a temporary one serves, and goes whole; one that was named must do', () => {
    const taken = join(data, 'a file');
    writeFileSync(taken, '');
    const dataFolder = join(taken, 'nearhand');
    const usable = { dataFolder, isChosen: false, temporaryFolders: [tmpdir()] };
    const opened = openUsableRequestFolder(usable, origin, '408080316');
    if (opened === null) throw new Error('None can be used');
    expect(dirname(opened.dataFolder)).toBe(tmpdir());
    expect(statSync(opened.dataFolder).mode & 0o777).toBe(0o700);
    removeRequestFolder(opened.folder);
    expect(existsSync(opened.dataFolder)).toBe(false);
    const chosen = { ...usable, isChosen: true };
    expect(() => openUsableRequestFolder(chosen, origin, null)).toThrow('The folder');
    const usual = openUsableRequestFolder({ ...usable, dataFolder: data }, origin, null);
    expect(usual?.dataFolder).toBe(data);
  });

  it('AGT130: where nothing can be written the next place is tried, and nothing stays of what was begun', () => {
    const home = join(data, 'home');
    const second = join(data, 'second');
    for (const folder of [home, second]) mkdirSync(folder);
    const full = [almostTooLong(home), almostTooLong(second)];
    const before = readdirSync(data, { recursive: true });
    const place = {
      dataFolder: join(full[0] ?? '', 'a/nearhand'),
      isChosen: false,
      temporaryFolders: [full[1] ?? '', join(data, 'missing'), data],
    };
    const opened = openUsableRequestFolder(place, origin, '408080316');
    if (opened === null) throw new Error('None can be used');
    expect(dirname(opened.dataFolder)).toBe(data);
    expect(readdirSync(opened.folder.path)).toEqual(['request.json']);
    removeRequestFolder(opened.folder);
    expect(openUsableRequestFolder({ ...place, temporaryFolders: full }, origin, '408080316')).toBeNull();
    expect(() => openUsableRequestFolder({ ...place, isChosen: true }, origin, null)).toThrow('cannot be used');
    expect(readdirSync(data, { recursive: true })).toEqual(before);
  });

  it('AGT95: the folders that had to be made for it go with it, those that were there stay', () => {
    const home = join(data, 'home');
    mkdirSync(home);
    const first = openRequestFolder(join(home, '.local/state/nearhand'), origin, '408080316');
    removeRequestFolder(first);
    expect(readdirSync(home)).toEqual([]);
    mkdirSync(join(home, '.local'));
    removeRequestFolder(openRequestFolder(join(home, '.local/state/nearhand'), origin, '408080316'));
    expect(readdirSync(home, { recursive: true })).toEqual(['.local']);
    const last = openRequestFolder(join(home, '.local/state/nearhand'), origin, '408080316');
    writeFileSync(join(home, '.local/state/of another program'), '');
    removeRequestFolder(last);
    expect(readdirSync(join(home, '.local/state'))).toEqual(['of another program']);
  });

  it('AGT95: of several that needed the same folders the last one removes them', () => {
    const home = join(data, 'home');
    mkdirSync(home);
    const [first, second, third] = ['408080316', '111111111', '222222222'].map((code) =>
      openRequestFolder(join(home, '.local/state/nearhand'), origin, code),
    );
    for (const folder of [first, third, second]) if (folder !== undefined) removeRequestFolder(folder);
    expect(readdirSync(home)).toEqual([]);
  });
});
