// One element of a window's content as GTK widgets: made once, changed in place afterwards.

import type { WindowElement } from '../content.ts';
import { drawButtons, drawCheck, drawChoice, drawField } from './gtk-controls.ts';
import { type Drawing, type DrawnElement, newParagraph, nothingFocusable } from './gtk-drawing.ts';
import { addClasses } from './gtk-style.ts';
import { drawPerson } from './gtk-person.ts';
import { drawLog } from './gtk-log.ts';
import { alignFill, horizontal, vertical } from './native/gtk.ts';

export function drawElement(drawing: Drawing, element: WindowElement): DrawnElement {
  switch (element.kind) {
    case 'heading':
      return drawLine(drawing, element, 'nh-heading', 'heading');
    case 'subheading':
      return drawLine(drawing, element, 'nh-subheading', 'heading');
    case 'text':
      return drawText(drawing, element);
    case 'person':
      return drawPerson(drawing, element);
    case 'notice':
      return drawNotice(drawing, element);
    case 'words':
      return drawWords(drawing, element);
    case 'check':
      return drawCheck(drawing, element);
    case 'field':
      return drawField(drawing, element);
    case 'choice':
      return drawChoice(drawing, element);
    case 'buttons':
      return drawButtons(drawing, element);
    case 'log':
      return drawLog(drawing, element);
  }
}

function drawLine(
  { toolkit }: Drawing,
  element: WindowElement & { readonly text: string },
  looks: string,
  role: string,
): DrawnElement {
  const { gtk, atk } = toolkit;
  const label = newParagraph(toolkit, element.text);
  addClasses(toolkit, label, looks);
  atk.setRole(gtk.accessible(label), atk.roleNamed(role));
  return {
    widget: label,
    focusable: nothingFocusable,
    update: (next) => 'text' in next && gtk.setLabel(label, next.text),
  };
}

function drawText(drawing: Drawing, element: Extract<WindowElement, { kind: 'text' }>): DrawnElement {
  const { toolkit } = drawing;
  const { tone } = element;
  if (tone === 'problem') {
    const drawn = drawLine(drawing, element, 'nh-problem', 'alert');
    toolkit.gtk.setHorizontalAlign(drawn.widget, alignFill);
    return drawn;
  }
  const label = newParagraph(toolkit, element.text);
  if (tone === 'quiet') addClasses(toolkit, label, 'nh-quiet');
  return {
    widget: label,
    focusable: nothingFocusable,
    update: (next) => next.kind === 'text' && toolkit.gtk.setLabel(label, next.text),
  };
}

function drawNotice({ toolkit }: Drawing, element: Extract<WindowElement, { kind: 'notice' }>): DrawnElement {
  const { gtk } = toolkit;
  const box = gtk.newBox(vertical, 4);
  addClasses(toolkit, box, 'nh-notice');
  const title = newParagraph(toolkit, element.title);
  addClasses(toolkit, title, 'nh-subheading');
  const text = newParagraph(toolkit, element.text);
  for (const label of [title, text]) gtk.pack(box, label, 0, 0, 0);
  return {
    widget: box,
    focusable: nothingFocusable,
    update(next) {
      if (next.kind !== 'notice') return;
      gtk.setLabel(title, next.title);
      gtk.setLabel(text, next.text);
    },
  };
}

function drawWords({ toolkit }: Drawing, element: Extract<WindowElement, { kind: 'words' }>): DrawnElement {
  const { gtk } = toolkit;
  const box = gtk.newBox(horizontal, 8);
  gtk.setHomogeneous(box, 1);
  const labels = element.words.map((word) => {
    const label = gtk.newLabel(word);
    addClasses(toolkit, label, 'nh-words');
    gtk.pack(box, label, 1, 1, 0);
    return label;
  });
  return {
    widget: box,
    focusable: nothingFocusable,
    update(next) {
      if (next.kind !== 'words') return;
      for (const [index, label] of labels.entries()) gtk.setLabel(label, next.words[index] ?? '');
    },
  };
}
