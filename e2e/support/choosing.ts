// Choosing one of a long list, as somebody does who types a part of its name.

import type { Page } from 'playwright-core';
import { eventually } from './waiting.ts';

/** `typed` is in what is chosen, and in nothing else of that list. */
export async function choose(page: Page, field: string, typed: string): Promise<void> {
  const box = page.getByRole('combobox', { name: field, exact: true });
  await box.fill(typed);
  await page.getByRole('listbox', { name: field, exact: true }).getByRole('option').filter({ hasText: typed }).click();
  const isChosen = async () => (await box.getAttribute('aria-expanded')) === 'false' && (await box.inputValue());
  await eventually(`${typed} in ${field}`, isChosen, (value) => value !== false && value.includes(typed));
}
