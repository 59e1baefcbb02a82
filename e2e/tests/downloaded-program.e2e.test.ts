// The programs as customers have them: built by the server, downloaded by a real browser from the invitation's page, and
// run with nothing else at hand, on Linux and under Wine. Their own windows are answered with a real mouse.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  areaOfColour,
  copyForWine,
  keyboardFollowsPointer,
  mouseReport,
  nearhandWindows,
  openTerminal,
  openTypist,
  type SeenControl,
  startWineDesktop,
  type Terminal,
  titlesWithKeyboard,
  type Typist,
  type WineDesktop,
  type WineProcess,
} from '@nearhand/host/testing';
import type { Rect } from '@nearhand/protocol';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { equalsDisplay } from '../support/display-picture.ts';
import { downloadProgram } from '../support/downloaded-program.ts';
import { type RunningProcess, startProcess } from '../support/process.ts';
import { TestServer } from '../support/server.ts';
import { SupportScene } from '../support/support-session.ts';
import { createRequest, newProfile, technicianName, waitForState } from '../support/technician.ts';
import { placeOf, waitForPicture, waitForPictureThat } from '../support/viewer.ts';
import { eventually, shows } from '../support/waiting.ts';
import { placeInWindow, pressInWindow, wineStartMs } from '../support/wine-window.ts';

const setUpMs = 480_000;
const words = 'Größe: 5 €, señor';
const notControlled = 'The Nearhand window on the other side cannot be controlled from here.';
const windowsBrowser =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

let scene: SupportScene;
let folder: string;
let viewer: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nearhand-downloaded-'));
  // The second is built while the first is tried.
  const args = ['--programs', 'linux-x64,win32-x64', '--program-level', '1', '--demo', 'off'];
  scene = await SupportScene.open({ server: await TestServer.start({ args }) });
}, setUpMs);
afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function pointAt(x: number, y: number): Promise<void> {
  const place = await placeOf(viewer, x, y);
  await viewer.mouse.move(place.x, place.y);
}

async function clickRemote(x: number, y: number): Promise<void> {
  await pointAt(x, y);
  await viewer.mouse.down();
  await viewer.mouse.up();
}

