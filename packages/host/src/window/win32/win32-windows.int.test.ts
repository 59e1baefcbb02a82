// Windows of Windows, under Wine: the contract with real keys, and what else can be told there.

import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type Rect, smallPictureBytes } from '@nearhand/protocol';
import { contentWith, describeWindows } from '../../contract/window-contract.ts';
import {
  areaOfColour,
  firstDifference,
  openTypist,
  startWineDesktop,
  takeScreenshot,
  focusWindowTitled,
  titlesWithKeyboard,
  type Typist,
  type WineDesktop,
} from '../../testing/index.ts';
import { nearhandClassPrefix } from '../../windows/nearhand-class.ts';

let windows: WineDesktop;
let typist: Typist;

beforeAll(async () => {
  windows = await startWineDesktop({ widthPx: 1024, heightPx: 768 });
  windows.link.call('open');
  typist = openTypist(windows.wine.xvfb.displayName);
});
afterEach(() => {
  windows.link.call('closeWindow');
  windows.link.call('closeTray');
});
afterAll(() => {
  typist?.dispose();
  windows?.dispose();
});

const screen = { x: 0, y: 0, width: 1024, height: 768 };
const boundsOf = (kind: '' | 'Bar'): Rect | null => windows.link.call('boundsOf', `${nearhandClassPrefix}${kind}`);
const isInside = (inner: Rect | null, outer: Rect): boolean =>
  inner !== null &&
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const soon = <T>(look: () => T) => vi.waitUntil(look, { timeout: 30_000, interval: 20 });

/** What is pressed before the display has given its keyboard to a menu is lost, and is told by nothing. */
const pressUntil = (press: () => void, fits: () => boolean) =>
  vi.waitUntil(
    () => {
      if (fits()) return true;
      press();
      return false;
    },
    { timeout: 30_000, interval: 250 },
  );

/** Wine's tray moves while it takes an icon in: a click at its first place may meet nothing. */
async function menuOpened(isOpen: () => boolean): Promise<void> {
  await vi.waitFor(
    async () => {
      const icon = await soon(() => areaOfColour(windows.wine.xvfb.displayName, 0x0c6070, 40));
      typist.click('right', icon.x + 8, icon.y + 8);
      await vi.waitUntil(isOpen, { timeout: 3000, interval: 20 });
    },
    { timeout: 30_000, interval: 20 },
  );
}

/** Whether the keyboard is the window's for Wine and for the display, which learns it later. */
const hasKeyboard = (): boolean =>
  [windows.link.call('titlesWithFocus'), titlesWithKeyboard(windows.wine.xvfb.displayName)].every((titles) =>
    titles.includes('Test'),
  );

async function drawn(): Promise<void> {
  await vi.waitUntil(() => windows.link.call('isDrawn'), { timeout: 30_000, interval: 20 });
  // What Wine asks of the display for a window that changes may come too early: then nobody has the keyboard.
  await pressUntil(() => void focusWindowTitled(windows.wine.xvfb.displayName, 'Test'), hasKeyboard);
  expect(windows.link.call('nearhandHasFocus')).toBe(true);
}

describeWindows(async () => ({
  open(content) {
    windows.link.call('showWindow', content);
    return drawn();
  },
  show(content) {
    windows.link.call('showWindow', content);
    return drawn();
  },
  events: (fits) =>
    vi.waitFor(
      () => {
        const events = windows.link.call('windowEvents');
        if (!fits(events)) throw new Error(`Not yet. Seen: ${JSON.stringify(events)}`);
        return events;
      },
      { timeout: 15_000, interval: 20 },
    ),
  tap: (...codes) => typist.tap(...codes),
  dispose: () => windows.link.call('closeWindow'),
}));

it('HST83, HST84, HST85 and HST86: an icon stands in the notification area, with menu and tip, and brings a hidden window forward', async () => {
  const { displayName } = windows.wine.xvfb;
  const [orange, white] = [0xb54708, 0xffffff];
  const seen = (colour: number) => areaOfColour(displayName, colour, 40);
  const entry = (id: string, label: string) => ({ id, label });
  const menu = [entry('open', 'Open & show'), entry('end', 'End session'), entry('quit', 'Quit')];
  windows.link.call('showTray', { state: 'ready', tip: 'x'.repeat(400), menu });
  await menuOpened(() => (seen(white)?.height ?? 0) > 35);
  await pressUntil(
    () => typist.tap('KeyE'),
    () => windows.link.call('trayEvents').some((event) => event.type === 'chosen' && event.id === 'end'),
  );
  windows.link.call('showWindow', contentWith([{ kind: 'heading', text: 'Hello' }]));
  const isDrawn = () => windows.link.call('nearhandControls').some(({ text }) => text === 'Hello');
  await soon(() => isDrawn() && windows.link.call('isDrawn'));
  windows.link.call('setWindowSeen', false);
  await soon(() => !isDrawn());
  windows.link.call('showTray', { state: 'connected', tip: 'Ana', menu });
  const icon = await soon(() => seen(orange));
  await pressUntil(
    () => typist.click('left', icon.x + 8, icon.y + 8),
    () => windows.link.call('trayEvents').some(({ type }) => type === 'opened'),
  );
  windows.link.call('setWindowSeen', true);
  await soon(isDrawn);
  windows.link.call('closeWindow');
  windows.link.call('closeTray');
  await soon(() => seen(orange) === null);
});

