// Somebody as controls of Windows: picture or initials, name, and what is to be known of them.

import { smallPictureBytes } from '@nearhand/protocol';
import type { WindowElement } from '../content.ts';
import { initialsOf } from '../initials.ts';
import { laidOn, type RoundPicture, roundPicture } from '../round-picture.ts';
import type { Pointer } from '../../native/library.ts';
import { bitmapImage, message, show, style } from './native/windowing.ts';
import { writeOn } from './win32-bitmap.ts';
import { type Board, type DrawnElement, keepOrder, nothingFocusable, paragraph } from './win32-board.ts';
import { plainGround } from './win32-look.ts';

type Person = Extract<WindowElement, { kind: 'person' }>;

export function drawPerson(board: Board, element: Person): DrawnElement {
  const { windowing, look } = board;
  const size = look.px(44);
  const avatar =
    element.picture === undefined ? initials(board, element, size) : pictured(board, element.picture, size);
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

/** On a disc of one colour, as everywhere else. */
function initials(board: Board, person: Person, sizePx: number): Avatar {
  const { windowing, look } = board;
  const control = board.control({ className: 'STATIC', text: '', style: style.bitmap });
  let shown = '';
  const paint = ({ name, live }: Person): void => {
    const text = initialsOf(name);
    if (`${text} ${live}` === shown) return;
    shown = `${text} ${live}`;
    const { ground, text: colour } = look.colours[live ? 'live' : 'avatar'];
    const disc = discOf(ground, sizePx);
    const bitmap = disc === null ? null : board.bitmap(laidOn(disc, plainGround));
    if (bitmap === null) return;
    writeOn(windowing, bitmap, sizePx, { text, font: look.bold, colour });
    windowing.send(control, message.setImage, bitmapImage, bitmap);
  };
  paint(person);
  return { control, update: paint };
}

/** `colour`: 0xBBGGRR */
function discOf(colour: number, sizePx: number): RoundPicture | null {
  const pixel = Uint8Array.of(colour & 0xff, (colour >> 8) & 0xff, colour >> 16);
  return roundPicture(Buffer.alloc(smallPictureBytes, pixel).toString('base64'), sizePx);
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