describe('the program for Linux', () => {
  const customerName = 'Mia Berg';
  /** As the window paints them: what is suggested, what ends it. */
  const colours = { primary: 0x0c6070, danger: 0xb42318 } as const;
  const clicked = mouseReport.press(1, 1) + mouseReport.release(1, 1);
  let hands: Typist;
  let terminal: Terminal;
  let file: string;
  let home: string;
  let program: RunningProcess;

  const display = () => scene.customerDisplay.displayName;

  beforeAll(async () => {
    hands = openTypist(display());
    terminal = await openTerminal(scene.customerDisplay, { mouse: true });
    home = mkdtempSync(join(folder, 'home-'));
  });
  afterAll(async () => {
    await program?.stop();
    terminal?.dispose();
    hands?.dispose();
  });

  /** Neither Node nor the project's sources are there: the file is all it has. */
  function startAt(place: string, args: readonly string[]): RunningProcess {
    const env = { PATH: '', HOME: place, TMPDIR: place, DISPLAY: display() };
    return startProcess(file, args, { cwd: place, env });
  }

  function start(...args: readonly string[]): void {
    program = startAt(home, args);
  }

  async function areaOf(colour: number, fits: (area: Rect) => boolean = () => true): Promise<Rect> {
    const seen = await eventually(
      `an area of ${colour.toString(16)}`,
      () => areaOfColour(display(), colour),
      (area) => area !== null && fits(area),
      wineStartMs,
    );
    return seen ?? { x: 0, y: 0, width: 0, height: 0 };
  }

  const press = ({ x, y }: Rect) => hands.click('left', x + 14, y + 6);
  const isHalf = ({ width }: Rect) => width < 300;

  it(
    'BLD50: is downloaded by Chromium and run, and Allow is pressed in its own window',
    async () => {
      const { link, code } = await createRequest(scene.portal, customerName);
      const archive = await downloadProgram(scene.customer, link, 'Linux', folder);
      expect(basename(archive)).toMatch(new RegExp(`^Nearhand-${code}[a-z]\\.tar$`));
      await waitForState(scene.portal, customerName, 'Downloaded');
      execFileSync('tar', ['-xf', archive], { cwd: folder });
      file = join(folder, basename(archive, '.tar'));
      start();
      press(await areaOf(colours.primary, isHalf));
      await waitForState(scene.portal, customerName, 'Ready for you');
      viewer = await scene.join(customerName);
    },
    setUpMs,
  );

  it('BLD50: the technician sees exactly the screen; text, shortcuts, clicks and drags reach the terminal', async () => {
    // From now on the window leaves the keyboard to others.
    await areaOf(colours.danger);
    await waitForPictureThat(viewer, equalsDisplay(display()));
    keyboardFollowsPointer(display());
    await clickRemote(8, 8);
    await viewer.keyboard.type(words);
    expect(await terminal.until(clicked + words)).toBe(clicked + words);
    terminal.forget();
    await viewer.keyboard.press('Control+c');
    expect(await terminal.until('\u0003')).toBe('\u0003');
    terminal.forget();
    await pointAt(8, 8);
    await viewer.mouse.down();
    await pointAt(100, 8);
    await viewer.mouse.up();
    const reports = await eventually(
      'press, drag and release',
      () => terminal.received(),
      (seen) => seen.endsWith('m'),
    );
    expect(reports.startsWith(mouseReport.press(1, 1))).toBe(true);
    const [, column = '', row = ''] = /<0;(\d+);(\d+)m$/.exec(reports) ?? [];
    expect(Number(column)).toBeGreaterThan(10);
    expect(reports).toContain(mouseReport.drag(Number(column), Number(row)));
    await waitForPictureThat(viewer, equalsDisplay(display()));
  });

  it('BLD50 and HUB4: the same file on another computer is refused, which the technician sees', async () => {
    const elsewhere = startAt(mkdtempSync(join(folder, 'elsewhere-')), ['--window', 'page', '--no-browser']);
    const [, address = ''] = await elsewhere.line(/Open (http:\S+) in your browser/);
    await scene.customer.goto(address);
    await shows(scene.customer.getByText('This code does not work.'));
    await elsewhere.stop();
    await scene.portal.getByRole('link', { name: customerName, exact: true }).click();
    await shows(scene.portal.getByText('Another computer tried the invitation and was refused'));
    await scene.portal.keyboard.press('Escape');
    await shows(viewer.getByRole('banner').getByText('Connected', { exact: true }));
  });

  it('BLD50 and AGT16: takes nothing of the technician in its window, and the customer ends it there', async () => {
    const end = await areaOf(colours.danger);
    await clickRemote(end.x + 14, end.y + 6);
    await shows(viewer.getByText(notControlled));
    await shows(viewer.getByRole('banner').getByText('Connected', { exact: true }));
    press(end);
    await shows(viewer.getByText('ended the session.'));
    press(await areaOf(colours.primary, (area) => !isHalf(area)));
    expect(await program.exited).toBe(0);
    expect(nearhandWindows(display())).toEqual([]);
    await viewer.close();
  });

  it('AGT95: nothing of it is left on the disk', () => {
    expect(readdirSync(home, { recursive: true })).toEqual([]);
  });

  it('BLD50: the same with the page in the browser in place of the window', async () => {
    const { link, code } = await createRequest(scene.portal, 'Jon Lie');
    await scene.customer.goto(link);
    start('--window', 'page', '--no-browser', '--code', code);
    const [, address = ''] = await program.line(/Open (http:\/\/127\.0\.0\.1:\d+\/\S+) in your browser/);
    await scene.customer.goto(address);
    await scene.customer.getByRole('button', { name: 'Allow' }).click();
    await waitForState(scene.portal, 'Jon Lie', 'Ready for you');
    viewer = await scene.join('Jon Lie');
    await waitForPictureThat(viewer, equalsDisplay(display()));
    terminal.forget();
    await clickRemote(8, 8);
    await viewer.keyboard.type(words);
    expect(await terminal.until(clicked + words)).toBe(clicked + words);
    await scene.customer.getByRole('button', { name: 'End session' }).click();
    await shows(scene.customer.getByText('saw the screen, could use mouse and keyboard'));
    await program.exited;
    expect(readdirSync(home, { recursive: true })).toEqual([]);
    await viewer.close();
  });
});

