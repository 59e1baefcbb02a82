// Words that do not fit: what scrolls sideways, is cut off, covered by its box, stands letter below letter, or breaks a
// button into three lines.

import type { Page } from 'playwright-core';

/** One line for each of what the page shows. */
export function cutsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const name = (element: Element) => {
      const words = element.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 60);
      return `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${words}”`;
    };
    const isShown = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.getBoundingClientRect().width > 1;
    const scrolls = (element: Element) =>
      element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX);
    const isBeside = (element: Element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < innerWidth && right > innerWidth + 1;
    };
    const own = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== '');
    // Names and addresses of people may be long, and end in dots on purpose.
    const mayHide = '.nh-ellipsis, .nh-hidden, input, textarea, [data-may-hide]';
    const hides = (element: Element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      return (
        (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 4)
      );
    };
    const pen = document.createElement('canvas').getContext('2d');
    const isNarrow = (element: Element) => {
      if (!(element instanceof HTMLSelectElement) || pen === null) return false;
      const { font, paddingLeft, paddingRight } = getComputedStyle(element);
      pen.font = font;
      const room = element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      return pen.measureText(element.selectedOptions[0]?.label ?? '').width > room + 1;
    };
    const linesOf = (element: Element) => {
      const bottoms = new Set<number>();
      const range = document.createRange();
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        range.selectNodeContents(texts.currentNode);
        for (const { width, bottom } of range.getClientRects()) if (width > 1) bottoms.add(Math.round(bottom / 8));
      }
      return bottoms.size;
    };
    const isSqueezed = (element: Element) =>
      element.getBoundingClientRect().width < 2.5 * Number.parseFloat(getComputedStyle(element).fontSize) &&
      linesOf(element) > 3;
    const isControl = (element: Element) =>
      element.matches(
        '.mantine-Button-root, .mantine-SegmentedControl-label, [role=tab], .button, button[type=submit]',
      );
    const root = document.documentElement;
    const all = [...document.body.querySelectorAll('*')].filter(isShown);
    const words = all.filter((element) => own(element) || element.matches('input, select, textarea, button, a'));
    return [
      ...(root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} wide`] : []),
      ...all.filter(scrolls).map((element) => `scrolls sideways: ${name(element)}`),
      ...words.filter(isBeside).map((element) => `cut off: ${name(element)}`),
      ...words
        .filter((element) => hides(element) && element.closest(mayHide) === null)
        .map((element) => `words are cut: ${name(element)}`),
      ...words.filter(isSqueezed).map((element) => `letter below letter: ${name(element)}`),
      ...all.filter(isNarrow).map((element) => `a choice is cut: ${name(element)}`),
      ...all
        .filter((element) => isControl(element) && linesOf(element) > 2)
        .map((element) => `a button of ${linesOf(element)} lines: ${name(element)}`),
    ];
  });
}
