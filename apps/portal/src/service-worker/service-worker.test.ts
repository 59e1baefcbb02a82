// The service worker's own file in a context of its own, with the browser's side played here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

const source = readFileSync(join(import.meta.dirname, 'service-worker.js'), 'utf8');
const alpha = '0198c0de-0000-7000-8000-00000000000a';
const beta = '0198c0de-0000-7000-8000-00000000000b';

interface Tab {
  readonly path: string;
  readonly visible?: boolean;
  /** Undefined: does not answer. */
  readonly organisation?: string;
}

function start(tabs: readonly Tab[]) {
  const listeners = new Map<string, (event: object) => void>();
  const shown: string[] = [];
  const led: string[] = [];
  /** What is done once a page was silent for too long: at once for those that are, never for others. */
  const patience: (() => void)[] = [];
  const clients = tabs.map(({ path, visible = true, organisation }) => ({
    url: `https://help.example.org${path}`,
    visibilityState: visible ? 'visible' : 'hidden',
    focus: async () => {},
    postMessage: (message: { type: string; path?: string }, ports?: readonly MessagePort[]) => {
      if (message.type === 'notification.opened') led.push(`${path} ${message.path}`);
      else if (organisation === undefined) patience.at(-1)?.();
      else ports?.[0]?.postMessage(organisation);
    },
  }));
  const self = {
    location: new URL('https://help.example.org/service-worker.js'),
    navigator: { languages: ['en'] },
    addEventListener: (type: string, listener: (event: object) => void) => listeners.set(type, listener),
    clients: {
      matchAll: async () => clients,
      openWindow: async (path: string) => void led.push(`new ${path}`),
    },
    registration: { showNotification: async (title: string) => void shown.push(title) },
  };
  const setTimeout = (work: () => void) => patience.push(work);
  runInContext(source, createContext({ self, URL, MessageChannel, setTimeout, clearTimeout: () => {} }));
  const fire = async (type: string, event: object) => {
    let work: Promise<void> = Promise.resolve();
    listeners.get(type)?.({ ...event, waitUntil: (given: Promise<void>) => (work = given) });
    await work;
  };
  return {
    shown,
    led,
    push: (path: string, tag = 'tag') => fire('push', { data: { json: () => ({ title: path, body: '', path, tag }) } }),
    press: (path: string) => fire('notificationclick', { notification: { close: () => {}, data: { path } } }),
  };
}

const into = (id: string) => `/support/1?organisation=${id}`;

describe('the service worker', () => {
  it.each<[string, readonly Tab[], boolean]>([
    ['shown beside a tab of another organisation', [{ path: '/support', organisation: alpha }], true],
    ['not shown to whoever looks at this one', [{ path: '/computers', organisation: beta }], false],
    ['shown where that tab is hidden', [{ path: '/support', organisation: beta, visible: false }], true],
    [
      'not shown where one of several is visible',
      [
        { path: '/support', organisation: alpha },
        { path: '/connect/request/1', organisation: beta },
      ],
      false,
    ],
    ['shown where a page does not answer', [{ path: '/sign-in' }], true],
    ['shown without any', [], true],
  ])('NOT12: a push is %s', async (_what, tabs, isShown) => {
    const worker = start(tabs);
    await worker.push(into(beta));
    expect(worker.shown).toEqual(isShown ? [into(beta)] : []);
  });

  it('NOT12: what concerns the person alone is not shown beside any tab, and the test always', async () => {
    const worker = start([{ path: '/support', organisation: alpha }]);
    await worker.push('/profile');
    await worker.push('/computers', 'test');
    expect(worker.shown).toEqual(['/computers']);
  });

  it('NOT12: pressed, it leads to a tab of its organisation before others, and never away from a connection', async () => {
    const connection = { path: '/connect/request/1', organisation: beta };
    const [ofAlpha, ofBeta] = [
      { path: '/support', organisation: alpha },
      { path: '/computers', organisation: beta },
    ];
    for (const [tabs, led] of [
      [[connection, ofAlpha, ofBeta], `/computers ${into(beta)}`],
      [[connection, ofAlpha], `/support ${into(beta)}`],
      [[connection], `new ${into(beta)}`],
    ] as const) {
      const worker = start(tabs);
      await worker.press(into(beta));
      expect(worker.led).toEqual([led]);
    }
  });
});
