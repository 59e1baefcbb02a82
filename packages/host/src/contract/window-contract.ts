// What every window system must do, with hands on a real keyboard. Test files run it against each backend.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disposable } from '@nearhand/base';
import type { WindowContent, WindowElement, WindowEvent } from '../window/content.ts';

/** A window system under test, on a display of its own. */
export interface WindowsUnderTest extends Disposable {
  /** Resolves once the window is on the screen. */
  open(content: WindowContent): Promise<void>;
  /** Resolves once it is drawn. */
  show(content: WindowContent): Promise<void>;
  /** Everything told so far; resolves once it fits. */
  events(fits: (events: readonly WindowEvent[]) => boolean): Promise<readonly WindowEvent[]>;
  /** Real keys, in order, released in reverse: `tap('AltLeft', 'KeyA')`. The window has the keyboard. */
  tap(...codes: readonly string[]): void;
}

const field = {
  kind: 'field',
  id: 'code',
  label: 'Code',
  hint: '',
  text: '',
  revision: 0,
  maxLength: 5,
  size: 'large',
  enabled: true,
} satisfies WindowElement;
const check = {
  kind: 'check',
  id: 'view',
  label: 'View',
  detail: 'all of it',
  checked: true,
  enabled: true,
} satisfies WindowElement;
const buttons = {
  kind: 'buttons',
  buttons: [
    { id: 'deny', label: 'Deny', role: 'plain', enabled: true },
    { id: 'allow', label: 'Allow', role: 'primary', enabled: true },
  ],
} satisfies WindowElement;

export function contentWith(elements: readonly WindowElement[], more: Partial<WindowContent> = {}): WindowContent {
  return {
    title: 'Test',
    language: 'en',
    direction: 'ltr',
    urgent: false,
    tabs: [{ id: 'only', label: 'Only', elements, defaultButton: 'allow' }],
    indicator: null,
    front: { tab: 'only', revision: 0 },
    ...more,
  };
}

export function describeWindows(start: () => Promise<WindowsUnderTest>): void {
  describe('the contract of a window system', () => {
    let subject: WindowsUnderTest;
    beforeEach(async () => {
      subject = await start();
    });
    afterEach(() => subject.dispose());
    const current = (): WindowsUnderTest => subject;
    describeKeyboard(current);
    describeChanges(current);
    describeTexts(current);
  });
}

type Current = () => WindowsUnderTest;

function describeKeyboard(current: Current): void {
  it('HST60: the keyboard goes through everything in the order it is shown in', async () => {
    await current().open(contentWith([field, check, buttons]));
    for (const code of ['Digit1', 'Tab', 'Space', 'Tab', 'Tab', 'Space']) current().tap(code);
    expect(await current().events((events) => events.length >= 3)).toEqual([
      { type: 'edited', id: 'code', text: '1' },
      { type: 'checked', id: 'view', checked: false },
      { type: 'pressed', id: 'allow' },
    ]);
  });

  it('HST61: each label has an access key of its own', async () => {
    await current().open(contentWith([field, check, buttons]));
    for (const [index, code] of ['KeyV', 'KeyD', 'KeyA'].entries()) {
      current().tap('AltLeft', code);
      await current().events((events) => events.length > index);
    }
    current().tap('AltLeft', 'KeyC');
    current().tap('Digit7');
    expect(await current().events((events) => events.length >= 4)).toEqual([
      { type: 'checked', id: 'view', checked: false },
      { type: 'pressed', id: 'deny' },
      { type: 'pressed', id: 'allow' },
      { type: 'edited', id: 'code', text: '7' },
    ]);
  });

  it('HST122: an & before a space, wherever it stands, leaves the space bar alone', async () => {
    const text = 'Smith & Sons';
    await current().open(
      contentWith([
        { kind: 'heading', text },
        { kind: 'person', name: text, detail: text, live: true },
        { kind: 'notice', title: text, text },
        { kind: 'text', text, tone: 'problem' },
        { kind: 'log', label: text, lines: [] },
        { kind: 'words', words: [text] },
        { ...check, label: text, detail: text },
        buttons,
      ]),
    );
    for (const code of ['Tab', 'Space', 'Tab', 'Space']) current().tap(code);
    expect(await current().events((events) => events.length >= 2)).toEqual([
      { type: 'pressed', id: 'deny' },
      { type: 'pressed', id: 'allow' },
    ]);
  });

  it('HST62: Enter in a field presses the default button, unless it is switched off', async () => {
    await current().open(contentWith([field, buttons]));
    current().tap('Enter');
    await current().events((events) => events.length === 1);
    await current().show(
      contentWith([
        field,
        {
          ...buttons,
          buttons: buttons.buttons.map((button) => ({ ...button, enabled: false })),
        },
      ]),
    );
    current().tap('Digit2');
    await current().events((events) => events.length === 2);
    current().tap('Enter');
    current().tap('Digit3');
    expect((await current().events((events) => events.length >= 3)).map(({ type }) => type)).toEqual([
      'pressed',
      'edited',
      'edited',
    ]);
  });
}

