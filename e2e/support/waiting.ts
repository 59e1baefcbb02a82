// Bounded waits that say what was seen instead.

import type { Locator } from 'playwright-core';
import { setTimeout as delay } from 'node:timers/promises';

const limitMs = 12_000;
const pollMs = 20;

/** Looks again and again until it fits; throws with what was seen last. */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  fits: (seen: T) => boolean,
  withinMs = limitMs,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (fits(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`Not in ${withinMs} ms: ${what}. Seen: ${JSON.stringify(seen)}`);
    await delay(pollMs);
  }
}

/** Waits until it can be seen; throws with the text of its page otherwise. */
export async function shows(locator: Locator, withinMs = limitMs): Promise<void> {
  try {
    await locator.first().waitFor({ timeout: withinMs });
  } catch (cause) {
    const text = await locator.page().locator('body').innerText();
    throw new Error(`Not in ${withinMs} ms: ${String(locator)}. The page says:\n${text}`, { cause });
  }
}
