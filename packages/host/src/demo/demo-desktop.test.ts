import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '@nearhand/base';
import type { CursorShape, InputMessage, PixelBuffer, Rect } from '@nearhand/protocol';
import type { Desktop, DisplayCapture } from '../ports.ts';
import { createDemoDesktop } from './demo-desktop.ts';
import { demoLanguages } from './texts.ts';

const modifiers = {
  shift: false,
  control: false,
  alt: false,
  meta: false,
  altGraph: false,
  capsLock: false,
  numLock: false,
};
const field: Rect = { x: 88, y: 268, width: 556, height: 152 };
const note = { x: 120, y: 600 };

interface Opened {
  readonly clock: ManualClock;
  readonly desktop: Desktop;
  readonly capture: DisplayCapture;
  inject(...messages: readonly InputMessage[]): void;
}

function open(): Opened {
  const clock = new ManualClock(Date.UTC(2026, 0, 15, 12, 30, 10));
  const desktop = createDemoDesktop({ clock });
  const capture = desktop.capture.open('demo');
  capture.grab();
  return {
    clock,
    desktop,
    capture,
    inject: (...messages) => {
      for (const message of messages) desktop.input?.inject(message);
    },
  };
}

function press(key: string): InputMessage {
  return { type: 'key.down', code: 'KeyA', key, modifiers, repeat: false };
}

function button(down: boolean, x: number, y: number): InputMessage {
  return { type: 'pointer.button', button: 'left', down, x, y };
}

function pixels({ picture }: { readonly picture: PixelBuffer }): string {
  return createHash('sha256').update(picture.data).digest('hex');
}

function inside(rect: Rect, area: Rect): boolean {
  return (
    rect.x >= area.x &&
    rect.y >= area.y &&
    rect.x + rect.width <= area.x + area.width &&
    rect.y + rect.height <= area.y + area.height
  );
}

