// One element of a window's content as standard controls, which screen readers know: made once, changed in place, and
// placed anew whenever texts change.

import { marked } from '../access-keys.ts';
import type { WindowElement } from '../content.ts';
import type { Pointer } from '../../native/library.ts';
import { bothMargins, extendedStyle, message, notification, style, type Windowing } from './native/windowing.ts';
import { logText } from './log-text.ts';
import {
  type Board,
  type DrawnElement,
  keepOrder,
  nothingFocusable,
  type Paragraph,
  paragraph,
  plainLabel,
} from './win32-board.ts';
import type { Tone } from './win32-look.ts';
import { drawPerson } from './win32-person.ts';

type Of<Kind extends WindowElement['kind']> = Extract<WindowElement, { kind: Kind }>;
const bstChecked = 1;
/** Of the box alone, at 96 dots an inch. */
const checkSize = 13;
const fieldPadding = 5;
/** As CB_SETITEMHEIGHT counts: the one that is shown while the list is closed. */
const closedItem = 0xffff_ffff_ffff_ffffn;

export function drawElement(board: Board, element: WindowElement): DrawnElement {
  switch (element.kind) {
    case 'heading':
      return drawText(board, element, { font: board.look.heading });
    case 'subheading':
      return drawText(board, element, { font: board.look.bold });
    case 'text':
      if (element.tone === 'problem') return drawProblem(board, element);
      return drawText(board, element, { tone: element.tone === 'quiet' ? 'quiet' : 'plain' });
    case 'person':
      return drawPerson(board, element);
    case 'notice':
      return drawNotice(board, element);
    case 'words':
      return drawWords(board, element);
    case 'check':
      return drawCheck(board, element);
    case 'field':
      return drawField(board, element);
    case 'choice':
      return drawChoice(board, element);
    case 'buttons':
      return drawButtons(board, element);
    case 'log':
      return drawLog(board, element);
  }
}

function drawText(
  board: Board,
  element: WindowElement & { readonly text: string },
  looks: { font?: Pointer; tone?: Tone },
): DrawnElement {
  const text = paragraph(board, element.text, looks);
  return {
    focusable: nothingFocusable,
    update: (next) => 'text' in next && text.set(next.text),
    lay: (x, y, width) => text.lay(x, y, width),
  };
}

function drawProblem(board: Board, element: Of<'text'>): DrawnElement {
  const text = paragraph(board, element.text, { tone: 'problem' });
  return onPanel(board, 'problem', [text], (next) => next.kind === 'text' && text.set(next.text));
}

function drawNotice(board: Board, element: Of<'notice'>): DrawnElement {
  const title = paragraph(board, element.title, { font: board.look.bold, tone: 'notice' });
  const text = paragraph(board, element.text, { tone: 'notice' });
  return onPanel(board, 'notice', [title, text], (next) => {
    if (next.kind !== 'notice') return;
    title.set(next.title);
    text.set(next.text);
  });
}

/** Paragraphs below each other on a coloured ground. */
function onPanel(
  board: Board,
  tone: Tone,
  paragraphs: readonly Paragraph[],
  update: DrawnElement['update'],
): DrawnElement {
  const { windowing, look } = board;
  // Made after its texts, and so below them.
  const ground = board.control({ className: 'STATIC', text: '', style: style.clipSiblings, tone });
  const padding = look.px(12);
  return {
    focusable: nothingFocusable,
    update,
    lay(x, y, width) {
      let height = padding;
      for (const one of paragraphs) height += one.lay(x + padding, y + height, width - 2 * padding);
      windowing.setPlace(ground, 0n, x, y, width, height + padding, keepOrder);
      return height + padding;
    },
  };
}

function drawWords(board: Board, element: Of<'words'>): DrawnElement {
  const { windowing, look } = board;
  const controls = element.words.map((text) =>
    board.control({
      className: 'STATIC',
      text: plainLabel(text),
      style: style.centred | style.centredVertically,
      font: look.bold,
      tone: 'words',
    }),
  );
  return {
    focusable: nothingFocusable,
    update(next) {
      if (next.kind !== 'words') return;
      for (const [index, control] of controls.entries())
        windowing.setText(control, plainLabel(next.words[index] ?? ''));
    },
    lay: (x, y, width) => sideBySide(board, controls, { x, y, width, height: look.px(38), gap: look.px(8) }),
  };
}

