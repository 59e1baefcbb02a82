// A page as somebody meets it who has a keyboard alone: Tab from end to end, arrows in menus, Escape out of windows.

import type { Page } from 'playwright-core';
import { eventually } from './waiting.ts';

/** What was seen of one thing that got the focus. */
interface Met {
  readonly name: string;
  /** Among those to be met, in the order of the document; -1: something else. */
  readonly index: number;
  readonly fault: string | null;
}

/** Kept by the page while Tab goes through it. */
interface KeyboardWalk {
  /** All that should be met, in the order of the document. */
  readonly wanted: readonly Element[];
  readonly names: readonly string[];
  readonly isMenu: boolean;
  readonly met: Met[];
}

declare global {
  interface Window {
    keyboardWalk?: KeyboardWalk;
  }
}

/** Everything that a keyboard does not reach, reaches unseen, or in an order that jumps back; one line each. */
export async function keyboardFaultsOf(page: Page): Promise<string[]> {
  const { names, isMenu, idle } = await findControls(page);
  const order = isMenu ? [] : await backwardSteps(page);
  await watchFocus(page);
  const key = isMenu ? 'ArrowDown' : 'Tab';
  for (let presses = names.length + idle + 3; presses > 0; presses--) await page.keyboard.press(key);
  const { met, stayed } = await page.evaluate(() => {
    const walk = window.keyboardWalk;
    return { met: walk?.met ?? [], stayed: walk?.wanted.map(({ isConnected }) => isConnected) ?? [] };
  });
  const reached = new Set(met.map(({ index }) => index));
  // A card that goes by itself may have gone.
  const missed = names.filter((_, index) => !reached.has(index) && stayed[index] === true);
  return [
    ...missed.map((name) => `${key} does not lead to ${name}`),
    ...new Set(met.flatMap(({ fault }) => (fault === null ? [] : [fault]))),
    ...(isMenu ? [] : jumpsIn(met)),
    ...order.map((name) => `${name} is above and before what Tab reaches first`),
  ];
}

/** Tab goes through the page as the document has it: once around, from wherever it began. */
function jumpsIn(met: readonly Met[]): string[] {
  const known = met.filter(({ index }) => index >= 0);
  const once = known.filter(({ index }, at) => known.findIndex((one) => one.index === index) === at);
  const back = once.filter(({ index }, at) => at > 0 && index < (once[at - 1]?.index ?? 0));
  return back.length > 1 ? back.map(({ name }) => `Tab jumps back to ${name}`) : [];
}

/**
 * What should be met: in the window that has the focus, else on the whole page. `idle`: buttons that do nothing now and
 * keep their place among them.
 */
function findControls(page: Page): Promise<{ names: readonly string[]; isMenu: boolean; idle: number }> {
  return page.evaluate(() => {
    const controls =
      'a[href], button, input, select, textarea, summary, iframe, [tabindex], [role=button], [role=link]';
    const shown = { opacityProperty: true, visibilityProperty: true };
    const isOpen = (element: Element) => element.checkVisibility(shown);
    const first = document.activeElement;
    const over = [...document.querySelectorAll('[role=menu], [role=dialog][aria-modal=true]')].findLast(isOpen);
    const root = first?.closest('[role=menu], [role=dialog]') ?? over ?? document.body;
    const isMenu = root.getAttribute('role') === 'menu';
    const nameOf = (element: Element) => {
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
      const words = element.getAttribute('aria-label') ?? label ?? element.textContent;
      return `${element.tagName.toLowerCase()} “${words.trim().replaceAll(/\s+/g, ' ').slice(0, 50)}”`;
    };
    const isInGroup = (element: Element) => {
      if (!(element instanceof HTMLInputElement) || element.type !== 'radio' || element.checked) return false;
      const group = [...root.querySelectorAll<HTMLInputElement>('input[type=radio]')];
      const same = group.filter(({ name, form }) => name === element.name && form === element.form);
      return same.some(({ checked }) => checked) || same[0] !== element;
    };
    const isToBeMet = (element: Element) =>
      (!isMenu || (element.getAttribute('role') ?? '').startsWith('menuitem')) &&
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.matches(':disabled, [aria-hidden=true], [data-disabled=true], input[type=file]') &&
      (element.closest('[inert], [aria-hidden=true]') === null || element === root) &&
      !isInGroup(element) &&
      // What only code gives the focus to: the page itself, its headings, windows.
      (element.matches('a[href], button, input, select, textarea, summary') ||
        element.getAttribute('tabindex') === '0' ||
        isMenu);
    const wanted = [...root.querySelectorAll(controls)].filter(isToBeMet);
    const names = wanted.map(nameOf);
    window.keyboardWalk = { wanted, names, isMenu, met: [] };
    const idle = root.querySelectorAll('[data-disabled=true]:not(:disabled)').length;
    return { names, isMenu, idle };
  });
}

