// What must hold on every page in every look: WCAG 2.2 AA as far as axe-core can tell, and nothing beside the window.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
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
      const found = [...(await accessibilityFaults(page)), ...(await overflows(page))];
      faults.push(...found.map((fault) => `${size.width} ${colorScheme}: ${fault}`));
    }
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

async function accessibilityFaults(page: Page): Promise<string[]> {
  // Evaluated by the browser's tools, and so not held up by the page's Content-Security-Policy.
  await page.evaluate(`typeof axe === 'undefined' && (() => {${axeSource}})()`);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.split('\n')[1] ?? ''}`),
  );
}

/** What scrolls sideways, and what is cut off at the side. */
function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.className}`;
    const scrolls = (element: Element) =>
      element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX);
    const isCut = (element: Element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && left < innerWidth && right > innerWidth + 1;
    };
    const root = document.documentElement;
    const wide = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} wide`] : [];
    const all = [...document.body.querySelectorAll('*')];
    const words = [...document.body.querySelectorAll('a, button, input, select, textarea, h1, h2, h3, p, li, dd')];
    return [
      ...wide,
      ...all.filter(scrolls).map((element) => `scrolls sideways: ${name(element)}`),
      ...[...document.querySelectorAll('.mantine-Button-label')]
        .filter((label) => label.scrollWidth > label.clientWidth + 1)
        .map((label) => `a button's words are cut: ${label.textContent}`),
      ...words.filter(isCut).map((element) => `cut off: ${name(element)}`),
    ];
  });
}
