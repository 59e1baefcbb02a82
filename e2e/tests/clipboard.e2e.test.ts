// Text from one side's clipboard to the other's, with real ones: other programs on both displays copy and paste, the
// technician's hands press the keys, and a terminal of the customer takes what is pasted.

import {
  type ClipboardPrograms,
  openClipboardPrograms,
  openTerminal,
  openTypist,
  type Terminal,
  type Typist,
} from '@nearhand/host/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SupportScene } from '../support/support-session.ts';
import { remoteScreen } from '../support/viewer.ts';

const customerName = 'Mia Berg';
const patience = { timeout: 20_000 };

let scene: SupportScene;
let viewer: Page;
let terminal: Terminal;
let hands: Typist;
let theirs: ClipboardPrograms;
let mine: ClipboardPrograms;

beforeAll(async () => {
  scene = await SupportScene.open({ headedTechnician: true });
  if (!scene.technicianDisplay) throw new Error('No display');
  terminal = await openTerminal(scene.customerDisplay, { pastes: true });
  hands = openTypist(scene.technicianDisplay.displayName);
  theirs = openClipboardPrograms(scene.customerDisplay);
  mine = openClipboardPrograms(scene.technicianDisplay);
  await scene.invite(customerName);
  viewer = await scene.join(customerName);
  // As it is within seconds of a key or click: the test's machine may take longer.
  await viewer.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await viewer.getByRole('button', { name: 'Stop sharing copied text' }).waitFor();
  await remoteScreen(viewer).click({ position: { x: 200, y: 200 } });
});
afterAll(async () => {
  for (const part of [hands, terminal, theirs, mine]) part?.dispose();
  await scene?.close();
});

describe('the clipboard of a session', () => {
  it('VWR14: what the technician copied is pasted by the stroke that pastes it', async () => {
    const text = 'Grüße, 5 € und 👍🏽';
    await mine.copy(text);
    terminal.forget();
    hands.tap('ControlLeft', 'KeyV');
    hands.tap('KeyX');
    expect(await terminal.until(`${text}x`, patience.timeout)).toBe(`${text}x`);
    expect(await theirs.paste()).toBe(text);
  });

  it('VWR16: what is copied at the customer’s lands in the technician’s clipboard', async () => {
    const text = 'Ärger mit 30 € – 🙂\nzweite Zeile';
    await theirs.copy(text);
    await expect.poll(() => mine.paste(), patience).toBe(text);
  });

  it('VWR16: where the browser does not let it, a click takes it over', async () => {
    await viewer.evaluate(() => {
      const { clipboard } = navigator;
      const write = clipboard.writeText.bind(clipboard);
      clipboard.writeText = (text) => (navigator.userActivation.isActive ? write(text) : Promise.reject(new Error()));
      Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { isActive: false } });
    });
    await theirs.copy('by hand');
    await viewer.getByText('Copied on the remote computer').waitFor();
    expect(await mine.paste()).not.toBe('by hand');
    await viewer.evaluate(() => Reflect.deleteProperty(navigator, 'userActivation'));
    await viewer.getByRole('button', { name: 'Copy here' }).click();
    await expect.poll(() => mine.paste(), patience).toBe('by hand');
    await viewer.getByText('Copied on the remote computer').waitFor({ state: 'hidden' });
  });

  it('AGT114: taken back by the customer, nothing goes either way any more', async () => {
    const row = scene.customer.getByRole('listitem').filter({ hasText: 'Copied text is shared' });
    await row.getByRole('button', { name: 'Take back' }).click();
    await viewer.getByRole('button', { name: 'Copied text is not shared' }).waitFor();
    await mine.copy('of the technician');
    await theirs.copy('of the customer');
    terminal.forget();
    await remoteScreen(viewer).click({ position: { x: 200, y: 200 } });
    hands.tap('ControlLeft', 'KeyV');
    expect(await terminal.until('of the customer', patience.timeout)).toBe('of the customer');
    expect([await mine.paste(), await theirs.paste()]).toEqual(['of the technician', 'of the customer']);
  });
});
