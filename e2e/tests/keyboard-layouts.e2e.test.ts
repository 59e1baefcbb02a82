// What the technician types on a keyboard of any layout arrives as those characters, whatever layout the customer's
// computer has. The keys are pressed on the display of a headed browser, because a browser driver's keys ignore layouts.

import { type Terminal, type Typist, openTerminal, openTypist, setLayout } from '@nearhand/host/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SupportScene } from '../support/support-session.ts';
import { remoteScreen } from '../support/viewer.ts';

type Chord = readonly string[];
const key = (...codes: string[]): Chord => codes;
const shift = (code: string): Chord => ['ShiftLeft', code];
const altGr = (code: string): Chord => ['AltRight', code];
const letters = (text: string): Chord[] => [...text].map((letter) => [`Key${letter.toUpperCase()}`]);

/** Per layout: keys to press, and what a person expects to appear. Dead keys are pressed before their letter. */
const typing: Readonly<Record<string, { readonly chords: readonly Chord[]; readonly text: string }>> = {
  us: {
    chords: [
      ...letters('yzqwam'),
      shift('KeyY'),
      key('Digit1'),
      shift('Digit2'),
      key('Slash'),
      shift('Minus'),
      key('BracketLeft'),
      shift('Backslash'),
    ],
    text: 'yzqwamY1@/_[|',
  },
  fr: {
    chords: [
      ...letters('qwam'),
      key('Digit2'),
      shift('Digit2'),
      key('BracketLeft'),
      key('KeyE'),
      shift('BracketLeft'),
      key('KeyU'),
      altGr('KeyE'),
      altGr('Digit0'),
      key('Quote'),
      key('Semicolon'),
    ],
    text: 'azq,é2êü€@ùm',
  },
  de: {
    chords: [
      ...letters('yzq'),
      key('BracketLeft'),
      shift('BracketLeft'),
      key('Minus'),
      key('Equal'),
      key('KeyE'),
      key('Backquote'),
      key('KeyA'),
      altGr('KeyQ'),
      altGr('KeyE'),
      altGr('Digit7'),
      shift('Digit7'),
    ],
    text: 'zyqüÜßéâ@€{/',
  },
  es: {
    chords: [
      ...letters('yz'),
      key('Semicolon'),
      shift('Semicolon'),
      key('Quote'),
      key('KeyA'),
      shift('Quote'),
      key('KeyU'),
      altGr('Digit2'),
      altGr('KeyE'),
      key('Equal'),
      shift('Equal'),
    ],
    text: 'yzñÑáü@€¡¿',
  },
};
const layouts = Object.keys(typing);
/** On a busy machine. */
const patienceMs = 20_000;

let scene: SupportScene;
let terminal: Terminal;
let hands: Typist;
let viewer: Page;

beforeAll(async () => {
  scene = await SupportScene.open({ headedTechnician: true });
  terminal = await openTerminal(scene.customerDisplay);
  hands = openTypist(scene.technicianDisplay?.displayName ?? '');
  await scene.invite('Mia Berg');
  viewer = await scene.join('Mia Berg');
  await remoteScreen(viewer).click({ position: { x: 200, y: 200 } });
});
afterAll(async () => {
  hands?.dispose();
  terminal?.dispose();
  await scene?.close();
});

describe.each(layouts)('technician with layout %s', (own) => {
  it.each(layouts)('types to a customer with layout %s', async (theirs) => {
    if (!scene.technicianDisplay) throw new Error('No display');
    await setLayout(scene.technicianDisplay, own);
    await setLayout(scene.customerDisplay, theirs);
    const { chords, text } = typing[own] ?? { chords: [], text: '' };
    terminal.forget();
    for (const chord of chords) hands.tap(...chord);
    expect(await terminal.until(text, patienceMs)).toBe(text);
  });
});

describe('keys without characters', () => {
  it.each([
    ['ArrowLeft', '\u001b[D'],
    ['ArrowUp', '\u001b[A'],
    ['Home', '\u001b[H'],
    ['F5', '\u001b[15~'],
    ['Enter', '\r'],
    ['Tab', '\t'],
    ['Escape', '\u001b'],
    ['Delete', '\u001b[3~'],
    ['Backspace', '\u007f'],
  ])('%s', async (code, bytes) => {
    terminal.forget();
    hands.tap(code);
    expect(await terminal.until(bytes, patienceMs)).toBe(bytes);
  });

  it('shortcuts go by their letter: Ctrl+Z of a German keyboard is Ctrl+Z on a US one', async () => {
    if (!scene.technicianDisplay) throw new Error('No display');
    await setLayout(scene.technicianDisplay, 'de');
    await setLayout(scene.customerDisplay, 'us');
    terminal.forget();
    hands.tap('ControlLeft', 'KeyY');
    expect(await terminal.until('\u001a', patienceMs)).toBe('\u001a');
  });

  it('CapsLock at the technician writes capitals once, and leaves nothing locked', async () => {
    if (!scene.technicianDisplay) throw new Error('No display');
    await setLayout(scene.technicianDisplay, 'us');
    terminal.forget();
    hands.tap('CapsLock');
    hands.tap('KeyA');
    hands.tap('CapsLock');
    hands.tap('KeyB');
    expect(await terminal.until('Ab', patienceMs)).toBe('Ab');
  });
});
