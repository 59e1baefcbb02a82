import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ManualClock } from '@nearhand/base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activeSession } from './logind.ts';
import { WatchedSessions } from './watch-sessions.ts';

let base = '';
const look = (onlyOf: number | null = null) =>
  activeSession(
    { run: join(base, 'run'), processes: join(base, 'proc'), sockets: join(base, 'tmp'), home: base },
    onlyOf,
  );

function write(path: string, content: string): void {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), content);
}

function server(id: number, command: string): void {
  const words = command.split(' ');
  write(`proc/${id}/cmdline`, `${words.join('\0')}\0`);
  const display = words.find((word) => word.startsWith(':')) ?? ':0';
  write(`tmp/.X11-unix/X${display.slice(1)}`, '');
}

function session(id: string, content: string): void {
  write('run/systemd/seats/seat0', `IS_SEAT0=1\nACTIVE=${id}\nACTIVE_UID=1000\n`);
  write(`run/systemd/sessions/${id}`, `UID=1000\nUSER=ana\nACTIVE=1\n${content}`);
}

const gdm = '/usr/lib/xorg/Xorg vt2 -displayfd 3 -auth /run/user/1000/gdm/Xauthority -nolisten tcp';
const lightdm = '/usr/lib/xorg/Xorg :1 -seat seat0 -auth /var/run/lightdm/root/:1 -nolisten tcp vt7 -novtswitch';

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'logind-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

describe('the session in front', () => {
  it('INS4: is found by its display, or by its terminal, with the key to it', () => {
    server(700, lightdm);
    server(900, gdm);
    session('2', 'TYPE=x11\nCLASS=user\nDISPLAY=:1\nVTNR=7\n');
    expect(look()?.environment).toMatchObject({ DISPLAY: ':1', XAUTHORITY: '/var/run/lightdm/root/:1' });
    session('3', 'TYPE=x11\nCLASS=user\nVTNR=2\n');
    expect(look()).toEqual({
      key: '3 :0',
      environment: {
        DISPLAY: ':0',
        XAUTHORITY: '/run/user/1000/gdm/Xauthority',
        XDG_SESSION_TYPE: 'x11',
        XDG_RUNTIME_DIR: join(base, 'run/user/1000'),
        NEARHAND_DESKTOP_USER: '1000',
      },
    });
  });

  it('INS4: the screen where one signs in counts too; a Wayland session is said to be one', () => {
    server(700, lightdm);
    session('c1', 'TYPE=x11\nCLASS=greeter\nVTNR=7\n');
    expect(look()?.environment['DISPLAY']).toBe(':1');
    session('4', 'TYPE=wayland\nCLASS=user\n');
    expect(look()?.environment).toMatchObject({ XDG_SESSION_TYPE: 'wayland' });
    expect(look()?.environment).not.toHaveProperty('DISPLAY');
  });

  it('INS4: a text terminal, a display server that is gone, and damaged notes are no desktop', () => {
    session('5', 'TYPE=tty\nCLASS=user\nVTNR=3\n');
    expect(look()).toBeNull();
    session('2', 'TYPE=x11\nDISPLAY=:1\n');
    expect(look()).toBeNull();
    server(700, lightdm);
    rmSync(join(base, 'tmp/.X11-unix/X1'));
    expect(look()).toBeNull();
    write('run/systemd/seats/seat0', 'ACTIVE=../../../etc/passwd\n');
    expect(look()).toBeNull();
  });

  it('INS4: without logind it is the only display server there is', () => {
    expect(look()).toBeNull();
    server(700, 'Xvfb :99 -screen 0 1280x800x24');
    expect(look()).toEqual({
      key: 'alone :99',
      environment: { DISPLAY: ':99', XDG_SESSION_TYPE: 'x11', NEARHAND_DESKTOP_USER: String(process.getuid?.()) },
    });
    server(701, lightdm);
    expect(look()).toBeNull();
  });

  it('INS4: one user has their own desktop alone, with the key from their home', () => {
    server(700, lightdm);
    session('2', 'TYPE=x11\nDISPLAY=:1\n');
    write('.Xauthority', '');
    expect(look(1000)?.environment['XAUTHORITY']).toBe(join(base, '.Xauthority'));
    expect(look(1001)).toBeNull();
  });

  it('INS5: is followed as people come and go', () => {
    const clock = new ManualClock();
    const sessions = new WatchedSessions(clock, () => look());
    const seen: (string | null)[] = [];
    sessions.onChanged.on((current) => seen.push(current?.key ?? null));
    clock.advance(2000);
    server(700, lightdm);
    session('2', 'TYPE=x11\nDISPLAY=:1\n');
    clock.advance(2000);
    clock.advance(2000);
    rmSync(join(base, 'proc/700'), { recursive: true });
    clock.advance(2000);
    sessions.dispose();
    server(700, lightdm);
    clock.advance(60_000);
    expect(seen).toEqual(['2 :1', null]);
  });
});