describe('the program for Windows', () => {
  const customerName = 'Ana Silva';
  const notepad = { x: 0, y: 60, width: 400, height: 600 };
  /** In the first line of its text. */
  const firstLineY = notepad.y + 52;
  let windows: WineDesktop;
  let hands: Typist;
  let program: WineProcess;
  let before: ReadonlySet<string>;

  const display = () => windows.wine.xvfb.displayName;
  const typed = () => windows.link.call('textOf', 'Notepad');
  const controls = () => windows.link.call('nearhandControls');
  /** Without what lies behind links: Wine's lead to the test's own home. */
  const drive = () =>
    execFileSync('find', [join(windows.wine.folder, 'prefix', 'drive_c')], { encoding: 'utf8', maxBuffer: 1 << 26 });

  beforeAll(async () => {
    windows = await startWineDesktop({ widthPx: 1280, heightPx: 800 });
    hands = openTypist(display());
    windows.wine.start('notepad');
    await eventually('notepad', typed, (text) => text === '', wineStartMs);
    windows.link.call('open');
    windows.link.call('place', 'Notepad', notepad);
    before = new Set(drive().split('\n'));
  }, setUpMs);
  afterAll(() => {
    hands?.dispose();
    windows?.dispose();
  });

  /** Waits for a text or control in the program's windows. */
  async function control(text: string | RegExp): Promise<void> {
    const fits = (one: SeenControl) => (typeof text === 'string' ? one.text === text : text.test(one.text));
    await eventually(
      `${text} in the window`,
      () => ({ controls: controls(), output: program.output() }),
      (now) => now.controls.some(fits),
      wineStartMs,
    );
  }

  const press = (label: string) => pressInWindow(windows, hands, { label, output: program.output });

  it(
    'BLD51: is downloaded by Chromium, the same for everybody, run, and Allow is pressed in its own window',
    async () => {
      const { link, code } = await createRequest(scene.portal, customerName);
      const browser = scene.customer.context().browser();
      if (browser === null) throw new Error('The browser is gone');
      const customer = await (await newProfile(browser, { userAgent: windowsBrowser })).newPage();
      const saved = await downloadProgram(customer, link, 'Windows', folder);
      expect(basename(saved)).toMatch(new RegExp(`^Nearhand-${code}[a-z]\\.exe$`));
      const sha256 = createHash('sha256').update(readFileSync(saved)).digest('hex');
      await customer.getByText('Is it the right file?').click();
      await shows(customer.getByText(sha256, { exact: true }));
      const other = await createRequest(scene.portal, 'Jon Berg');
      for (const address of [`${other.link}/program/win32-x64`, `${scene.server.url}/download/win32-x64`]) {
        const bytes = Buffer.from(await (await fetch(address)).arrayBuffer());
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      }
      const file = join(windows.wine.folder, basename(saved));
      copyForWine(saved, file);
      program = windows.wine.start(file);
      await control(`${technicianName} would like to help you`);
      await press('Allow');
      await waitForState(scene.portal, customerName, 'Ready for you');
      viewer = await scene.join(customerName);
      await waitForPicture(viewer);
    },
    setUpMs,
  );

  it('AGT83: the technician sees exactly the desktop', async () => {
    const picture = await waitForPictureThat(viewer, equalsDisplay(display()));
    expect([picture.width, picture.height]).toEqual([1280, 800]);
  });

  it('AGT83: text of any language, shortcuts, clicks and drags reach notepad', async () => {
    await control('End session');
    await clickRemote(200, 400);
    // Once the display gives it the keyboard, Wine forgets what is held down.
    const focused = () => [windows.link.call('titlesWithFocus'), titlesWithKeyboard(display())];
    const isNotepad = (titles: readonly string[]) => titles.some((title) => title.includes('Notepad'));
    await eventually('the keyboard in notepad', focused, (both) => both.every(isNotepad));
    await viewer.keyboard.type(words);
    await eventually('typed text', typed, (text) => text === words);
    await viewer.keyboard.press('Control+a');
    await viewer.keyboard.press('Control+c');
    await viewer.keyboard.press('End');
    await viewer.keyboard.press('Enter');
    await viewer.keyboard.press('Control+v');
    await eventually('pasted text', typed, (text) => text === `${words}\r\n${words}`);
    await pointAt(8, firstLineY);
    await viewer.mouse.down();
    await pointAt(60, firstLineY);
    await pointAt(90, firstLineY);
    await viewer.mouse.up();
    const selection = () => windows.link.call('selectionOf', 'Notepad');
    await eventually('selection', selection, ([start, end]) => end - start > 3 && end < 20);
  });

  it('AGT110, VWR14 and VWR16: copied text goes both ways between the technician and notepad', async () => {
    await viewer.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: scene.server.url });
    const both = `${words}\r\n${words}`;
    const selection = () => windows.link.call('selectionOf', 'Notepad');
    // Notepad has the keyboard still. Once it let go of the mouse, Wine forgets what is held down: after the next key.
    await viewer.keyboard.press('End');
    await eventually(
      'the end of the first line',
      selection,
      ([start, end]) => start === end && end === words.length,
      wineStartMs,
    );
    await viewer.keyboard.press('Control+a');
    await eventually(
      'everything selected',
      selection,
      ([start, end]) => start === 0 && end >= both.length,
      wineStartMs,
    );
    await viewer.keyboard.press('Control+c');
    const mine = () => viewer.evaluate(() => navigator.clipboard.readText());
    await eventually('what was copied in notepad', mine, (text) => text === `${words}\n${words}`, wineStartMs);
    const answer = 'Ärger für 30 €: señal';
    await viewer.evaluate((text) => navigator.clipboard.writeText(text), answer);
    await viewer.keyboard.press('Control+End');
    await viewer.keyboard.press('Enter');
    await viewer.keyboard.press('Control+v');
    const all = `${both}\r\n${answer}`;
    await eventually('what the technician copied', typed, (text) => text === all, wineStartMs);
  }, 120_000);

  it('BLD51 and AGT16: takes nothing of the technician in its window; ended there, it tells what happened', async () => {
    const end = await placeInWindow(windows, { label: 'End session', output: program.output });
    await clickRemote(end.x + 10, end.y + 10);
    await shows(viewer.getByText(notControlled));
    await shows(viewer.getByRole('banner').getByText('Connected', { exact: true }));
    await press('End session');
    await shows(viewer.getByText('ended the session.'));
    await control('You ended it. Nobody is connected to this computer.');
    await control(technicianName);
    await control(
      /^Fjord IT Support, .* to .*: saw the screen, could use mouse and keyboard, could share copied text$/,
    );
    await press('Close');
    if (program.process.exitCode === null) await once(program.process, 'exit');
    expect(controls()).toEqual([]);
  });

  it('AGT95 and BLD51: nothing of it is left on the disk', async () => {
    const left = () =>
      drive()
        .split('\n')
        .filter((path) => !before.has(path));
    await expect.poll(left, { timeout: 30_000 }).toEqual([]);
  });
});
