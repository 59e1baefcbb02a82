// A customer who answers in the system's own window, with a real mouse and keyboard: types the code, allows, sees who is
// connected, ends it, and reads what happened. The technician's hands never reach that window.

import {
  type Typist,
  areaOfColour,
  focusNearhandWindow,
  nearhandWindows,
  openTestWindow,
  openTypist,
} from '@nearhand/host/testing';
import type { Rect } from '@nearhand/protocol';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestAgent } from '../support/agent.ts';
import { filesContaining } from '../support/file-search.ts';
import { SupportScene } from '../support/support-session.ts';
import { createRequest, waitForState } from '../support/technician.ts';
import { placeOf } from '../support/viewer.ts';
import { eventually, shows } from '../support/waiting.ts';

const customerName = 'Mia Berg';
/** As the window paints them: what is suggested, what ends it, who is connected. */
const colours = { primary: 0x0c6070, danger: 0xb42318, live: 0xb54708 } as const;

const startLimitMs = 45_000;

let scene: SupportScene;
let hands: Typist;
let agent: TestAgent;
let code = '';
let viewer: Page;

beforeAll(async () => {
  scene = await SupportScene.open();
  hands = openTypist(display());
  ({ code } = await createRequest(scene.portal, customerName));
});
afterAll(async () => {
  hands?.dispose();
  await scene?.close();
});

const display = () => scene.customerDisplay.displayName;

/** Where the window has a colour; `fits` tells its states apart. */
async function areaOf(colour: number, fits: (area: Rect) => boolean = () => true): Promise<Rect> {
  const area = await eventually(
    `an area of ${colour.toString(16)}`,
    () => areaOfColour(display(), colour),
    (seen) => seen !== null && fits(seen),
    // The program may be starting on a busy machine.
    startLimitMs,
  );
  if (area === null) throw new Error('It is gone again');
  return area;
}

function press({ x, y }: Rect): void {
  hands.click('left', x + 14, y + 6);
}

const isHalf = ({ width }: Rect) => width < 300;
const isWhole = (area: Rect) => !isHalf(area);

describe('the window of the system', () => {
  it('AGT72: asks for the code, which is typed and sent with the keyboard', async () => {
    agent = await scene.startAgentWithWindow(null);
    await areaOf(colours.primary, isWhole);
    await eventually('the keyboard', () => focusNearhandWindow(display()), Boolean);
    for (const digit of code) hands.tap(`Digit${digit}`);
    hands.tap('Enter');
    await waitForState(scene.portal, customerName, 'Waiting for access');
  });

  it('AGT72: asks, and Allow is pressed with the mouse', async () => {
    press(await areaOf(colours.primary, isHalf));
    await waitForState(scene.portal, customerName, 'Ready for you');
  });

  it('AGT73: shows a bar and a frame round the screen while somebody is connected', async () => {
    expect(areaOfColour(display(), colours.live)).toBeNull();
    viewer = await scene.join(customerName);
    await areaOf(colours.live, ({ width, height }) => width === 1024 && height === 700);
    expect(nearhandWindows(display())).toHaveLength(2);
  });

  it('AGT16: takes no clicks and no keys of the technician, who is told why', async () => {
    const end = await areaOf(colours.danger);
    const told = viewer.getByText('The Nearhand window on the other side cannot be controlled from here.');
    const elsewhere = await openTestWindow({
      displayName: display(),
      bounds: { x: 20, y: 560, width: 120, height: 100 },
    });
    await clickRemote(end.x + 14, end.y + 6);
    await shows(told);
    await clickRemote(60, 600);
    await told.waitFor({ state: 'hidden' });
    await clickRemote(512, 12);
    await shows(told);
    await clickRemote(60, 600);
    await told.waitFor({ state: 'hidden' });
    focusNearhandWindow(display());
    for (const key of ['Tab', ' ', 'Enter']) await viewer.keyboard.press(key);
    await shows(told);
    elsewhere.focus();
    elsewhere.forget();
    await viewer.keyboard.press('x');
    await eventually(
      'a key elsewhere',
      () => elsewhere.seen.length,
      (seen) => seen > 0,
    );
    await shows(viewer.getByRole('banner').getByText('Connected', { exact: true }));
    elsewhere.dispose();
  });

  it('CHT1, CHT8: a message is read and answered in the window with the keyboard', async () => {
    await viewer.getByRole('button', { name: 'Open the chat', exact: true }).click();
    await shows(viewer.getByRole('complementary', { name: 'Chat' }).locator('textarea:focus, input:focus'));
    await viewer.keyboard.type('Please press Enter');
    await viewer.keyboard.press('Enter');
    focusNearhandWindow(display());
    hands.tap('ControlLeft', 'PageDown');
    await areaOf(colours.primary);
    hands.tap('AltLeft', 'KeyY');
    for (const key of ['KeyO', 'KeyK', 'Enter']) hands.tap(key);
    await shows(viewer.getByRole('complementary', { name: 'Chat' }).getByText('ok', { exact: true }));
    hands.tap('ControlLeft', 'PageUp');
    await areaOf(colours.danger);
  });

  it('AGT31: End session ends it, the receipt stays until it is closed, and nothing is left behind', async () => {
    press(await areaOf(colours.danger));
    await shows(viewer.getByText('ended the session.'));
    const close = await areaOf(colours.primary, isWhole);
    await eventually(
      'no bar',
      () => nearhandWindows(display()).length,
      (count) => count === 1,
    );
    expect(areaOfColour(display(), colours.live)).toBeNull();
    await eventually(
      'no files',
      () => filesContaining(agent.home, Buffer.from('requestId')),
      (files) => files.length === 0,
    );
    expect(agent.process.child.exitCode).toBeNull();
    press(close);
    expect(await agent.process.exited).toBe(0);
    expect(nearhandWindows(display())).toEqual([]);
  });
});

async function clickRemote(x: number, y: number): Promise<void> {
  const place = await placeOf(viewer, x, y);
  await viewer.mouse.click(place.x, place.y);
}
