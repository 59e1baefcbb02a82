// The stops that depend on the device: the guided tour, whether it may show notifications, and no connection at all.

import type { Page } from 'playwright-core';
import type { PageWalk, Stop } from './page-walk.ts';
import { shows } from './waiting.ts';

export const tourStops: readonly Stop[] = [
  {
    name: 'tour',
    show: async (walk) => {
      await walk.portal.getByRole('menuitem', { name: 'Take the tour' }).click();
      await shows(walk.portal.getByRole('dialog', { name: 'Remote support' }));
      return walk.portal;
    },
    // Pressed again, what has the focus then opens the menu.
    isKept: true,
  },
  {
    name: 'tour, its end',
    show: async ({ portal }) => {
      for (const part of ['Computers', 'Team', 'Host', 'Notifications', 'Help', 'Your menu']) {
        await portal.keyboard.press('ArrowRight');
        await shows(portal.getByRole('dialog', { name: part }));
      }
      return portal;
    },
    isKept: true,
  },
];

export const deviceStops: readonly Stop[] = [
  {
    name: 'notifications, not asked for yet',
    show: (walk) => settings(walk, walk.portal, 'does not show system notifications yet'),
  },
  {
    name: 'notifications, refused',
    show: async (walk) => {
      const page = await walk.portal.context().newPage();
      await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { value: 'denied' }));
      return settings(walk, page, 'Your browser blocks notifications');
    },
  },
  {
    name: 'notifications, not supported',
    show: async (walk) => {
      const page = await walk.portal.context().newPage();
      await page.addInitScript(() => Reflect.deleteProperty(window, 'Notification'));
      return settings(walk, page, 'This browser cannot show system notifications.');
    },
  },
  {
    name: 'notifications, from open tabs',
    show: async (walk) => {
      await walk.portal.context().grantPermissions(['notifications'], { origin: walk.server.url });
      return settings(walk, walk.portal, 'while the portal is open in a tab');
    },
  },
  {
    name: 'notifications, no push service',
    show: async ({ portal }) => {
      await portal.getByRole('button', { name: 'Also when it is closed' }).click();
      await shows(portal.getByText('cannot be reached from here'));
      return portal;
    },
  },
  {
    name: 'notifications, pushed',
    show: async (walk) => {
      await walk.portal.route('**/api/push', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...(await answer.json()), subscribed: true } });
      });
      const page = await settings(walk, walk.portal, 'also when the portal is closed');
      await page.unroute('**/api/push');
      await page.context().clearPermissions();
      return page;
    },
  },
  {
    name: 'no connection',
    show: async (walk) => {
      const page = await walk.portal.context().newPage();
      await walk.open(page, '/computers', 'Computers');
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
      await page.context().setOffline(true);
      await walk.open(page, '/computers', 'No connection');
      await page.context().setOffline(false);
      return page;
    },
  },
];

/** The notification choices of the profile. */
async function settings(walk: PageWalk, page: Page, words: string): Promise<Page> {
  // With another fragment only, the page would not be read anew.
  await page.goto('about:blank');
  await walk.open(page, '/profile#notifications', 'Notifications');
  await shows(page.getByText(words));
  return page;
}
