// Choosing one of a long list, as somebody does who types a part of its name.

import type { Page } from 'playwright-core';
import { eventually } from './waiting.ts';

/** `typed` is in what is chosen, and in nothing else of that list. */
export async function choose(page: Page, field: string, typed: string): Promise<void> {
  const box = page.getByRole('combobox', { name: field, exact: true });
  await box.fill(typed);
  const options = page.getByRole('listbox', { name: field, exact: true }).getByRole('option');
  // The server searches: until it has answered, others are there, and what is pressed may move away.
  await eventually(
    `nothing but ${typed} offered by ${field}`,
    () => options.allTextContents(),
    ([only, ...others]) => only?.includes(typed) === true && others.length === 0,
  );
  await options.click();
  const isChosen = async () => (await box.getAttribute('aria-expanded')) === 'false' && (await box.inputValue());
  await eventually(`${typed} in ${field}`, isChosen, (value) => value !== false && value.includes(typed));
}