function drawCheck(board: Board, element: Of<'check'>): DrawnElement {
  const { windowing, look, emit, accessPlace } = board;
  const { id } = element;
  const label = (text: string): string => marked(text, accessPlace(text), '&');
  const box = board.control({
    className: 'BUTTON',
    text: label(element.label),
    style: style.tabStop | style.checkBox | style.manyLines,
    onCommand(code) {
      if (code === notification.clicked) {
        emit({ type: 'checked', id, checked: windowing.send(box, message.getCheck, 0, 0) === bstChecked });
      }
    },
  });
  const detail = element.detail === '' ? null : paragraph(board, element.detail, { tone: 'quiet' });
  let shown = element;
  const apply = (): void => {
    windowing.send(box, message.setCheck, Number(shown.checked), 0);
    windowing.enable(box, Number(shown.enabled));
  };
  apply();
  return {
    focusable: new Map([[id, box]]),
    update(next) {
      if (next.kind !== 'check') return;
      shown = next;
      windowing.setText(box, label(next.label));
      detail?.set(next.detail);
      apply();
    },
    lay(x, y, width) {
      // Where Windows begins the label.
      const indent = look.px(checkSize) + Math.round(look.widthOf('0', look.body) / 2);
      const height = Math.max(look.px(26), look.heightOf(shown.label, look.body, width - 2 * indent) + look.px(6));
      windowing.setPlace(box, 0n, x, y, width, height, keepOrder);
      return height + (detail?.lay(x + indent, y + height, width - indent) ?? 0);
    },
  };
}

function drawField(board: Board, element: Of<'field'>): DrawnElement {
  const { windowing, look, emit, accessPlace } = board;
  const { id } = element;
  const font = element.size === 'large' ? look.heading : look.body;
  const label = labelControl(board, element.label);
  const edit = board.control({
    className: 'EDIT',
    text: element.text,
    style: style.tabStop | style.editScrolls,
    extended: extendedStyle.sunken,
    font,
    onCommand: (code) => code === notification.edited && emit({ type: 'edited', id, text: textOf(windowing, edit) }),
  });
  windowing.send(edit, message.limitText, element.maxLength, 0);
  windowing.send(edit, message.textMargins, bothMargins, look.px(6) * 0x10001);
  windowing.enable(edit, Number(element.enabled));
  const hint = element.hint === '' ? null : paragraph(board, element.hint, { tone: 'quiet' });
  let { revision } = element;
  return {
    focusable: new Map([[id, edit]]),
    update(next) {
      if (next.kind !== 'field') return;
      windowing.setText(label, marked(next.label, accessPlace(next.label), '&'));
      hint?.set(next.hint);
      windowing.enable(edit, Number(next.enabled));
      if (next.revision === revision) return;
      revision = next.revision;
      windowing.setText(edit, next.text);
    },
    lay(x, y, width) {
      const labelHeight = look.px(24);
      const editHeight = look.lineBox(font, fieldPadding);
      windowing.setPlace(label, 0n, x, y, width, labelHeight, keepOrder);
      windowing.setPlace(edit, 0n, x, y + labelHeight, width, editHeight, keepOrder);
      const height = labelHeight + editHeight + look.px(4);
      return height + (hint?.lay(x, y + height, width) ?? 0);
    },
  };
}