/** Where Tab would go up and back at once, against the way people read. */
function backwardSteps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { wanted, names } = window.keyboardWalk ?? { wanted: [], names: [] };
    const boxes = wanted.map((element) => element.getBoundingClientRect());
    return names.filter((_, at) => {
      const box = boxes[at];
      const last = boxes[at - 1];
      if (box === undefined || last === undefined || box.width <= 1 || last.width <= 1) return false;
      return box.bottom <= last.top && box.right <= last.left;
    });
  });
}

/** Notes from now on what gets the focus, and how it shows. */
function watchFocus(page: Page): Promise<void> {
  return page.evaluate(() => {
    const walk = window.keyboardWalk;
    if (walk === undefined) return;
    const { wanted, names, isMenu, met } = walk;
    const first = document.activeElement;
    /** How it looks, with what stands for it: switches and boxes show their focus beside them. */
    const lookOf = (element: Element) => {
      const around = [element, element.parentElement, ...(element.parentElement?.children ?? [])];
      const styles = around
        .filter((one) => one !== null)
        .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')]);
      return styles
        .map((style) =>
          [
            style.outlineStyle === 'none' ? '' : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`,
            style.boxShadow,
            style.borderColor,
            style.backgroundColor,
          ].join(),
        )
        .join(';');
    };
    // What has the focus already is looked at when Tab comes around to it; its own look now tells nothing.
    const before = wanted.map((element) => (element === first ? null : lookOf(element)));

    const isSeen = (element: Element) => {
      // Stands behind what is drawn for it: a switch, a picture of a screen.
      if (getComputedStyle(element).opacity === '0') return true;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const points = [
        [x, y],
        [left + 3, top + 3],
        [right - 3, bottom - 3],
      ] as const;
      return points.some(([across, down]) => {
        const there = document.elementFromPoint(across, down);
        return (
          there !== null && (element.contains(there) || there.contains(element) || there.closest('label') !== null)
        );
      });
    };
    const faultOf = (element: Element, index: number) => {
      if (index < 0) return null;
      if (!isMenu && lookOf(element) === before[index]) return `the focus cannot be seen on ${names[index]}`;
      return isSeen(element) ? null : `something covers ${names[index]} when it has the focus`;
    };
    const note = (target: EventTarget | null) => {
      if (!(target instanceof Element) || target === document.body) return;
      const index = wanted.indexOf(target);
      met.push({ name: names[index] ?? '', index, fault: target === first ? null : faultOf(target, index) });
    };
    note(first);
    document.addEventListener('focusin', ({ target }) => note(target));
  });
}

/** Escape closes what is open over the page and gives the focus back to what opened it, where Enter opens it again. */
export async function escapeAndReturn(page: Page): Promise<void> {
  const windows = page.locator('[role=dialog]:visible, [role=menu]:visible');
  const before = await windows.count();
  if (before === 0) return;
  // In a frame of its own the key would be the frame's.
  while (await page.evaluate(() => document.activeElement?.tagName === 'IFRAME')) await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await eventually(
    'Escape closes one window',
    () => windows.count(),
    (count) => count === before - 1,
  );
  const focused = () =>
    page.evaluate(() => document.activeElement?.matches('a, button, input, select, textarea, [role=dialog]') === true);
  await eventually('the focus is given back', focused, (is) => is);
  await page.keyboard.press('Enter');
  await eventually(
    'Enter opens it again',
    () => windows.count(),
    (count) => count === before,
  );
  const isInside = () => windows.last().evaluate((window) => window.contains(document.activeElement));
  await eventually('the focus goes into it', isInside, (is) => is);
}
