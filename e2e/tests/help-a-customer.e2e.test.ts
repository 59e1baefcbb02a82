// The whole path with real parts: a request, its invitation, consent, a session in which an X program receives exactly
// what the technician's hands did, a picture equal to the display, and an end seen on both sides.

import { type TestWindow, type Typist, openTestWindow, openTypist } from '@nearhand/host/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { equalsDisplay } from '../support/display-picture.ts';
import { SupportScene } from '../support/support-session.ts';
import { waitForState } from '../support/technician.ts';
import { type Picture, pageOrigin, pictureOf, placeOf, remoteScreen, waitForPictureThat } from '../support/viewer.ts';
import { eventually, shows } from '../support/waiting.ts';

const customerName = 'Mia Berg';
const leftButton = 1;
const button1Mask = 0x100;

let scene: SupportScene;
let viewer: Page;
let target: TestWindow;
let hands: Typist;
let origin: { x: number; y: number };

beforeAll(async () => {
  scene = await SupportScene.open({ headedTechnician: true });
  target = await openTestWindow({
    displayName: scene.customerDisplay.displayName,
    bounds: { x: 100, y: 80, width: 700, height: 500 },
    title: 'A program of the customer',
  });
  hands = openTypist(scene.technicianDisplay?.displayName ?? '');
  await scene.invite(customerName);
  viewer = await scene.join(customerName);
  origin = await pageOrigin(viewer, hands);
});
afterAll(async () => {
  hands?.dispose();
  target?.dispose();
  await scene?.close();
});

/** Waits for events in the customer's program; says what came instead when they do not. */
async function seen(fits: (events: TestWindow['seen']) => boolean): Promise<TestWindow['seen']> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`Seen only: ${JSON.stringify(target.seen)}`)), 20_000).unref();
  });
  return Promise.race([target.until(fits), late]);
}

/** A remote pixel on the technician's own display. */
async function screenPlaceOf(x: number, y: number): Promise<{ x: number; y: number }> {
  const place = await placeOf(viewer, x, y);
  return { x: Math.floor(origin.x + place.x), y: Math.floor(origin.y + place.y) };
}

async function pointTo(x: number, y: number): Promise<void> {
  const place = await screenPlaceOf(x, y);
  hands.moveTo(place.x, place.y);
}

const shownExactly = (picture: Picture) => equalsDisplay(scene.customerDisplay.displayName)(picture);

