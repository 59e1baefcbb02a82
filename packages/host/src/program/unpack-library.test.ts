import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadFromPrivateFolder, loadFromProgramFolder, loadWithoutFile } from './unpack-library.ts';

const library = new Uint8Array(Buffer.from('native code'));
const other = Buffer.from('other code!');
let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'unpack-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function options(load: (path: string) => void = () => {}) {
  const loaded: string[] = [];
  return {
    loaded,
    options: {
      library,
      fileName: 'part.node',
      load: (path: string) => {
        load(path);
        loaded.push(readFileSync(path, 'utf8'));
      },
    },
  };
}

describe('without a file', () => {
  it('BLD1: nothing is left on the disk, not even while the program runs', () => {
    const { loaded, options: given } = options();
    const path = loadWithoutFile(given, [base]);
    expect([loaded, readdirSync(base), readFileSync(path, 'utf8')]).toEqual([['native code'], [], 'native code']);
  });

  it('BLD1: where nothing may be executed from a folder the next one is taken', () => {
    let tries = 0;
    const { loaded, options: given } = options(() => {
      if (tries++ === 0) throw new Error('failed to map segment from shared object');
    });
    loadWithoutFile(given, [join(base, 'missing'), base, base]);
    expect([loaded, tries, readdirSync(base)]).toEqual([['native code'], 2, []]);
    expect(() => loadWithoutFile({ ...given, load: () => expect.fail() }, [base])).toThrow('could not be loaded');
    expect(readdirSync(base)).toEqual([]);
  });
});

describe('in a private folder', () => {
  it('BLD2: its name cannot be guessed and nobody else can write there', () => {
    let mode = 0;
    const { loaded, options: given } = options((path) => {
      mode = statSync(dirname(path)).mode & 0o777;
    });
    const one = loadFromPrivateFolder(given, base);
    const two = loadFromPrivateFolder(given, base);
    expect([loaded, mode, one.folder === two.folder]).toEqual([['native code', 'native code'], 0o700, false]);
  });

  it('BLD2: nothing stays of what could not be loaded', () => {
    const { options: given } = options(() => expect.fail('no'));
    expect(() => loadFromPrivateFolder(given, base)).toThrow('could not be loaded');
    expect(readdirSync(base)).toEqual([]);
  });
});

describe("in an installed program's folder", () => {
  it('BLD3: what was changed there is replaced and never loaded', () => {
    const { loaded, options: given } = options();
    const path = loadFromProgramFolder(given, base) ?? '';
    rmSync(path);
    writeFileSync(path, other);
    expect(loadFromProgramFolder(given, base)).toBe(path);
    expect([loaded, readdirSync(dirname(path))]).toEqual([['native code', 'native code'], ['part.node']]);
  });

  it('BLD3: what can neither be right nor be replaced is not loaded', () => {
    const { loaded, options: given } = options();
    const path = loadFromProgramFolder(given, base) ?? '';
    rmSync(path);
    mkdirSync(join(path, 'in the way'), { recursive: true });
    expect([loadFromProgramFolder(given, base), loaded, existsSync(path)]).toEqual([null, ['native code'], true]);
  });
});
