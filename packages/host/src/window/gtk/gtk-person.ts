// Somebody as GTK widgets: picture or initials, name, and what is to be known of them.

import type { WindowElement } from '../content.ts';
import { initialsOf } from '../initials.ts';
import type { Pointer } from '../../native/library.ts';
import { roundPicture } from '../round-picture.ts';
import { type Drawing, type DrawnElement, newParagraph, nothingFocusable } from './gtk-drawing.ts';
import { withSurface } from './gtk-picture.ts';
import { addClasses } from './gtk-style.ts';
import { alignCentre, horizontal, vertical } from './native/gtk.ts';
import type { Toolkit } from './native/toolkit.ts';

/** As the disc behind initials is. */
const avatarSizePx = 48;

type Person = Extract<WindowElement, { kind: 'person' }>;

export function drawPerson({ toolkit }: Drawing, element: Person): DrawnElement {
  const { gtk, atk } = toolkit;
  const row = gtk.newBox(horizontal, 14);
  const avatar = element.picture === undefined ? newInitials(toolkit, element) : newPicture(toolkit, element.picture);
  gtk.setVerticalAlign(avatar.widget, alignCentre);
  // The name follows: initials would be read out as nonsense.
  atk.setRole(gtk.accessible(avatar.widget), atk.roleNamed('filler'));
  atk.setName(gtk.accessible(avatar.widget), ' ');
  const texts = gtk.newBox(vertical, 2);
  gtk.setVerticalAlign(texts, alignCentre);
  const name = newParagraph(toolkit, element.name);
  addClasses(toolkit, name, 'nh-name');
  const detail = newParagraph(toolkit, element.detail);
  addClasses(toolkit, detail, 'nh-quiet');
  for (const label of [name, detail]) gtk.pack(texts, label, 0, 0, 0);
  gtk.pack(row, avatar.widget, 0, 0, 0);
  gtk.pack(row, texts, 1, 1, 0);
  return {
    widget: row,
    focusable: nothingFocusable,
    update(next) {
      if (next.kind !== 'person') return;
      avatar.update(next);
      gtk.setLabel(name, next.name);
      gtk.setLabel(detail, next.detail);
    },
  };
}

interface Avatar {
  readonly widget: Pointer;
  update(person: Person): void;
}

function newInitials(toolkit: Toolkit, { name, live }: Person): Avatar {
  const { gtk } = toolkit;
  const widget = gtk.newLabel(initialsOf(name));
  addClasses(toolkit, widget, 'nh-avatar', ...(live ? ['nh-live'] : []));
  return { widget, update: (next) => gtk.setLabel(widget, initialsOf(next.name)) };
}

function newPicture(toolkit: Toolkit, picture: string): Avatar {
  const widget = toolkit.gtk.newImage();
  let shown = '';
  const show = (wanted: string): void => {
    if (wanted === shown) return;
    shown = wanted;
    paint(toolkit, widget, wanted);
  };
  show(picture);
  return { widget, update: (next) => next.picture !== undefined && show(next.picture) };
}

function paint(toolkit: Toolkit, image: Pointer, picture: string): void {
  const { gtk } = toolkit;
  const scale = Math.max(1, gtk.scaleOf(image));
  const round = roundPicture(picture, avatarSizePx * scale);
  if (round === null) return gtk.setImage(image, null);
  withSurface(toolkit, round, (surface) => {
    toolkit.cairo.setSurfaceScale(surface, scale, scale);
    gtk.setImage(image, surface);
  });
}
