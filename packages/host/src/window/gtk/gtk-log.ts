// What was said, as GTK widgets: lines below each other in a part that scrolls, the newest in sight.

import type { WindowElement } from '../content.ts';
import type { Pointer } from '../../native/library.ts';
import { type Drawing, type DrawnElement, newParagraph, nothingFocusable } from './gtk-drawing.ts';
import { addClasses } from './gtk-style.ts';
import { automatic, never, vertical } from './native/gtk.ts';
import type { Toolkit } from './native/toolkit.ts';

type LogElement = Extract<WindowElement, { kind: 'log' }>;

const heightPx = 220;

export function drawLog({ toolkit, signals }: Drawing, element: LogElement): DrawnElement {
  const { gtk, atk } = toolkit;
  const scrolled = gtk.newScrolled(null, null);
  gtk.setScrollPolicy(scrolled, never, automatic);
  gtk.setOverlayScrolling(scrolled, 0);
  gtk.setMinimumHeight(scrolled, heightPx);
  const lines = gtk.newBox(vertical, 2);
  gtk.setBorder(lines, 10);
  gtk.add(scrolled, lines);
  atk.setName(gtk.accessible(lines), element.label);
  atk.setRole(gtk.accessible(lines), atk.roleNamed('log'));
  const place = gtk.scrollPlace(scrolled);
  signals.on(place, 'changed', () => gtk.setPlace(place, gtk.placeLimit(place)));
  let drawn: { readonly key: string; readonly labels: readonly Pointer[] }[] = [];
  const draw = (next: LogElement): void => {
    const keys = next.lines.map(({ who, text }) => JSON.stringify([who, text]));
    const isLonger = drawn.every(({ key }, index) => key === keys[index]);
    if (!isLonger) {
      for (const label of drawn.flatMap(({ labels }) => labels)) gtk.destroy(label);
      drawn = [];
    }
    for (const [index, said] of next.lines.entries()) {
      if (index < drawn.length) continue;
      const labels = newLabels(toolkit, said, next.lines[index - 1]?.who);
      for (const label of labels) {
        gtk.pack(lines, label, 0, 0, 0);
        gtk.show(label);
      }
      drawn.push({ key: keys[index] ?? '', labels });
    }
  };
  draw(element);
  addClasses(toolkit, scrolled, 'nh-log');
  const title = newParagraph(toolkit, element.label);
  addClasses(toolkit, title, 'nh-subheading');
  const box = gtk.newBox(vertical, 6);
  for (const part of [title, scrolled]) gtk.pack(box, part, 0, 0, 0);
  return { widget: box, focusable: nothingFocusable, update: (next) => next.kind === 'log' && draw(next) };
}

/**
 * Who said it stands above what was said, once for what one person says in a row. Without a box of their own: GTK would
 * lay out long texts several times as often.
 */
function newLabels(
  toolkit: Toolkit,
  { who, text }: LogElement['lines'][number],
  before: string | undefined,
): Pointer[] {
  const words = newParagraph(toolkit, breakable(text));
  if (who === before) return [words];
  const name = newParagraph(toolkit, breakable(who));
  addClasses(toolkit, name, 'nh-name');
  toolkit.gtk.setMarginTop(name, before === undefined ? 0 : 6);
  return [name, words];
}

/**
 * Lines may end within long words: Pango takes seconds to find such places by itself, and draws hyphens there that were not
 * written.
 */
function breakable(text: string): string {
  return text.replaceAll(/\S{16}(?![\p{M}\u200d])/gu, '$&\u200b');
}