it('HST78: a picture is drawn round, and none stays where there is none', async () => {
  const violet = 0x7a1fa2;
  const picture = Buffer.alloc(smallPictureBytes, Uint8Array.of(0x7a, 0x1f, 0xa2)).toString('base64');
  const person = { kind: 'person', name: 'Ana', detail: 'from Acme', live: false, picture } as const;
  windows.link.call('showWindow', contentWith([person]));
  const { displayName } = windows.wine.xvfb;
  await vi.waitUntil(() => areaOfColour(displayName, violet, 1000) !== null, { timeout: 30_000, interval: 20 });
  // The outermost pixels are mixed with the ground.
  expect(areaOfColour(displayName, violet, 1000)).toMatchObject({ width: 42, height: 42 });
  windows.link.call('showWindow', contentWith([{ ...person, name: 'Bob', picture: 'no picture' }]));
  await vi.waitUntil(() => areaOfColour(displayName, violet, 1000) === null, { timeout: 30_000, interval: 20 });
  windows.link.call('closeWindow');
});

it('HST78: initials stand on the same disc, in another colour while somebody is connected', async () => {
  const person = { kind: 'person', name: 'Ana', detail: 'from Acme', live: false } as const;
  const disc = (colour: number) => soon(() => areaOfColour(windows.wine.xvfb.displayName, colour, 900));
  windows.link.call('showWindow', contentWith([person]));
  expect(await disc(0x3f5660)).toMatchObject({ width: 42, height: 42 });
  windows.link.call('showWindow', contentWith([{ ...person, live: true }]));
  expect(await disc(0xb54708)).toMatchObject({ width: 42, height: 42 });
});

it('HST66 and HST67: the bar is known as such, and the frame lets the mouse through', async () => {
  const indicator = { text: 'Ana is connected', end: { id: 'end', label: 'End session' }, open: 'Show window' };
  windows.link.call('showWindow', contentWith([{ kind: 'heading', text: 'Ana is connected' }], { indicator }));
  await vi.waitUntil(() => windows.link.call('isDrawn'), { timeout: 30_000, interval: 20 });
  const at = (x: number, y: number): boolean => windows.link.call('nearhandAt', x, y);
  await vi.waitUntil(() => at(512, 12), { timeout: 15_000, interval: 20 });
  expect([at(1, 700), at(20, 60), at(1000, 760)]).toEqual([false, false, false]);
  windows.link.call('closeWindow');
  await vi.waitUntil(() => !at(512, 12), { timeout: 15_000, interval: 20 });
});

it('HST102: the menu of the icon, and a list that is open, are the program’s own like its windows', async () => {
  const { displayName } = windows.wine.xvfb;
  const ownAt = ({ x, y, width, height }: Rect) =>
    windows.link.call('nearhandAt', x + Math.round(width / 2), y + Math.round(height / 2));
  windows.link.call('showTray', { state: 'ready', tip: '', menu: [{ id: 'quit', label: 'Quit this program' }] });
  const icon = await soon(() => areaOfColour(displayName, 0x0c6070, 40));
  const beside = { ...icon, x: icon.x - 60 };
  expect([ownAt(icon), ownAt(beside)]).toEqual([false, false]);
  await menuOpened(() => ownAt(beside));
  await soon(() => windows.link.call('nearhandHasFocus'));
  await pressUntil(
    () => typist.tap('Escape'),
    () => !ownAt(beside),
  );
  windows.link.call('closeTray');
  const options = Array.from({ length: 30 }, (_, index) => ({ id: `${index}`, label: `Option ${index}` }));
  const choice = { kind: 'choice', id: 'one', label: 'One', options, chosen: '0' } as const;
  windows.link.call('showWindow', contentWith([choice]));
  await drawn();
  const label = () => windows.link.call('nearhandControls').find(({ text }) => text === 'One');
  const { bounds } = await soon(label);
  const below = { ...bounds, y: bounds.y + 120 };
  expect(ownAt(below)).toBe(false);
  typist.tap('F4');
  await soon(() => ownAt(below));
  windows.link.call('closeWindow');
});

