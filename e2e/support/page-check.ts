// What must hold on every page in every look: WCAG 2.2 AA as far as axe-core can tell, and nothing beside the window.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { cutsOf } from './page-cuts.ts';
import { inOtherLanguages } from './page-languages.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** In the dark nothing else than colours is different. */
const options: Readonly<Record<'light' | 'dark', RunOptions>> = {
  light: { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] },
  dark: { runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes: ['violations'] },
};

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const colorSchemes = ['light', 'dark'] as const;

/** Everything that is wrong with what the page shows, over light and dark, desktop and phone; one line each. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of colorSchemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await settle(page);
      const found = await accessibilityFaults(page, options[colorScheme]);
      faults.push(...found.map((fault) => `${size.width} ${colorScheme}: ${fault}`));
    }
    faults.push(...(await cutsOf(page)).map((fault) => `${size.width}: ${fault}`));
  }
  await page.setViewportSize(sizes[0]);
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}

/** Colours that are still changing would be judged half way. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

async function accessibilityFaults(page: Page, run: RunOptions): Promise<string[]> {
  // Evaluated by the browser's tools, and so not held up by the page's Content-Security-Policy.
  await page.evaluate(`typeof axe === 'undefined' && (() => {${axeSource}})()`);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(run)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.split('\n')[1] ?? ''}`),
  );
}

/** What does not fit in the languages that are not English, on a desk and on a phone. */
export async function wordFaultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  await inOtherLanguages(page, async (locale) => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      await settle(page);
      faults.push(...(await cutsOf(page)).map((fault) => `${size.width} ${locale}: ${fault}`));
    }
  });
  await page.setViewportSize(sizes[0]);
  return faults;
}
