// Every page and window, in light and dark, on a desk and on a phone: accessible, within its window, quiet.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/page-check.ts';
import { PageWalk, stops } from '../support/page-walk.ts';

let walk: PageWalk;

beforeAll(async () => {
  walk = await PageWalk.start();
});
afterAll(() => walk?.close());

describe('every page', () => {
  it.each(stops)('POR12: $name', async ({ show }) => {
    expect(await faultsOf(await show(walk))).toEqual([]);
  });

  it('ran no script that failed and none that the policy forbids (attack 22)', () => {
    expect(walk.problems).toEqual([]);
  });

  it('would have been found to have a fault', async () => {
    await walk.visitor.setContent(
      '<button></button><p style="width: 1500px; color: #777; background: #888">A word</p>',
    );
    const faults = (await faultsOf(walk.visitor)).join('\n');
    expect(faults).toMatch(/^1440 light: button-name/m);
    expect(faults).toMatch(/^390 dark: color-contrast/m);
    expect(faults).toMatch(/^390 light: the page is 1\d+ wide/m);
  });
});
