// The guided tour: offered at the first sign-in, taken by keyboard, kept in the help menu.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/page-check.ts';
import { type Portal, openPortal } from '../support/portal.ts';

let portal: Portal;
let page: Page;

beforeAll(async () => {
  portal = await openPortal();
  ({ page } = portal);
});
afterAll(() => portal?.close());

const offer = () => page.getByText('New here? Let us show you around.');
const stop = (title: string) => page.getByRole('dialog', { name: title });

/** From stop to stop by keyboard; answers the titles. */
async function walkThrough(): Promise<string[]> {
  const titles: string[] = [];
  for (let at = 1; ; at++) {
    await page.getByText(new RegExp(`^${at} (of|sur|de) \\d$`)).waitFor();
    const dialog = page.locator('.driver-popover');
    titles.push((await dialog.locator('.driver-popover-title').textContent()) ?? '');
    const box = await dialog.boundingBox();
    const size = page.viewportSize();
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= (size?.width ?? 0)).toBe(true);
    const [, last = ''] = /\d (?:of|sur|de) (\d)/.exec((await dialog.textContent()) ?? '') ?? [];
    await page.keyboard.press('ArrowRight');
    if (String(at) === last) break;
  }
  await page.locator('.driver-popover').waitFor({ state: 'detached' });
  return titles;
}

describe('tour', () => {
  it('PRO8, PRO9: is offered, and led through by keyboard', async () => {
    await offer().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start the tour' }).press('Enter');
    await stop('Remote support').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const kept = page.waitForResponse((it) => it.request().method() === 'PATCH' && it.url().endsWith('/api/me'));
    const titles = await walkThrough();
    expect(titles).toEqual(['Remote support', 'Computers', 'Team', 'Host', 'Notifications', 'Help', 'Your menu']);
    await offer().waitFor({ state: 'detached' });
    await kept;
    await page.reload();
    await page.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();
    expect(await offer().count()).toBe(0);
  });

  it('PRO9: opened wide and then narrowed, it keeps off the edges', async () => {
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Take the tour' }).click();
    await stop('Remote support').waitFor();
    for (const width of [390, 1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await expect
        .poll(async () => {
          const box = await stop('Remote support').boundingBox();
          return box !== null && box.x >= 8 && box.x + box.width <= width - 8 && box.y + box.height < 844 - 8;
        })
        .toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.locator('.driver-popover').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('PRO8, PRO9: is in the help menu, on a phone and in French too, and Escape ends it', async () => {
    await page.getByRole('button', { name: 'Your menu' }).click();
    await page.getByRole('menuitemradio', { name: 'Français' }).click();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Aide', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Faire la visite' }).click();
    await stop('Assistance à distance').waitFor();
    expect(await walkThrough()).toHaveLength(7);
    await page.getByRole('button', { name: 'Aide', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Faire la visite' }).click();
    await stop('Assistance à distance').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.driver-popover').waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-tour'))).toBe('help');
  });

  it('PRO9: misses no key, however quickly they are pressed, and an end at once is an end', async () => {
    const take = async () => {
      await page.getByRole('button', { name: 'Aide', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Faire la visite' }).click();
      await stop('Assistance à distance').waitFor();
    };
    await take();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    await stop('Équipe').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.driver-popover').waitFor({ state: 'detached' });
    const told = page.waitForRequest((request) => request.method() === 'PATCH' && request.url().endsWith('/api/me'));
    await take();
    await page.keyboard.press('Escape');
    expect((await told).postDataJSON()).toEqual({ tour: 'done' });
  });
});
