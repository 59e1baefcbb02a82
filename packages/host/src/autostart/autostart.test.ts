import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { desktopEntryAutostart, entryText } from './desktop-entry.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'host-autostart-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = {
  id: 'nearhand-0a1b',
  title: 'Nearhand',
  file: '/home/ana/Down loads/Help "1" $HOME 50%',
  words: ['--data', String.raw`C:\x`],
};

describe('starting with the desktop', () => {
  it('HST79: is switched on and off for this user, and again without harm', () => {
    const place = join(folder, 'config', 'autostart');
    const autostart = desktopEntryAutostart(program, place);
    const other = desktopEntryAutostart({ ...program, id: 'nearhand-ffff' }, place);
    expect(autostart.isOn).toBe(false);
    autostart.set(false);
    for (const isOn of [true, true, false, true]) {
      autostart.set(isOn);
      expect([autostart.isOn, other.isOn]).toEqual([isOn, false]);
    }
    const path = join(place, 'nearhand-0a1b.desktop');
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual([entryText(program), 0o600]);
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  it('HST79: what is started is exactly what was asked for', () => {
    const [, , name, command] = entryText(program).split('\n');
    expect([name, command]).toEqual([
      'Name=Nearhand',
      String.raw`Exec="/home/ana/Down loads/Help \\"1\\" \\$HOME 50%%" "--data" "C:\\\\x"`,
    ]);
    for (const wrong of ['a\nExec=evil', 'a\0', '\u001b[']) {
      expect(() => entryText({ ...program, words: [wrong] })).toThrow('control character');
      expect(() => entryText({ ...program, title: wrong })).toThrow('control character');
    }
  });
});
