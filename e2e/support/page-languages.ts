// The same page in every language, as it stands: with its window, its menu, its errors.

import { type Locale, localeSchema } from '@nearhand/protocol';
import type { Page } from 'playwright-core';

export const otherLocales: readonly Locale[] = localeSchema.options.filter((locale) => locale !== 'en');

/** Shows it in each language that is not English, and in English again. Pages of one language are left alone. */
export async function inOtherLanguages(page: Page, look: (locale: Locale) => Promise<void>): Promise<void> {
  const show = await switchOf(page);
  if (show === null) return;
  for (const locale of otherLocales) {
    await show(locale);
    await look(locale);
  }
  await show('en');
}

/** The portal hears of it as from another tab, the agent's page has buttons, pages for customers have links. */
async function switchOf(page: Page): Promise<((locale: Locale) => Promise<unknown>) | null> {
  const shown = (locale: Locale) => page.locator(`html[lang=${locale}]`).waitFor({ state: 'attached' });
  if ((await page.locator('#root').count()) > 0) {
    return async (locale) => {
      await page.evaluate((newValue) => {
        window.dispatchEvent(new StorageEvent('storage', { key: 'nearhand.language', newValue }));
      }, locale);
      await shown(locale);
    };
  }
  if ((await page.locator('button[lang=fr]').count()) > 0) {
    return async (locale) => {
      await page.locator(`button[lang=${locale}]`).click();
      await shown(locale);
    };
  }
  const address = page.url();
  const links = await page
    .locator('a[hreflang]')
    .evaluateAll((all) =>
      all.map((link) => (link instanceof HTMLAnchorElement ? { locale: link.hreflang, href: link.href } : null)),
    );
  if (links.length === 0) return null;
  return (locale) => page.goto(links.find((link) => link?.locale === locale)?.href ?? address);
}
