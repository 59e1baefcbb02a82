import { ManualClock, silentLogger } from '@nearhand/base';
import { localeSchema } from '@nearhand/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryValue } from '../../identity/stored-value.ts';
import { FakeWindow, FakeWindows } from '../../testing/fake-windows.ts';
import { HomeTray } from './home-tray.ts';
import { trayContent, type TrayView } from './tray-content.ts';

const ana = {
  linkId: '0198c0de-0000-7000-8000-000000000001',
  name: 'Ana\u202eDíaz',
  organisation: 'Acme',
  sinceMs: 0,
  interrupted: false,
  words: null,
};
const ready: TrayView = {
  standing: { kind: 'linked', name: 'desk-7' },
  online: true,
  participants: [],
  mayQuit: true,
};
const idsOf = (view: TrayView): readonly string[] => trayContent(view, 'en').menu.map(({ id }) => id);

const patience = { timeout: 20_000 };
let system: FakeWindows;
let home: FakeWindow;
let clock: ManualClock;
const told = memoryValue<{ told: true }>();
beforeEach(async () => {
  system = new FakeWindows();
  clock = new ManualClock();
  told.remove();
});

/** The icon with its hands. */
function opened(isHidden: boolean, view = ready) {
  home = new FakeWindow(
    {
      title: '',
      language: 'en',
      direction: 'ltr',
      urgent: false,
      tabs: [],
      indicator: null,
      front: { tab: '', revision: 0 },
    },
    !isHidden,
  );
  const tray = new HomeTray({
    system,
    window: home,
    isHidden,
    view,
    locale: 'en',
    told,
    clock,
    logger: silentLogger,
  });
  const [icon] = system.trays;
  if (icon === undefined) throw new Error('There is no icon');
  const wishes: string[] = [];
  tray.onWish.on((wish) => wishes.push(wish));
  return { tray, icon, wishes };
}

describe('the icon of an enrolled computer in the tray', () => {
  it('TRY1: its picture and tip say how it stands, in every language', () => {
    const states: readonly [Partial<TrayView>, string, string][] = [
      [{}, 'ready', 'nobody is connected'],
      [{ participants: [ana] }, 'connected', 'Ana Díaz is connected'],
      [{ participants: [ana, ana] }, 'connected', '2 people are connected'],
      [{ online: false }, 'away', 'no connection'],
      [{ standing: { kind: 'unlinked' } }, 'away', 'not linked'],
      [{ standing: { kind: 'refused', reason: 'not_found' } }, 'away', 'not linked'],
    ];
    for (const [part, state, words] of states) {
      const content = trayContent({ ...ready, ...part }, 'en');
      expect([content.state, content.tip]).toEqual([state, expect.stringContaining(words)]);
      for (const locale of localeSchema.options) {
        expect(JSON.stringify(trayContent({ ...ready, ...part }, locale))).not.toMatch(/\{\w+\}|\u202e/);
      }
    }
  });

  it('TRY2: its menu opens the window, ends what is going on, and quits where that is allowed', () => {
    expect(idsOf(ready)).toEqual(['open', 'quit']);
    expect(idsOf({ ...ready, participants: [ana] })).toEqual(['open', 'end', 'quit']);
    expect(idsOf({ ...ready, participants: [ana], mayQuit: false })).toEqual(['open', 'end']);
    const { icon, wishes } = opened(true);
    for (const id of ['open', 'end', 'quit', 'nonsense']) icon.onEvent.emit({ type: 'chosen', id });
    expect([home.isSeen, wishes]).toEqual([true, ['endSession', 'quit']]);
  });

  it('TRY3: started with the system it begins in the tray; without one the window comes after a while', () => {
    const { icon } = opened(true);
    clock.advance(14_000);
    icon.place(true);
    clock.advance(60_000);
    expect(home.isSeen).toBe(false);
    icon.onEvent.emit({ type: 'opened' });
    expect(home.isSeen).toBe(true);
    opened(true);
    clock.advance(15_000);
    expect(home.isSeen).toBe(true);
  });

  it('TRY4: closing the window hides it and says once that the program goes on; without a tray it does not', async () => {
    const first = opened(false);
    expect(first.tray.takeWindow()).toBe(false);
    first.icon.place(true);
    expect([first.tray.takeWindow(), home.isSeen]).toEqual([true, false]);
    await vi.waitUntil(() => system.windows.length === 1, patience);
    const [notice] = system.windows;
    await vi.waitUntil(() => JSON.stringify(notice?.shown).includes('The program goes on'), patience);
    notice?.onEvent.emit({ type: 'pressed', id: 'understood' });
    expect(notice?.isOpen).toBe(false);
    first.icon.onEvent.emit({ type: 'opened' });
    expect(home.isSeen).toBe(true);
    expect(first.tray.takeWindow()).toBe(true);
    await Promise.resolve();
    expect(system.windows).toHaveLength(1);
  });

  it('TRY4: a tray that goes away gives the window back, a panel that starts anew does not', () => {
    const { tray, icon } = opened(false);
    icon.place(true);
    tray.takeWindow();
    icon.place(false);
    clock.advance(5000);
    icon.place(true);
    clock.advance(60_000);
    expect(home.isSeen).toBe(false);
    icon.place(false);
    clock.advance(15_000);
    expect(home.isSeen).toBe(true);
    tray.dispose();
  });

  it('INS10: what is installed does not come up by itself, and its window closes also without a tray', () => {
    const { tray } = opened(true, { ...ready, mayQuit: false });
    clock.advance(60_000);
    expect(home.isSeen).toBe(false);
    home.bringForward();
    tray.windowOpened();
    expect([tray.takeWindow(), home.isSeen, system.windows.length]).toEqual([true, false, 0]);
  });
});
