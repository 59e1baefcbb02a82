// Somebody as controls of Windows: picture or initials, name, and what is to be known of them.

import type { WindowElement } from '../content.ts';
import { initialsOf } from '../initials.ts';
import { laidOn, roundPicture } from '../round-picture.ts';
import type { Pointer } from '../../native/library.ts';
import { bitmapImage, message, show, style } from './native/windowing.ts';
import { type Board, type DrawnElement, keepOrder, nothingFocusable, paragraph } from './win32-board.ts';
import { plainGround } from './win32-look.ts';

type Person = Extract<WindowElement, { kind: 'person' }>;

export function drawPerson(board: Board, element: Person): DrawnElement {
  const { windowing, look } = board;
  const size = look.px(44);
  const avatar = element.picture === undefined ? initials(board, element) : pictured(board, element.picture, size);
  const name = paragraph(board, element.name, { font: look.bold });
  const detail = paragraph(board, element.detail, { tone: 'quiet' });
  const gap = look.px(14);
  return {
    focusable: nothingFocusable,
    update(next) {
      if (next.kind !== 'person') return;
      avatar.update(next);
      name.set(next.name);
      detail.set(next.detail);
    },
    lay(x, y, width) {
      windowing.setPlace(avatar.control, 0n, x, y, size, size, keepOrder);
      const inner = width - size - gap;
      const nameHeight = name.lay(x + size + gap, y, inner);
      return Math.max(size, nameHeight + detail.lay(x + size + gap, y + nameHeight, inner));
    },
  };
}

interface Avatar {
  readonly control: Pointer;
  update(person: Person): void;
}

function initials(board: Board, { name, live }: Person): Avatar {
  const control = board.control({
    className: 'STATIC',
    text: initialsOf(name),
    style: style.plainText | style.centred | style.centredVertically,
    font: board.look.bold,
    tone: live ? 'live' : 'avatar',
  });
  return { control, update: (next) => void board.windowing.setText(control, initialsOf(next.name)) };
}

function pictured(board: Board, picture: string, sizePx: number): Avatar {
  const control = board.control({ className: 'STATIC', text: '', style: style.bitmap });
  let shown = '';
  const paint = (wanted: string): void => {
    if (wanted === shown) return;
    shown = wanted;
    const round = roundPicture(wanted, sizePx);
    const bitmap = round === null ? null : board.bitmap(laidOn(round, plainGround));
    if (bitmap !== null) board.windowing.send(control, message.setImage, bitmapImage, bitmap);
    // Without one it would leave what it has drawn.
    board.windowing.showWindow(control, bitmap === null ? show.hide : show.withoutActivating);
  };
  paint(picture);
  return { control, update: (next) => next.picture !== undefined && paint(next.picture) };
}
