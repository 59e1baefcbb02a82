// What was said, as GTK widgets: lines below each other in a part that scrolls, the newest in sight.

import type { WindowElement } from '../content.ts';
import type { Pointer } from '../../native/library.ts';
import { type Drawing, type DrawnElement, newParagraph, nothingFocusable } from './gtk-drawing.ts';
import { addClasses } from './gtk-style.ts';
import { automatic, never, vertical } from './native/gtk.ts';

type LogElement = Extract<WindowElement, { kind: 'log' }>;

const heightPx = 220;

export function drawLog({ toolkit, signals }: Drawing, element: LogElement): DrawnElement {
  const { gtk, atk } = toolkit;
  const scrolled = gtk.newScrolled(null, null);
  gtk.setScrollPolicy(scrolled, never, automatic);
  gtk.setMinimumHeight(scrolled, heightPx);
  const lines = gtk.newBox(vertical, 6);
  gtk.setBorder(lines, 10);
  gtk.add(scrolled, lines);
  atk.setName(gtk.accessible(lines), element.label);
  atk.setRole(gtk.accessible(lines), atk.roleNamed('log'));
  const place = gtk.scrollPlace(scrolled);
  signals.on(place, 'changed', () => gtk.setPlace(place, gtk.placeLimit(place)));
  let drawn: { readonly key: string; readonly label: Pointer }[] = [];
  const draw = (next: LogElement): void => {
    const keys = next.lines.map(({ who, text }) => `${who}: ${text}`);
    const isLonger = drawn.every(({ key }, index) => key === keys[index]);
    if (!isLonger) {
      for (const { label } of drawn) gtk.destroy(label);
      drawn = [];
    }
    for (const key of keys.slice(drawn.length)) {
      const label = newParagraph(toolkit, key);
      gtk.pack(lines, label, 0, 0, 0);
      gtk.show(label);
      drawn.push({ key, label });
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