function drawChoice(board: Board, element: Of<'choice'>): DrawnElement {
  const { windowing, look, emit, accessPlace } = board;
  const { id, options } = element;
  const label = labelControl(board, element.label);
  const box = board.control({
    className: 'COMBOBOX',
    text: '',
    style: style.tabStop | style.dropDownList | style.verticalScroll,
    onCommand(code) {
      const option = options[windowing.send(box, message.selectedIndex, 0, 0)];
      if (code === notification.selected && option !== undefined) emit({ type: 'chosen', id, option: option.id });
    },
  });
  windowing.send(box, message.itemHeight, closedItem, look.lineBox(look.body, 2));
  for (const option of options) windowing.sendText(box, message.addText, 0, option.label);
  const choose = (chosen: string): void => {
    windowing.send(
      box,
      message.selectIndex,
      Math.max(
        0,
        options.findIndex((option) => option.id === chosen),
      ),
      0,
    );
  };
  choose(element.chosen);
  return {
    focusable: new Map([[id, box]]),
    update(next) {
      if (next.kind !== 'choice') return;
      windowing.setText(label, marked(next.label, accessPlace(next.label), '&'));
      choose(next.chosen);
    },
    lay(x, y, width) {
      const labelHeight = look.px(24);
      windowing.setPlace(label, 0n, x, y, width, labelHeight, keepOrder);
      // The height is that of the list that drops down.
      windowing.setPlace(box, 0n, x, y + labelHeight, width, look.px(200), keepOrder);
      const closed = new Int32Array(4);
      windowing.windowRect(box, closed);
      return labelHeight + (closed[3] ?? 0) - (closed[1] ?? 0);
    },
  };
}

function drawButtons(board: Board, element: Of<'buttons'>): DrawnElement {
  const { windowing, look, emit, accessPlace } = board;
  const drawn = element.buttons.map(({ id, label, role, enabled }) => {
    const button = board.control({
      className: 'BUTTON',
      text: marked(label, accessPlace(label), '&'),
      style: style.tabStop | (role === 'plain' ? 0 : style.defaultButton),
      font: role === 'plain' ? look.body : look.bold,
      onCommand: (code) => code === notification.clicked && emit({ type: 'pressed', id }),
    });
    windowing.enable(button, Number(enabled));
    return [id, button] as const;
  });
  return {
    focusable: new Map(drawn),
    update(next) {
      if (next.kind !== 'buttons') return;
      for (const [index, { label, enabled }] of next.buttons.entries()) {
        const button = drawn[index]?.[1];
        if (button === undefined) continue;
        windowing.setText(button, marked(label, accessPlace(label), '&'));
        windowing.enable(button, Number(enabled));
      }
    },
    lay: (x, y, width) =>
      sideBySide(
        board,
        drawn.map(([, button]) => button),
        { x, y, width, height: look.px(42), gap: look.px(12) },
      ),
  };
}

function drawLog(board: Board, element: Of<'log'>): DrawnElement {
  const { windowing, look } = board;
  const label = paragraph(board, element.label, { font: look.bold });
  const textFrom = ({ lines }: Of<'log'>): string => logText(lines);
  let shown = textFrom(element);
  const box = board.control({
    className: 'EDIT',
    text: shown,
    style: style.tabStop | style.editManyLines | style.editReadOnly | style.verticalScroll,
    extended: extendedStyle.sunken,
  });
  const toEnd = (): void => {
    windowing.send(box, message.select, shown.length, shown.length);
    windowing.send(box, message.scrollToCaret, 0, 0);
  };
  return {
    focusable: nothingFocusable,
    update(next) {
      if (next.kind !== 'log' || textFrom(next) === shown) return;
      shown = textFrom(next);
      windowing.setText(box, shown);
      toEnd();
    },
    lay(x, y, width) {
      const top = label.lay(x, y, width) + look.px(4);
      windowing.setPlace(box, 0n, x, y + top, width, look.px(220), keepOrder);
      // Where lines break is known only now.
      toEnd();
      return top + look.px(220);
    },
  };
}

/** The control that follows gets its access key and its name for screen readers. */
function labelControl({ control, accessPlace, look }: Board, text: string): Pointer {
  return control({ className: 'STATIC', text: marked(text, accessPlace(text), '&'), style: 0, font: look.bold });
}

function sideBySide(
  { windowing }: Board,
  controls: readonly Pointer[],
  at: { x: number; y: number; width: number; height: number; gap: number },
): number {
  const width = Math.floor((at.width - at.gap * (controls.length - 1)) / Math.max(1, controls.length));
  for (const [index, control] of controls.entries()) {
    windowing.setPlace(control, 0n, at.x + index * (width + at.gap), at.y, width, at.height, keepOrder);
  }
  return at.height;
}

function textOf(windowing: Windowing, control: Pointer): string {
  const text = new Uint8Array(2048);
  const units = windowing.sendBytes(control, 0xd, text.length / 2, text);
  return Buffer.from(text.buffer, 0, units * 2).toString('utf16le');
}
