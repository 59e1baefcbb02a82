// Windows of Windows, under Wine: the contract with real keys, and what else can be told there.

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { contentWith, describeWindows } from '../../contract/window-contract.ts';
import { openTypist, startWineDesktop, type Typist, type WineDesktop } from '../../testing/index.ts';

let windows: WineDesktop;
let typist: Typist;

beforeAll(async () => {
  windows = await startWineDesktop({ widthPx: 1024, heightPx: 768 });
  windows.link.call('open');
  typist = openTypist(windows.wine.xvfb.displayName);
});
afterAll(() => {
  typist?.dispose();
  windows?.dispose();
});

async function drawn(): Promise<void> {
  await vi.waitUntil(() => windows.link.call('isDrawn'), { timeout: 30_000, interval: 20 });
  // Not the window that was there for a moment only.
  const titles = (): readonly string[] => windows.link.call('titlesWithFocus');
  await vi.waitUntil(() => titles().includes('Test'), { timeout: 30_000, interval: 20 });
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