function describeChanges(current: Current): void {
  it('HST63: new texts leave the keyboard and what was typed where they are; another revision replaces it', async () => {
    await current().open(contentWith([field, { kind: 'text', text: 'before', tone: 'normal' }]));
    current().tap('Digit4');
    await current().events((events) => events.length === 1);
    await current().show(contentWith([field, { kind: 'text', text: 'after', tone: 'normal' }]));
    current().tap('Digit5');
    await current().events((events) => events.length === 2);
    await current().show(
      contentWith([
        { ...field, revision: 1 },
        { kind: 'text', text: 'after', tone: 'normal' },
      ]),
    );
    await current().events((events) => events.length === 3);
    current().tap('Digit6');
    const events = await current().events((all) => all.length >= 4);
    expect(events.map((event) => (event.type === 'edited' ? event.text : event.type))).toEqual(['4', '45', '', '6']);
  });

  it('HST69: a tab is brought to the front when asked for, and stays there; another label leaves what is typed alone', async () => {
    const tabs = [
      { id: 'one', label: 'One', elements: [check, buttons], defaultButton: null },
      { id: 'two', label: 'Two', elements: [field], defaultButton: null },
    ];
    await current().open(contentWith([], { tabs, front: { tab: 'two', revision: 4 } }));
    current().tap('Space');
    await current().events((events) => events.length === 1);
    await current().show(contentWith([], { tabs, front: { tab: 'two', revision: 5 } }));
    current().tap('Digit1');
    await current().events((events) => events.length === 2);
    const renamed = tabs.map((tab) => ({ ...tab, label: `${tab.label} (new)` }));
    await current().show(
      contentWith([], {
        tabs: renamed.map((tab) => (tab.id === 'two' ? { ...tab, elements: [{ ...field, text: '1' }] } : tab)),
        front: { tab: 'two', revision: 5 },
      }),
    );
    current().tap('Digit2');
    expect(await current().events((events) => events.length >= 3)).toEqual([
      { type: 'checked', id: 'view', checked: false },
      { type: 'edited', id: 'code', text: '1' },
      { type: 'edited', id: 'code', text: '12' },
    ]);
  });

  it('HST119: a key pressed once too often does not press what comes in the place of what it pressed', async () => {
    const other = { id: 'other', label: 'Other', elements: [field], defaultButton: null };
    const tab = (elements: readonly WindowElement[]) => ({ id: 'only', label: 'Only', elements, defaultButton: null });
    const end = { kind: 'buttons', buttons: [{ id: 'end', label: 'End', role: 'plain', enabled: true }] } as const;
    await current().open(contentWith([], { tabs: [tab([buttons]), other] }));
    for (const code of ['Tab', 'Enter']) current().tap(code);
    await current().events((events) => events.length === 1);
    await current().show(contentWith([], { tabs: [tab([end, check]), other] }));
    for (const code of ['Enter', 'Space', 'Tab', 'Tab', 'Space']) current().tap(code);
    expect(await current().events((events) => events.length >= 2)).toEqual([
      { type: 'pressed', id: 'allow' },
      { type: 'checked', id: 'view', checked: false },
    ]);
  });

  it('HST63: other elements keep the keyboard where it was, as far as it is still there', async () => {
    await current().open(contentWith([check, buttons]));
    for (const code of ['Tab', 'Tab', 'Space']) current().tap(code);
    await current().events((events) => events.length === 1);
    await current().show(contentWith([{ kind: 'heading', text: 'More' }, check, field, buttons]));
    current().tap('Space');
    const pressed = { type: 'pressed', id: 'allow' };
    expect(await current().events((events) => events.length >= 2)).toEqual([pressed, pressed]);
  });
}

function describeTexts(current: Current): void {
  it('HST64: no more is typed than fits, and any text is shown as it is', async () => {
    const hostile = '<b>&amp; _x &y %s %n \u202e\u0000 <script>';
    await current().open(
      contentWith([
        { kind: 'heading', text: hostile },
        { kind: 'person', name: hostile, detail: hostile, live: true },
        { kind: 'log', label: hostile, lines: [{ who: hostile, text: 'ö'.repeat(5000) }] },
        { kind: 'words', words: [hostile, '', 'x'.repeat(300)] },
        field,
      ]),
    );
    for (const code of ['Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5', 'Digit6', 'Digit7']) current().tap(code);
    const events = await current().events((all) => all.length >= 5);
    expect(events.at(-1)).toEqual({ type: 'edited', id: 'code', text: '12345' });
  });
}
