// Windows of root's that a process of somebody else draws, on a virtual display; and such a process gone bad.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { silentLogger, systemClock } from '@nearhand/base';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { contentWith } from '../../contract/window-contract.ts';
import { areaOfColour, openTypist, startXvfb, type Typist, type Xvfb } from '../../testing/index.ts';
import type { WindowEvent } from '../content.ts';
import type { NativeWindow } from '../window-port.ts';
import { desktopUser } from './desktop-user.ts';
import { startUserWindows } from './user-windows.ts';

const program = fileURLToPath(new URL('../../testing/window-program.ts', import.meta.url));
const nobody = 65_534;
/** Only root becomes somebody else, who must be able to read the program. */
const canBeNobody =
  process.getuid?.() === 0 && spawnSync('/usr/bin/test', ['-r', program], { uid: nobody, gid: nobody }).status === 0;
const primary = 0x0c6070;
const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 30_000, interval: 20 });

let xvfb: Xvfb;
let hands: Typist;
beforeAll(async () => {
  xvfb = await startXvfb({ widthPx: 800, heightPx: 600 });
  hands = openTypist(xvfb.displayName);
  // From the middle, where it looks at what opens there.
  hands.moveTo(0, 0);
});
afterAll(() => {
  hands.dispose();
  xvfb.dispose();
});

const question = contentWith([
  { kind: 'buttons', buttons: [{ id: 'allow', label: 'Allow', role: 'primary', enabled: true }] },
]);

function start(words: readonly string[] = [...process.execArgv.filter((word) => word.startsWith('--no')), program]) {
  const user = desktopUser({ NEARHAND_DESKTOP_USER: String(nobody), DISPLAY: xvfb.displayName, SECRET: 'yes' });
  if (user === null) throw new Error('Nobody is not known here');
  const given = { file: process.execPath, words };
  return startUserWindows({ user, program: given, clock: systemClock, logger: silentLogger });
}

async function opened(system: ReturnType<typeof start>) {
  const window: NativeWindow = await system.open(question);
  const events: WindowEvent[] = [];
  let isLost = false;
  window.onEvent.on((event) => events.push(event));
  window.onLost.on(() => (isLost = true));
  return { window, events, isLost: () => isLost };
}

/** Of this process. */
function children(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => statusOf(id)['PPid'] === String(process.pid) && commandOf(id).endsWith('\0window\0'))
    .map(Number);
}

function commandOf(id: string | number): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    // It ended meanwhile.
    return '';
  }
}

function statusOf(id: string | number): Record<string, string> {
  try {
    const lines = readFileSync(`/proc/${id}/status`, 'utf8').split('\n');
    return Object.fromEntries(lines.map((line) => [line.split(':')[0], line.split(':')[1]?.trim() ?? '']));
  } catch {
    // It ended meanwhile.
    return {};
  }
}

describe.runIf(canBeNobody)('windows drawn for root', () => {
  it('INS12: by a process of the user’s, which has none of root’s rights, groups, files and secrets', async () => {
    const system = start();
    const { events } = await opened(system);
    const [child = 0] = children();
    const { Uid, Gid, Groups, CapEff, CapPrm } = statusOf(child);
    const ids = Array.from({ length: 4 }, () => nobody).join('\t');
    expect([Uid, Gid, Groups, CapEff, CapPrm]).toEqual([ids, ids, '', '0'.repeat(16), '0'.repeat(16)]);
    const environment = readFileSync(`/proc/${child}/environ`, 'utf8').split('\0');
    expect(environment).toContain(`DISPLAY=${xvfb.displayName}`);
    expect(environment.filter((one) => /^(?:SECRET|NODE_OPTIONS|VITEST|NEARHAND)/.test(one))).toEqual([]);
    const files = readdirSync(`/proc/${child}/fd`).map((name) => readlinkSync(`/proc/${child}/fd/${name}`));
    const own = readdirSync('/proc/self/fd').flatMap((name) => {
      try {
        return [readlinkSync(`/proc/self/fd/${name}`)];
      } catch {
        return [];
      }
    });
    // The pair itself has two ends with numbers of their own.
    expect(files.filter((file) => /^(?:\/|socket:)/.test(file) && file !== '/dev/null' && own.includes(file))).toEqual(
      [],
    );
    const area = await until(() => areaOfColour(xvfb.displayName, primary, 1000));
    hands.click('left', (area?.x ?? 0) + 12, (area?.y ?? 0) + 6);
    await until(() => events.length > 0);
    expect(events).toEqual([{ type: 'pressed', id: 'allow' }]);
    system.dispose();
    await until(() => children().length === 0 && areaOfColour(xvfb.displayName, primary, 1000) === null);
  });

  it('INS12: a process that was ended is no answer, and another one can be started', async () => {
    const system = start();
    const { events, isLost } = await opened(system);
    process.kill(children()[0] ?? 0, 'SIGKILL');
    await until(isLost);
    expect([system.mayStartAgain, events]).toEqual([true, []]);
    await expect(system.open(question)).rejects.toThrow('No window can be shown');
    const again = start();
    await opened(again);
    again.dispose();
    await until(() => children().length === 0);
  });

  it('INS12: a process gone bad does what the user could do, and is ended for anything else', async () => {
    // Opens as it is told, and goes bad with the next that it is told.
    const bad = (then: string) => [
      '-e',
      `const line = new (require('node:net').Socket)({ fd: 3 });
      const say = (...all) => { for (const one of all) line.write(JSON.stringify(one) + '\\n'); };
      say({ type: 'ready', wake: '' });
      line.once('data', () => {
        say({ type: 'opened', window: 1 });
        line.once('data', () => { ${then} });
      });`,
    ];
    const press = (id: string, window = 1) =>
      `say({ type: 'event', window: ${window}, event: { type: 'pressed', id: '${id}' } });`;
    const first = start(bad(`${press('quit')} ${press('allow', 2)} ${press('allow')}`));
    const { window, events } = await opened(first);
    window.show(question);
    await until(() => events.length > 0);
    expect(events).toEqual([{ type: 'pressed', id: 'allow' }]);
    first.dispose();
    for (const breach of [
      `line.write('{"type":\\n');`,
      `line.write('x'.repeat(100000));`,
      `say({ type: 'open', window: 1 });`,
      `for (let n = 0; n < 10000; n++) { ${press('allow')} }`,
    ]) {
      const system = start(bad(breach));
      const { window: broken, isLost } = await opened(system);
      broken.show(question);
      await until(isLost);
    }
    await until(() => children().length === 0);
  });
});
