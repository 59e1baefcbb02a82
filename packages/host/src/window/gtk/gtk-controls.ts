// What can be pressed, ticked, typed into and chosen, as GTK widgets.

import type { ButtonRole, WindowElement } from '../content.ts';
import type { Pointer } from '../../native/library.ts';
import { type Drawing, type DrawnElement, newParagraph } from './gtk-drawing.ts';
import { addClasses } from './gtk-style.ts';
import { horizontal, vertical } from './native/gtk.ts';
import type { Toolkit } from './native/toolkit.ts';

const buttonLooks: Readonly<Record<ButtonRole, readonly string[]>> = {
  primary: ['nh-button', 'nh-primary'],
  danger: ['nh-button', 'nh-danger'],
  plain: ['nh-button'],
};
/** Where a tick box's text begins. */
const checkIndentPx = 26;

export function drawButtons(
  { toolkit, signals, emit, accessLabel }: Drawing,
  element: Extract<WindowElement, { kind: 'buttons' }>,
): DrawnElement {
  const { gtk } = toolkit;
  const row = gtk.newBox(horizontal, 12);
  gtk.setHomogeneous(row, 1);
  gtk.setMarginTop(row, 4);
  const drawn = element.buttons.map(({ id, label, role, enabled }) => {
    const button = gtk.newButton(accessLabel(label));
    addClasses(toolkit, button, ...buttonLooks[role]);
    gtk.setSensitive(button, Number(enabled));
    signals.on(button, 'clicked', () => emit({ type: 'pressed', id }));
    gtk.pack(row, button, 1, 1, 0);
    return [id, button] as const;
  });
  return {
    widget: row,
    focusable: new Map(drawn),
    update(next) {
      if (next.kind !== 'buttons') return;
      for (const [index, { label, enabled }] of next.buttons.entries()) {
        const button = drawn[index]?.[1];
        if (button === undefined) continue;
        gtk.setButtonLabel(button, accessLabel(label));
        gtk.setSensitive(button, Number(enabled));
      }
    },
  };
}

export function drawCheck(
  { toolkit, signals, emit, accessLabel }: Drawing,
  element: Extract<WindowElement, { kind: 'check' }>,
): DrawnElement {
  const { gtk, atk } = toolkit;
  const { id } = element;
  const box = gtk.newBox(vertical, 2);
  const check = gtk.newCheck(accessLabel(element.label));
  addClasses(toolkit, check, 'nh-check');
  const detail = newHint(toolkit, element.detail);
  if (detail !== null) gtk.setMarginStart(detail, checkIndentPx);
  for (const part of [check, detail]) if (part !== null) gtk.pack(box, part, 0, 0, 0);
  let isApplying = true;
  const apply = (next: typeof element): void => {
    isApplying = true;
    gtk.setActive(check, Number(next.checked));
    gtk.setSensitive(check, Number(next.enabled));
    if (detail !== null) gtk.setLabel(detail, next.detail);
    atk.setDescription(gtk.accessible(check), next.detail);
    isApplying = false;
  };
  signals.on(check, 'toggled', () => {
    if (!isApplying) emit({ type: 'checked', id, checked: gtk.isActive(check) !== 0 });
  });
  apply(element);
  return {
    widget: box,
    focusable: new Map([[id, check]]),
    update(next) {
      if (next.kind !== 'check') return;
      gtk.setButtonLabel(check, accessLabel(next.label));
      apply(next);
    },
  };
}

export function drawField(drawing: Drawing, element: Extract<WindowElement, { kind: 'field' }>): DrawnElement {
  const { toolkit, signals, emit, accessLabel, pressDefault } = drawing;
  const { gtk, atk } = toolkit;
  const { id } = element;
  const box = gtk.newBox(vertical, 6);
  const entry = gtk.newEntry();
  const label = newLabelFor(drawing, element.label, entry);
  addClasses(toolkit, entry, 'nh-entry', ...(element.size === 'large' ? ['nh-large'] : []));
  gtk.setMaxLength(entry, element.maxLength);
  gtk.setEntryText(entry, element.text);
  gtk.setSensitive(entry, Number(element.enabled));
  atk.setDescription(gtk.accessible(entry), element.hint);
  const hint = newHint(toolkit, element.hint);
  for (const part of [label, entry, hint]) if (part !== null) gtk.pack(box, part, 0, 0, 0);
  signals.on(entry, 'changed', () => emit({ type: 'edited', id, text: gtk.entryText(entry) }));
  signals.on(entry, 'activate', pressDefault);
  let { revision } = element;
  return {
    widget: box,
    focusable: new Map([[id, entry]]),
    update(next) {
      if (next.kind !== 'field') return;
      gtk.setMnemonicLabel(label, accessLabel(next.label));
      if (hint !== null) gtk.setLabel(hint, next.hint);
      gtk.setSensitive(entry, Number(next.enabled));
      if (next.revision === revision) return;
      revision = next.revision;
      gtk.setEntryText(entry, next.text);
    },
  };
}

export function drawChoice(drawing: Drawing, element: Extract<WindowElement, { kind: 'choice' }>): DrawnElement {
  const { toolkit, signals, emit, accessLabel } = drawing;
  const { gtk } = toolkit;
  const { id } = element;
  const box = gtk.newBox(vertical, 6);
  const choice = gtk.newChoice();
  for (const option of element.options) gtk.appendChoice(choice, option.id, option.label);
  gtk.setChoice(choice, element.chosen);
  const label = newLabelFor(drawing, element.label, choice);
  for (const part of [label, choice]) gtk.pack(box, part, 0, 0, 0);
  let isApplying = false;
  signals.on(choice, 'changed', () => {
    const option = gtk.choice(choice);
    if (!isApplying && option !== null) emit({ type: 'chosen', id, option });
  });
  return {
    widget: box,
    focusable: new Map([[id, choice]]),
    update(next) {
      if (next.kind !== 'choice') return;
      gtk.setMnemonicLabel(label, accessLabel(next.label));
      isApplying = true;
      gtk.setChoice(choice, next.chosen);
      isApplying = false;
    },
  };
}

function newLabelFor({ toolkit, accessLabel }: Drawing, text: string, widget: Pointer): Pointer {
  const { gtk } = toolkit;
  const label = newParagraph(toolkit, '');
  gtk.setMnemonicLabel(label, accessLabel(text));
  gtk.setMnemonicWidget(label, widget);
  addClasses(toolkit, label, 'nh-subheading');
  return label;
}

function newHint(toolkit: Toolkit, text: string): Pointer | null {
  if (text === '') return null;
  const label = newParagraph(toolkit, text);
  addClasses(toolkit, label, 'nh-quiet');
  return label;
}