it('HST101: what is taller than the screen scrolls to what has the keyboard, and lies below the bar', async () => {
  const lines = Array.from({ length: 40 }, (_, index) => ({ kind: 'subheading', text: `Line ${index}` }) as const);
  const button = (id: string) => ({ id, label: id, role: 'plain', enabled: true }) as const;
  const buttons = (id: string) => ({ kind: 'buttons', buttons: [button(id)] }) as const;
  const indicator = { text: 'Ana is connected', end: { id: 'end', label: 'End session' }, open: 'Show window' };
  windows.link.call('showWindow', contentWith([buttons('First'), ...lines, buttons('Last')], { indicator }));
  await drawn();
  const edges = (label: string): readonly number[] => {
    const bounds = windows.link.call('nearhandControls').find(({ text }) => text === label)?.bounds;
    return bounds === undefined ? [] : [bounds.y, bounds.y + bounds.height];
  };
  const inSight = (label: string) => {
    const [top = -1, bottom = 9999] = edges(label);
    return top > 40 && bottom < 768;
  };
  await soon(() => inSight('First') && !inSight('Last'));
  typist.tap('Tab');
  await soon(() => inSight('Last') && !inSight('First'));
  typist.tap('ShiftLeft', 'Tab');
  await soon(() => inSight('First') && !inSight('Last'));
  windows.link.call('showWindow', contentWith([buttons('First'), buttons('Last')], { indicator }));
  await soon(() => inSight('First') && inSight('Last'));
  windows.link.call('closeWindow');
});

it('HST66: however long the text of the bar is, the session can be ended there', async () => {
  const text = 'Ana is connected. '.repeat(30);
  const indicator = { text, end: { id: 'end', label: 'End session' }, open: 'Show window' };
  windows.link.call('showWindow', contentWith([{ kind: 'heading', text: 'Ana is connected' }], { indicator }));
  await vi.waitUntil(() => windows.link.call('nearhandAt', 1000, 12), { timeout: 30_000, interval: 20 });
  await vi.waitUntil(
    () => {
      typist.click('left', 980, 20);
      return windows.link.call('windowEvents').some((event) => event.type === 'pressed' && event.id === 'end');
    },
    { timeout: 30_000, interval: 200 },
  );
  windows.link.call('closeWindow');
});

it('HST120: on a smaller screen bar and window are placed anew, and on a larger one again', async () => {
  const indicator = { text: 'Ana is connected', end: { id: 'end', label: 'End session' }, open: 'Show window' };
  windows.link.call('showWindow', contentWith([{ kind: 'heading', text: 'Ana is connected' }], { indicator }));
  await drawn();
  const before = [boundsOf(''), boundsOf('Bar')];
  expect(before.every((bounds) => isInside(bounds, screen))).toBe(true);
  const small = { x: 0, y: 0, width: 640, height: 480 };
  try {
    windows.link.call('resize', small.width, small.height);
    const bar = await soon(() => isInside(boundsOf(''), small) && isInside(boundsOf('Bar'), small) && boundsOf('Bar'));
    expect(bar.y).toBe(0);
    expect(Math.abs(2 * bar.x + bar.width - small.width)).toBeLessThan(2);
    await vi.waitUntil(() => windows.link.call('nearhandAt', bar.x + bar.width - 20, 20), { timeout: 15_000 });
  } finally {
    windows.link.call('resize', screen.width, screen.height);
  }
  await vi.waitFor(() => expect([boundsOf(''), boundsOf('Bar')]).toEqual(before), { timeout: 15_000, interval: 20 });
});

it('HST121: another text of the bar is drawn whole', async () => {
  const show = (text: string) => {
    const indicator = { text, end: { id: 'end', label: 'End session' }, open: 'Show window' };
    windows.link.call('showWindow', contentWith([{ kind: 'heading', text: 'Hello' }], { indicator }));
  };
  const bar = () => {
    const { strideBytes, data, ...picture } = takeScreenshot(windows.wine.xvfb.displayName);
    return { ...picture, strideBytes, data: data.subarray(0, 40 * strideBytes), heightPx: 40 };
  };
  /** Drawn to the end: twice the same, and other than before. */
  const finished = async (before: ReturnType<typeof bar>) => {
    let last = before;
    await vi.waitUntil(
      () => {
        const now = bar();
        const isDone = firstDifference(now, last) === null && firstDifference(now, before) !== null;
        last = now;
        return isDone;
      },
      { timeout: 30_000, interval: 300 },
    );
    return last;
  };
  const long = 'New message – Anna Lindqvist is connected';
  const empty = bar();
  show(long);
  const whole = await finished(empty);
  show('Ana');
  await finished(whole);
  show(long);
  await soon(() => firstDifference(bar(), whole) === null);
});

it('HST123: the window gives way to what it shows and comes back, to where somebody moved it too', async () => {
  const lines = (count: number) => {
    const elements = Array.from(
      { length: count },
      (_, index) => ({ kind: 'subheading', text: `Line ${index}` }) as const,
    );
    windows.link.call('showWindow', contentWith(elements));
    return drawn();
  };
  await lines(2);
  const first = await soon(() => boundsOf(''));
  for (const count of [12, 18, 24]) await lines(count);
  await soon(() => isInside(boundsOf(''), { ...screen, height: first.y + 600 }) && (boundsOf('')?.y ?? 0) < first.y);
  await lines(2);
  await soon(() => boundsOf('')?.y === first.y);
  const moved = { ...first, x: 700, y: 600 };
  windows.link.call('place', nearhandClassPrefix, moved);
  await lines(18);
  await soon(() => isInside(boundsOf(''), screen));
  await lines(2);
  await vi.waitFor(() => expect(boundsOf('')).toEqual({ ...moved, x: screen.width - moved.width }), {
    timeout: 15_000,
  });
});
