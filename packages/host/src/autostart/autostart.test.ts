import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { autostartFolder } from './autostart.ts';
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

  it('HST79: an entry that the desktop was told to pass over is off, until it is switched on again', () => {
    const place = join(folder, 'autostart');
    mkdirSync(place);
    const path = join(place, 'nearhand-0a1b.desktop');
    const autostart = desktopEntryAutostart(program, place);
    const kept = entryText(program).replace('X-GNOME-Autostart-enabled=true\n', '');
    const off = ['Hidden=true', 'Hidden = true ', 'X-GNOME-Autostart-enabled=false'];
    for (const key of off) {
      writeFileSync(path, `${kept}${key}\n`);
      expect([key, autostart.isOn]).toEqual([key, false]);
      autostart.set(true);
      expect([key, autostart.isOn]).toEqual([key, true]);
    }
    for (const key of ['Hidden=false', 'X-GNOME-Autostart-enabled=true', '#Hidden=true', 'Comment=Hidden=true', '']) {
      writeFileSync(path, `${kept}${key}\n`);
      expect([key, autostart.isOn]).toEqual([key, true]);
    }
  });

  it('HST79: it goes where the desktop looks', () => {
    const folders = ['/etc/ana', 'config', '../config', '', undefined].map((config) =>
      autostartFolder({ XDG_CONFIG_HOME: config }, '/home/ana'),
    );
    const usual = '/home/ana/.config/autostart';
    expect(folders).toEqual(['/etc/ana/autostart', usual, usual, usual, usual]);
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