describe('helping a customer', () => {
  it('VWR7: the picture equals the display pixel for pixel at rest', async () => {
    await waitForPictureThat(viewer, shownExactly);
    target.paintRoot({ x: 13, y: 7, width: 333, height: 129 }, 0x3a7bd5);
    await waitForPictureThat(viewer, ({ rgba }) => rgba.readUIntBE((20 * 1024 + 20) * 4, 3) === 0x3a7bd5);
    await waitForPictureThat(viewer, shownExactly);
    expect(shownExactly(await pictureOf(viewer))).toBe(true);
  });

  it('VWR5: a drag arrives with its buttons and places', async () => {
    await pointTo(200, 200);
    await seen((all) => all.some(({ what, x, y }) => what === 'move' && x === 200 && y === 200));
    target.forget();
    hands.buttonDown('left');
    await pointTo(300, 260);
    await seen((all) => all.some(({ what, x, y }) => what === 'move' && x === 300 && y === 260));
    await pointTo(420, 333);
    hands.buttonUp('left');
    const events = await seen((all) => all.some(({ what }) => what === 'button up'));
    const buttons = events.filter(({ what }) => what !== 'move');
    expect(buttons.map(({ what, detail, x, y }) => [what, detail, x, y])).toEqual([
      ['button down', leftButton, 200, 200],
      ['button up', leftButton, 420, 333],
    ]);
    const dragged = events.filter(({ what }) => what === 'move').map(({ x, y, state }) => [x, y, state & button1Mask]);
    expect(dragged).toContainEqual([300, 260, button1Mask]);
  });

  it.each([
    ['right', 3],
    ['middle', 2],
  ] as const)('the %s button arrives', async (button, number) => {
    target.forget();
    const place = await screenPlaceOf(250, 210);
    hands.click(button, place.x, place.y);
    const events = await seen((all) => all.some(({ what }) => what === 'button up'));
    expect(events.filter(({ what }) => what !== 'move').map(({ what, detail }) => [what, detail])).toEqual([
      ['button down', number],
      ['button up', number],
    ]);
  });

  it.each([
    ['wheelDown', 5],
    ['wheelUp', 4],
  ] as const)('VWR4: two notches of %s arrive as two', async (wheel, number) => {
    await pointTo(260, 220);
    target.forget();
    for (let notch = 0; notch < 2; notch++) {
      hands.buttonDown(wheel);
      hands.buttonUp(wheel);
    }
    const ups = (all: TestWindow['seen']) => all.filter(({ what }) => what === 'button up');
    const events = await seen((all) => ups(all).length >= 2);
    expect(ups(events).map(({ detail }) => detail)).toEqual([number, number]);
  });

  it('VWR3: what is held when the window loses the keyboard is let go', async () => {
    await pointTo(260, 220);
    const place = await screenPlaceOf(260, 220);
    hands.click('left', place.x, place.y);
    await seen((all) => all.some(({ what }) => what === 'button up'));
    target.forget();
    hands.keyDown('ShiftLeft');
    await seen((all) => all.some(({ what }) => what === 'key down'));
    // The browser driver pretends that every page has the focus.
    const devtools = await viewer.context().newCDPSession(viewer);
    await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    await scene.portal.bringToFront();
    const events = await seen((all) => all.some(({ what }) => what === 'key up'));
    expect(events.filter(({ what }) => what.startsWith('key')).map(({ what }) => what)).toEqual(['key down', 'key up']);
    hands.keyUp('ShiftLeft');
    await viewer.bringToFront();
  });

  it('VWR6: only watching sends nothing', async () => {
    await viewer.getByRole('button', { name: 'Only watch' }).click();
    target.forget();
    const place = await screenPlaceOf(280, 240);
    hands.click('left', place.x, place.y);
    hands.tap('KeyX');
    await viewer.getByRole('button', { name: 'Control again' }).click();
    hands.click('right', place.x, place.y);
    const events = await seen((all) => all.some(({ what }) => what === 'button up'));
    expect(events.filter(({ what }) => what !== 'move').map(({ detail }) => detail)).toEqual([3, 3]);
  });

  it('VWR11: Ctrl+Alt+Shift gives the keyboard back to the page', async () => {
    await remoteScreen(viewer).click({ position: { x: 300, y: 200 } });
    expect(await viewer.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    hands.tap('ControlLeft', 'AltLeft', 'ShiftLeft');
    await viewer.waitForFunction(() => document.activeElement?.tagName !== 'TEXTAREA');
    expect(await viewer.evaluate(() => document.activeElement?.closest('header, [role=toolbar]') !== null)).toBe(true);
  });

  it('both ends show the same words', async () => {
    const words = await scene.customer.locator('.words b').allTextContents();
    expect(words).toHaveLength(4);
    await viewer.getByText(words.join(' ')).first().waitFor();
  });

  it('CHT1, CHT9: both write to each other; what comes is counted, and Escape leads back to the picture', async () => {
    const { customer } = scene;
    await customer.getByLabel('Your message').fill('Is this <b>safe</b>?');
    await customer.getByLabel('Your message').press('Enter');
    await viewer.getByRole('button', { name: 'Open the chat: one new message' }).click();
    const chat = viewer.getByRole('complementary', { name: 'Chat' });
    await shows(chat.getByText('Is this <b>safe</b>?', { exact: true }));
    await shows(viewer.getByText(`${customerName}: Is this <b>safe</b>?`));
    await shows(chat.locator('textarea:focus, input:focus'));
    await viewer.keyboard.type('Yes: https://example.com');
    await viewer.keyboard.press('Enter');
    const answer = customer.getByRole('log').getByText('Yes: https://example.com', { exact: true });
    await shows(answer);
    expect(await customer.getByRole('link').count()).toBe(0);
    expect(await chat.getByRole('link').count()).toBe(0);
    await viewer.keyboard.press('Escape');
    await chat.waitFor({ state: 'detached' });
    await viewer.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
    await shows(viewer.getByRole('button', { name: 'Open the chat', exact: true }));
  });

  it('AGT120, AGT121, AGT124 and VWR19: a report is asked for or sent, read and copied', async () => {
    const { customer } = scene;
    // Drawn anew they would not be the ones that screen readers listen to.
    const [alert, status] = await Promise.all(
      ['#alert', '#status'].map((id) => customer.waitForSelector(id, { state: 'attached' })),
    );
    const hasFocus = (button: string | RegExp) =>
      shows(customer.getByRole('button', { name: button }).and(customer.locator(':focus')));
    await viewer.getByRole('button', { name: 'Report on the remote computer' }).click();
    const report = viewer.getByRole('dialog', { name: 'Report on the remote computer' });
    await report.getByRole('button', { name: 'Ask for a report' }).click();
    const asked = customer.getByRole('button', { name: 'Send the report', exact: true });
    await shows(asked);
    expect(await alert?.textContent()).toMatch(/ asks for a report on this computer$/);
    await asked.press('Enter');
    await hasFocus(/^Send the report to /);
    await shows(report.getByText('Lasting connection', { exact: true }), 30_000);
    expect(await report.getByRole('listitem').count()).toBe(10);
    await report.getByRole('button', { name: 'Copy the report' }).click();
    await shows(report.getByText('Copied', { exact: true }));
    await report.getByRole('button', { name: 'Close' }).click();
    await report.waitFor({ state: 'detached' });
    await eventually(
      'what is read out',
      () => status?.textContent(),
      (words) => words?.startsWith('The report was sent') === true,
    );
    const again = customer.getByRole('button', { name: /^Send the report to /, disabled: false });
    await shows(again);
    await again.press('Enter');
    await hasFocus(/^Send the report to /);
    await viewer.getByRole('button', { name: 'A report has come: show it' }).click({ timeout: 30_000 });
    await report.getByRole('button', { name: 'Close' }).click();
    await report.waitFor({ state: 'detached' });
  }, 120_000);

  it('taking control back at the computer leaves the technician watching', async () => {
    const row = scene.customer.getByRole('listitem').filter({ hasText: 'Mouse and keyboard' });
    await row.getByRole('button', { name: 'Take back' }).click();
    await viewer.getByText('View only').first().waitFor();
    target.forget();
    const place = await screenPlaceOf(290, 250);
    hands.click('left', place.x, place.y);
    target.paintRoot({ x: 500, y: 20, width: 9, height: 9 }, 0xff0000);
    await waitForPictureThat(viewer, shownExactly);
    expect(target.seen.filter(({ what }) => what !== 'move')).toEqual([]);
  });

  it('the technician leaves: both sides show it, and joining again works', async () => {
    await viewer.getByRole('button', { name: 'Leave' }).click();
    await viewer.getByText('You left the session.').waitFor();
    await scene.customer.getByText('You allowed access. Nobody is connected yet').waitFor();
    await viewer.close();
    await scene.portal.bringToFront();
    await waitForState(scene.portal, customerName, 'Ready for you');
    viewer = await scene.join(customerName);
    await expect.poll(() => viewer.title()).toContain(customerName);
  });

  it('the customer ends the session: both sides show it', async () => {
    await scene.customer.getByRole('button', { name: 'End session' }).click();
    await scene.customer.getByText('The session is over').waitFor();
    await viewer.getByText('ended the session.').waitFor();
    await scene.portal.bringToFront();
    await scene.portal.getByText('Ended', { exact: true }).click();
    await waitForState(scene.portal, customerName, 'Closed');
    expect(await scene.customer.getByText('saw the screen').count()).toBeGreaterThan(0);
    expect(await scene.customer.getByText('received a report on this computer').count()).toBe(1);
  });
});
