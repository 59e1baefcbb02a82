// The customer's first steps: opens the invitation, downloads the program with the browser, as soon as the server has built
// it.

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from './waiting.ts';

const buildLimitMs = 400_000;

/** Answers the path of what was saved. `system` as the page names it. */
export async function downloadProgram(page: Page, link: string, system: string, folder: string): Promise<string> {
  await page.goto(link);
  const button = page.getByRole('link', { name: `Download for ${system}` });
  await eventually(
    'the program to be built',
    async () => {
      await page.reload();
      return button.count();
    },
    (count) => count === 1,
    buildLimitMs,
  );
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const saved = join(folder, download.suggestedFilename());
  await download.saveAs(saved);
  await page.getByText(/^[\d.]+ of [\d.]+ MB on their way to you$/).waitFor();
  return saved;
}
