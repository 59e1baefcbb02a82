// The portal as an installed program: its service worker without a network and with pushes, and what the profile says.

import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { TestServer } from '../support/server.ts';
import { createRequest, newProfile, setUp } from '../support/technician.ts';
import { shows } from '../support/waiting.ts';

const wait = { timeout: 30_000 };

let server: TestServer;
let browser: Browser;
let profile: BrowserContext;
let page: Page;

beforeAll(async () => {
  server = await TestServer.start({ args: ['--name', 'Fjord IT'] });
  browser = await launchBrowser();
  profile = await newProfile(browser);
  page = await profile.newPage();
  await setUp(page, await server.setupLink());
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Delivers what a push service would, after the browser has decrypted it. */
async function pusher(over: Page): Promise<(data: string) => Promise<void>> {
  const session: CDPSession = await profile.newCDPSession(over);
  const found = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${server.url}/`);
      if (own !== undefined) resolve(own.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await found;
  return async (data) => {
    await session.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data });
  };
}

const shownIn = (over: Page) => () =>
  over.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/support');
    const shown = (await registration?.getNotifications()) ?? [];
    return shown.map(({ title, data }) => `${title} ${String(data.path)}`).toSorted();
  });

describe('the installed portal', () => {
  it('POR16: has a manifest under the server’s name, with icons that are there, one of them maskable', async () => {
    const href = await page.locator('link[rel=manifest]').getAttribute('href');
    const manifest = await (await page.request.get(`${server.url}${href}`)).json();
    expect(manifest).toMatchObject({ name: 'Fjord IT', display: 'standalone', start_url: '/support', scope: '/' });
    const icons = manifest.icons as { src: string; sizes: string; purpose: string }[];
    expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ]);
    for (const { src, sizes } of icons) {
      const size = await page.evaluate(async (address) => {
        const picture = await createImageBitmap(await (await fetch(address)).blob());
        return `${picture.width}x${picture.height}`;
      }, src);
      expect(size).toBe(sizes);
    }
    const session = await profile.newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  });

  it('POR17: says that there is no connection, and keeps nothing that could be old', async () => {
    await page.reload();
    await shows(page.getByRole('heading', { name: 'Remote support', level: 1 }));
    await profile.setOffline(true);
    await page.goto(`${server.url}/computers`);
    await shows(page.getByRole('heading', { name: 'No connection' }));
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
    await profile.setOffline(false);
    await page.getByRole('link', { name: 'Try again' }).click();
    await shows(page.getByRole('heading', { name: 'Computers', level: 1 }));
    const headers = (await page.request.get(`${server.url}/service-worker.js`)).headers();
    expect(headers['cache-control']).toBe('no-cache');
  });

  it('POR17: leaves the pages of customers and the API alone', async () => {
    const visitor = await profile.newPage();
    await profile.setOffline(true);
    await expect(visitor.goto(`${server.url}/join`)).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
    await expect(visitor.goto(`${server.url}/api/server`)).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
    await profile.setOffline(false);
    await visitor.goto(`${server.url}/join`);
    await shows(visitor.getByRole('heading', { name: 'Get help' }));
    await visitor.close();
    const stranger = await (await newProfile(browser)).newPage();
    await stranger.goto(`${server.url}/sign-in`);
    await shows(stranger.getByRole('heading', { name: 'Sign in' }));
    expect(await stranger.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    await stranger.context().close();
  });

  it('NOT11: the profile says that there is no push service, and what happens instead', async () => {
    await profile.grantPermissions(['notifications'], { origin: server.url });
    await page.goto(`${server.url}/profile#notifications`);
    await page.getByRole('button', { name: 'Also when it is closed' }).click();
    await shows(page.getByText('The push service of your browser cannot be reached from here.'));
    const state = await (await page.request.get(`${server.url}/api/push`)).json();
    expect(state).toMatchObject({ subscribed: false, publicKey: expect.stringMatching(/^[\w-]{87}$/) });
  });

  it('NOT12: what is pushed is not shown to whoever looks, and leads to the tab that is there', async () => {
    await page.goto(`${server.url}/support`);
    await createRequest(page, 'Ana Silva');
    await page.getByRole('link', { name: 'Ana Silva', exact: true }).click();
    const path = new URL(page.url()).pathname;
    await page.goto(`${server.url}/computers`);
    const visitor = await profile.newPage();
    await visitor.goto(`${server.url}/join`);
    const push = await pusher(visitor);
    const shown = shownIn(visitor);
    const told = (title: string, to: string, tag = title) => JSON.stringify({ title, body: '', path: to, tag });
    await push(told('Seen', path));
    await push(told('The test', '/profile', 'test'));
    await expect.poll(shown, wait).toEqual(['The test /profile']);
    const [worker] = profile.serviceWorkers();
    if (worker === undefined) throw new Error('There is no service worker');
    await push(told('Press me', path, 'test'));
    await expect.poll(shown, wait).toEqual([`Press me ${path}`]);
    await worker.evaluate(`(async () => {
      const [notification] = await self.registration.getNotifications();
      self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
    })()`);
    await expect.poll(() => new URL(page.url()).pathname, wait).toBe(path);
    await page.close();
    await push(told('Ana Silva is ready for you', path));
    await expect.poll(shown, wait).toEqual([`Ana Silva is ready for you ${path}`]);
    for (const bad of ['not json', '{}', 'null']) await push(bad);
    await push(told('Elsewhere', '//evil.example/x'));
    const expected = [`Ana Silva is ready for you ${path}`, 'Elsewhere /support', 'There is something new /support'];
    await expect.poll(shown, wait).toEqual(expected);
  });
});
