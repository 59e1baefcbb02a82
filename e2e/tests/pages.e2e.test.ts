// Every page and window, in light and dark, on a desk and on a phone: accessible, within its window, quiet.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf, wordFaultsOf } from '../support/page-check.ts';
import { cutsOf } from '../support/page-cuts.ts';
import { escapeAndReturn, keyboardFaultsOf } from '../support/page-keyboard.ts';
import { PageWalk, stops } from '../support/page-walk.ts';

let walk: PageWalk;

beforeAll(async () => {
  walk = await PageWalk.start();
});
afterAll(() => walk?.close());

describe('every page', () => {
  describe.each(stops)('$name', ({ show, keyboard = true, isKept = false }) => {
    let page: Page;
    beforeAll(async () => {
      page = await show(walk);
    });

    it('POR12: fits and is accessible', async () => {
      expect(await faultsOf(page)).toEqual([]);
    });

    it('POR18: fits in every language', async () => {
      expect(await wordFaultsOf(page)).toEqual([]);
    });

    it.runIf(keyboard)('POR13: is met by keyboard alone', async () => {
      expect(await keyboardFaultsOf(page)).toEqual([]);
      if (!isKept) await escapeAndReturn(page);
    });
  });

  it('ran no script that failed and none that the policy forbids (attack 22)', () => {
    expect(walk.problems).toEqual([]);
  });

  it('would have been found to be out of reach, unseen or cut', async () => {
    await walk.visitor.setContent(
      `<button>One</button><button tabindex="-1">Two</button><button style="outline: none">Three</button>
       <div style="width: 30px; overflow: hidden; white-space: nowrap">Many words</div>
       <div style="width: 20px; overflow-wrap: anywhere">Invited</div>`,
    );
    expect(await keyboardFaultsOf(walk.visitor)).toEqual([
      'Tab does not lead to button “Two”',
      'the focus cannot be seen on button “Three”',
    ]);
    expect(await cutsOf(walk.visitor)).toEqual([
      expect.stringMatching(/^words are cut: div/),
      expect.stringMatching(/^letter below letter: div/),
    ]);
  });

  it('would have been found to have a fault', async () => {
    await walk.visitor.setContent(
      '<button></button><p style="width: 1500px; color: #777; background: #888">A word</p>',
    );
    const faults = (await faultsOf(walk.visitor)).join('\n');
    expect(faults).toMatch(/^1440 light: button-name/m);
    expect(faults).toMatch(/^390 dark: color-contrast/m);
    expect(faults).toMatch(/^390: the page is 1\d+ wide/m);
  });
});