describe('the demo computer', () => {
  it('HST40: the clock ticks every second and damages only the digits that change', () => {
    const { clock, capture } = open();
    clock.advance(999);
    expect(capture.grab().damage).toEqual([]);
    clock.advance(1);
    const { damage } = capture.grab();
    expect(damage).toHaveLength(1);
    expect(damage.every(({ width, height }) => width <= 40 && height <= 60)).toBe(true);
    clock.advance(3_600_000);
    expect(capture.grab().damage.length).toBeGreaterThan(0);
  });

  it('HST41: typing shows, and deleting it all shows the empty field again', () => {
    const { capture, inject } = open();
    const empty = pixels(capture.grab());
    inject(press('h'), press('é'), { type: 'text.type', text: 'llo €\nñ' }, press('Enter'));
    const typed = capture.grab();
    expect(typed.damage.every((rect) => inside(rect, field))).toBe(true);
    expect(pixels(typed)).not.toBe(empty);
    inject(...Array.from({ length: 11 }, () => press('Backspace')));
    expect(pixels(capture.grab())).toBe(empty);
  });

  it('HST41: the caret goes where it is sent', () => {
    const [first, second] = [open(), open()];
    first.inject({ type: 'text.type', text: 'ac' }, press('ArrowLeft'), press('b'), press('End'), press('d'));
    second.inject({ type: 'text.type', text: 'abcd' });
    expect(pixels(first.capture.grab())).toBe(pixels(second.capture.grab()));
    first.inject(press('Home'), press('Delete'), press('ArrowDown'), press('ArrowUp'), press('ArrowRight'));
    second.inject(...Array.from({ length: 4 }, () => press('ArrowLeft')), press('Delete'), press('ArrowRight'));
    expect(pixels(first.capture.grab())).toBe(pixels(second.capture.grab()));
  });

  it('HST41: more than fits scrolls inside the field, and shortcuts type nothing', () => {
    const { capture, inject } = open();
    const before = pixels(capture.grab());
    inject({ ...press('a'), modifiers: { ...modifiers, control: true } } as InputMessage);
    expect(pixels(capture.grab())).toBe(before);
    for (let index = 0; index < 5; index++) inject({ type: 'text.type', text: 'word and more words '.repeat(50) });
    expect(capture.grab().damage.every((rect) => inside(rect, field))).toBe(true);
  });

  it('HST42: the button counts clicks that end on it', () => {
    const { capture, inject } = open();
    const before = pixels(capture.grab());
    inject(button(true, 120, 460), button(false, 700, 700));
    expect(pixels(capture.grab())).toBe(before);
    inject(button(true, 120, 460), button(false, 120, 460));
    const once = pixels(capture.grab());
    inject(button(true, 120, 460), button(false, 120, 460));
    expect(new Set([before, once, pixels(capture.grab())]).size).toBe(3);
  });

  it('HST43: the note is dragged, stays on the desktop and leaves no trace', () => {
    const { capture, inject } = open();
    const before = pixels(capture.grab());
    inject(button(true, note.x, note.y), { type: 'pointer.move', x: 5000, y: -5000 });
    const moved = pixels(capture.grab());
    expect(moved).not.toBe(before);
    inject({ type: 'pointer.move', x: note.x, y: note.y }, button(false, note.x, note.y));
    expect(pixels(capture.grab())).toBe(before);
    inject({ type: 'pointer.move', x: 400, y: 400 });
    expect(capture.grab().damage).toEqual([]);
  });

  it('HST43: releasing everything drops the note', () => {
    const { desktop, capture, inject } = open();
    inject(button(true, note.x, note.y));
    desktop.input?.releaseAll();
    inject({ type: 'pointer.move', x: 300, y: 300 });
    expect(capture.grab().damage).toEqual([]);
  });

  it('HST44: the list scrolls between its ends', () => {
    const { capture, inject } = open();
    const wheel = (dy: number): InputMessage => ({ type: 'pointer.wheel', x: 900, y: 500, dx: 0, dy });
    const top = pixels(capture.grab());
    inject(wheel(-3));
    expect(capture.grab().damage).toEqual([]);
    inject(wheel(100));
    const bottom = pixels(capture.grab());
    expect(bottom).not.toBe(top);
    inject(wheel(1));
    expect(capture.grab().damage).toEqual([]);
    inject(wheel(-100));
    expect(pixels(capture.grab())).toBe(top);
  });

  it('HST45: the pointer shows what it is over', () => {
    const { desktop, inject } = open();
    const shapes: (CursorShape | null)[] = [];
    desktop.cursor?.onChanged.on((shape) => shapes.push(shape));
    inject({ type: 'pointer.move', x: 200, y: 300 }, { type: 'pointer.move', x: 210, y: 300 });
    inject({ type: 'pointer.move', x: note.x, y: note.y }, { type: 'pointer.move', x: 700, y: 700 });
    expect(new Set(shapes).size).toBe(3);
    for (const shape of shapes) expect(shape?.rgba.length).toBe((shape?.widthPx ?? 0) * (shape?.heightPx ?? 0) * 4);
  });

  it('HST46: what is done on one demo computer is not on another', () => {
    const [first, second] = [open(), open()];
    const before = pixels(second.capture.grab());
    first.inject({ type: 'text.type', text: 'mine' });
    expect(second.capture.grab().damage).toEqual([]);
    expect(pixels(second.capture.grab())).toBe(before);
  });

  it('HST47: it speaks English, French and Spanish', () => {
    const pictures = demoLanguages.map((language) => {
      const desktop = createDemoDesktop({ clock: new ManualClock(0), language });
      return pixels(desktop.capture.open('demo').grab());
    });
    expect(new Set(pictures).size).toBe(3);
  });

  it('HST9: a disposed demo computer does nothing more, and keeps no timer', () => {
    const { clock, desktop, capture, inject } = open();
    desktop.dispose();
    desktop.dispose();
    clock.advance(10_000);
    inject(press('a'));
    expect(capture.grab().damage).toEqual([]);
  });

  it('HST48: Ctrl+C takes the text of the field, Ctrl+V types what was copied', async () => {
    const { desktop, capture, inject } = open();
    const shortcut = (key: string): InputMessage => ({
      type: 'key.down',
      code: `Key${key.toUpperCase()}`,
      key,
      modifiers: { ...modifiers, control: true },
      repeat: false,
    });
    await desktop.clipboard?.writeText('ab');
    let copied = 0;
    desktop.clipboard?.onCopied.on(() => copied++);
    inject(shortcut('v'), press('c'));
    const pasted = pixels(capture.grab());
    const typed = open();
    typed.inject(press('a'), press('b'), press('c'));
    expect(pasted).toBe(pixels(typed.capture.grab()));
    inject(shortcut('c'));
    expect([copied, await desktop.clipboard?.readText(100)]).toEqual([1, 'abc']);
  });
});
