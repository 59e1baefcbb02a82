// A window as a page, without a browser: what may be done through it, and how it comes back.

import { silentLogger, systemClock } from '@nearhand/base';
import type { NativeWindow, WindowContent, WindowEvent } from '@nearhand/host';
import { afterEach, expect, it, vi } from 'vitest';
import { memoryValue } from '../../identity/stored-value.ts';
import type { Announcement, PagePlace } from './page-place.ts';
import { PageWindows } from './page-windows.ts';

const content: WindowContent = {
  title: 'Nearhand',
  language: 'en',
  direction: 'ltr',
  urgent: false,
  tabs: [
    {
      id: 'settings',
      label: 'Settings',
      elements: [
        { kind: 'check', id: 'ask', label: 'Ask', detail: '', checked: false, enabled: true },
        { kind: 'check', id: 'view', label: 'See', detail: '', checked: true, enabled: false },
        { kind: 'buttons', buttons: [{ id: 'quit', label: 'Quit', role: 'plain', enabled: true }] },
      ],
      defaultButton: null,
    },
  ],
  indicator: null,
  front: { tab: '', revision: 0 },
};

const until = <T>(look: () => T | Promise<T>) => vi.waitUntil(look, { timeout: 20_000, interval: 10 });

const opened: PageWindows[] = [];
afterEach(() => {
  for (const windows of opened.splice(0)) windows.dispose();
});

async function open(place = memoryValue<PagePlace>(), isHidden = false) {
  const announced: Announcement[] = [];
  const windows = new PageWindows({
    place,
    locale: 'en',
    clock: systemClock,
    logger: silentLogger,
    announce: (announcement) => announced.push(announcement),
  });
  opened.push(windows);
  const window = await windows.open(content, isHidden);
  const happened: WindowEvent[] = [];
  window.onEvent.on((event) => happened.push(event));
  return { windows, window, announced, happened, place };
}

/** Its address, once it was told. */
function addressOf(window: NativeWindow, announced: readonly Announcement[]): string {
  if (announced.length === 0) window.bringForward();
  return announced.at(-1)?.url ?? '';
}

async function tell(url: string, event: unknown, origin = new URL(url).origin): Promise<number> {
  const headers = { 'content-type': 'application/json', origin };
  const { status } = await fetch(`${url}/answer`, { method: 'POST', headers, body: JSON.stringify(event) });
  return status;
}

it('SET12: only what it shows at that moment can be done through it', async () => {
  const { window, announced, happened } = await open();
  const url = addressOf(window, announced);
  const done = { type: 'checked', id: 'ask', checked: true };
  const forged = [
    { type: 'checked', id: 'view', checked: true },
    { type: 'pressed', id: 'rename' },
    { type: 'closed' },
    { type: 'opened' },
  ];
  expect(await tell(url, done)).toBe(204);
  for (const event of forged) expect([event, await tell(url, event)]).toEqual([event, 409]);
  for (const event of [{ type: 'pressed' }, { ...done, more: 1 }, 'quit']) expect(await tell(url, event)).toBe(400);
  expect(await tell(url, done, 'https://site.example')).toBe(403);
  expect(await tell(url.slice(0, -1), done)).toBe(404);
  window.show({ ...content, tabs: [] });
  expect(await tell(url, done)).toBe(409);
  expect(happened).toEqual([done]);
});

it('SET11: it opens at the start unless it begins hidden, and whenever it is brought forward', async () => {
  const seen = await open();
  expect(seen.announced.map(({ isReturning }) => isReturning)).toEqual([false]);
  const hidden = await open(memoryValue(), true);
  expect(hidden.announced).toEqual([]);
  hidden.window.bringForward();
  expect(hidden.announced).toHaveLength(1);
  // Hiding it is for its reader to do, and there is no icon that could vanish.
  hidden.window.hide();
  expect(hidden.windows.openTray().isThere).toBe(true);
});

it('SET11: a message brings it up where nobody has it open, and it is at the same place after a restart', async () => {
  const { windows, window, announced, place } = await open();
  const url = addressOf(window, announced);
  window.appear();
  expect(announced).toHaveLength(2);
  const reader = new AbortController();
  const { body } = await fetch(`${url}/events`, { signal: reader.signal });
  const reading = body?.getReader();
  await until(() => announced[0]?.isWatched());
  window.appear();
  expect(announced).toHaveLength(2);
  windows.dispose();
  await until(async () => (await reading?.read())?.done);
  reader.abort();
  const again = await open(place);
  expect(again.announced.map((one) => [one.url, one.isReturning, one.isWatched()])).toEqual([[url, true, false]]);
});

it('SET11: of more than three tabs the oldest gives way, so that a browser keeps connections for what is pressed', async () => {
  const { window, announced, happened } = await open();
  const url = addressOf(window, announced);
  const heard: string[] = [];
  const read = async (name: string): Promise<void> => {
    const { body } = await fetch(`${url}/events`);
    for await (const part of body ?? []) heard.push(`${name} ${new TextDecoder().decode(part).includes('elsewhere')}`);
    heard.push(`${name} over`);
  };
  for (const name of ['first', 'second', 'third', 'fourth']) {
    void read(name);
    await until(() => heard.some((line) => line === `${name} false`));
  }
  await until(() => heard.includes('first over'));
  expect(heard).toContain('first true');
  expect(heard.filter((line) => line.endsWith('over') || line.endsWith('true'))).toHaveLength(2);
  expect(await tell(url, { type: 'pressed', id: 'quit' })).toBe(204);
  expect(happened).toHaveLength(1);
});
