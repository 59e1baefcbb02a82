// Somebody as GTK widgets: initials, name, and what is to be known of them.

import type { WindowElement } from '../content.ts';
import { initialsOf } from '../initials.ts';
import { type Drawing, type DrawnElement, newParagraph, nothingFocusable } from './gtk-drawing.ts';
import { addClasses } from './gtk-style.ts';
import { alignCentre, horizontal, vertical } from './native/gtk.ts';

export function drawPerson({ toolkit }: Drawing, element: Extract<WindowElement, { kind: 'person' }>): DrawnElement {
  const { gtk, atk } = toolkit;
  const row = gtk.newBox(horizontal, 14);
  const avatar = gtk.newLabel(initialsOf(element.name));
  addClasses(toolkit, avatar, 'nh-avatar', ...(element.live ? ['nh-live'] : []));
  gtk.setVerticalAlign(avatar, alignCentre);
  // The name follows: initials would be read out as nonsense.
  atk.setRole(gtk.accessible(avatar), atk.roleNamed('filler'));
  atk.setName(gtk.accessible(avatar), ' ');
  const texts = gtk.newBox(vertical, 2);
  gtk.setVerticalAlign(texts, alignCentre);
  const name = newParagraph(toolkit, element.name);
  addClasses(toolkit, name, 'nh-name');
  const detail = newParagraph(toolkit, element.detail);
  addClasses(toolkit, detail, 'nh-quiet');
  for (const label of [name, detail]) gtk.pack(texts, label, 0, 0, 0);
  gtk.pack(row, avatar, 0, 0, 0);
  gtk.pack(row, texts, 1, 1, 0);
  return {
    widget: row,
    focusable: nothingFocusable,
    update(next) {
      if (next.kind !== 'person') return;
      gtk.setLabel(avatar, initialsOf(next.name));
      gtk.setLabel(name, next.name);
      gtk.setLabel(detail, next.detail);
    },
  };
}
