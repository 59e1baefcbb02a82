import { ManualClock, silentLogger } from '@nearhand/base';
import { createFakeDesktop, type FakeDesktop } from '@nearhand/host';
import { describe, expect, it } from 'vitest';
import { DesktopHolder } from './desktop-holder.ts';
import { DesktopPerSession } from './desktop-per-session.ts';

function setUp() {
  const clock = new ManualClock();
  const opened: FakeDesktop[] = [];
  const state = { works: true };
  const open = (): FakeDesktop => {
    if (!state.works) throw new Error('no display');
    const desktop = createFakeDesktop();
    opened.push(desktop);
    return desktop;
  };
  return { clock, open, opened, state, options: { open, clock, logger: silentLogger } };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('desktop holder', () => {
  it('AGT34: opens with the first user, closes some time after the last', async () => {
    const { clock, opened, options } = setUp();
    const holder = new DesktopHolder(options);
    expect(opened).toHaveLength(0);
    const first = holder.acquire();
    const second = holder.acquire();
    await settled();
    expect([opened.length, first.desktop === second.desktop, first.desktop]).toEqual([1, true, opened[0]]);
    first.dispose();
    first.dispose();
    clock.advance(60_000);
    expect(opened[0]?.disposed).toBe(false);
    second.dispose();
    clock.advance(4999);
    expect(opened[0]?.disposed).toBe(false);
    clock.advance(1);
    expect(opened[0]?.disposed).toBe(true);
  });

  it('opens again after it was lost, for as long as it takes', async () => {
    const { clock, opened, options, state } = setUp();
    const holder = new DesktopHolder(options);
    const lease = holder.acquire();
    await settled();
    const seen: unknown[] = [];
    lease.onChanged.on((desktop) => seen.push(desktop));
    state.works = false;
    opened[0]?.lose();
    expect([seen, opened[0]?.disposed, lease.desktop]).toEqual([[null], true, null]);
    clock.advance(2000);
    await settled();
    state.works = true;
    clock.advance(2000);
    await settled();
    expect([seen, lease.desktop]).toEqual([[null, opened[1]], opened[1]]);
    holder.dispose();
    expect(opened[1]?.disposed).toBe(true);
  });

  it('a user who left while it was opening leaves nothing open', async () => {
    const { clock, opened, options } = setUp();
    const holder = new DesktopHolder({ ...options, open: () => Promise.resolve(options.open()) });
    holder.acquire().dispose();
    await settled();
    clock.advance(10_000);
    expect(opened.every(({ disposed }) => disposed)).toBe(true);
  });
});

describe('desktop per session', () => {
  it('AGT66: sessions share nothing, users of one session share all', async () => {
    const { opened, options } = setUp();
    const desktops = new DesktopPerSession(options);
    const principal = { kind: 'member', id: 'm', name: 'Ana', organisation: 'Acme' } as const;
    const [first, second, again] = ['a', 'b', 'a'].map((sessionId) => desktops.acquire({ sessionId, principal }));
    await settled();
    expect([opened.length, first?.desktop === again?.desktop, first?.desktop === second?.desktop]).toEqual([
      2,
      true,
      false,
    ]);
    first?.dispose();
    expect(opened[0]?.disposed).toBe(false);
    again?.dispose();
    expect([opened[0]?.disposed, opened[1]?.disposed]).toEqual([true, false]);
    desktops.dispose();
    expect(opened[1]?.disposed).toBe(true);
  });

  it('AGT66: each speaks the language of who opened the session', async () => {
    const { options } = setUp();
    const spoken: string[] = [];
    const open = (locale: string) => {
      spoken.push(locale);
      return options.open();
    };
    const desktops = new DesktopPerSession({ ...options, open });
    const member = { kind: 'member', id: 'm', name: 'Ana', organisation: 'Acme' } as const;
    desktops.acquire({ sessionId: 'a', principal: { ...member, locale: 'fr' } });
    desktops.acquire({ sessionId: 'b', principal: member });
    await settled();
    expect(spoken).toEqual(['fr', 'en']);
    desktops.dispose();
  });
});
