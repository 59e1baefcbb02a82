// What every desktop must do, whatever is behind it. Test files run it against each backend.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disposable, Event } from '@nearhand/base';
import type { PixelBuffer, Rect } from '@nearhand/protocol';
import type { Desktop, DisplayCapture } from '../ports.ts';

/** A desktop under test, and hands on its screen from outside. */
export interface DesktopUnderTest extends Disposable {
  readonly desktop: Desktop;
  /** Fills a rectangle of the desktop with 0xRRGGBB. */
  paint(rect: Rect, colour: number): void;
  /** Gives the only display another, smaller size. */
  resize(widthPx: number, heightPx: number): Promise<void>;
  /** How many keys and buttons the desktop has down. */
  heldDown(): Promise<number>;
  /** What other programs do with the clipboard. */
  readonly programs: {
    copy(text: string): Promise<void>;
    /** As password managers do. */
    copySecret(text: string): Promise<void>;
    /** null: there is nothing to paste. */
    paste(): Promise<string | null>;
  };
  /** Breaks the connection. null: there is none that could break before the program itself ends. */
  readonly lose: (() => Promise<void>) | null;
}

export function describeDesktop(open: () => Promise<DesktopUnderTest>): void {
  describe('the contract of a desktop', () => {
    let subject: DesktopUnderTest;
    beforeEach(async () => {
      subject = await open();
    });
    afterEach(() => subject.dispose());
    const current = (): DesktopUnderTest => subject;
    describeDamage(current);
    describePictures(current);
    describeDisplays(current);
    describeEnding(current);
    describeReleasing(current);
    describeClipboard(current);
  });
}

type Current = () => DesktopUnderTest;

const painted: Rect = { x: 40, y: 30, width: 100, height: 50 };

function describeDamage(current: Current): void {
  it('HST1: the first grab is the whole display, the next of a still one nothing', () => {
    const { desktop } = current();
    const capture = openCapture(desktop);
    const { bounds } = firstDisplay(desktop);
    const first = capture.grab();
    expect(covered(first.damage, { ...bounds, x: 0, y: 0 })).toBe(true);
    expect([first.picture.widthPx, first.picture.heightPx]).toEqual([bounds.width, bounds.height]);
    expect(capture.grab().damage).toEqual([]);
  });

  it('HST2: nothing is told until something changes, and then only that', async () => {
    const { desktop, paint } = current();
    const capture = openCapture(desktop);
    capture.grab();
    let told = 0;
    capture.onDamage.on(() => told++);
    const damaged = once(capture.onDamage);
    paint(painted, 0xff8000);
    await damaged;
    expect(told).toBe(1);
    const { damage } = capture.grab();
    expect(covered(damage, painted)).toBe(true);
    expect(damage.every((rect) => covered([painted], rect))).toBe(true);
  });

  it('HST3: damage is told once between two grabs, and anew after each', async () => {
    const { desktop, paint } = current();
    const capture = openCapture(desktop);
    capture.grab();
    let told = 0;
    capture.onDamage.on(() => told++);
    for (let round = 1; round <= 3; round++) {
      const damaged = once(capture.onDamage);
      for (let index = 0; index < 20; index++) paint({ ...painted, x: index * 10 }, round * 0x101010 + index);
      await damaged;
      capture.grab();
      expect(told).toBe(round);
    }
  });

  it('HST4: each capture of a display has damage of its own', async () => {
    const { desktop, paint } = current();
    const captures = [openCapture(desktop), openCapture(desktop)] as const;
    for (const capture of captures) capture.grab();
    const damaged = Promise.all(captures.map((capture) => once(capture.onDamage)));
    paint(painted, 0x00ff00);
    await damaged;
    expect(covered(captures[0].grab().damage, painted)).toBe(true);
    captures[0].dispose();
    expect(covered(captures[1].grab().damage, painted)).toBe(true);
    const again = once(captures[1].onDamage);
    paint(painted, 0x0000ff);
    await again;
    expect(pixel(captures[1].grab().picture, 50, 50)).toBe(0x0000ff);
  });
}

function describePictures(current: Current): void {
  it('HST2: a painted rectangle has its pixels in the next picture', async () => {
    const { desktop, paint } = current();
    const capture = openCapture(desktop);
    capture.grab();
    const damaged = once(capture.onDamage);
    paint(painted, 0x12fe56);
    await damaged;
    const { picture } = capture.grab();
    expect(pixel(picture, painted.x, painted.y)).toBe(0x12fe56);
    expect(pixel(picture, painted.x + painted.width - 1, painted.y + painted.height - 1)).toBe(0x12fe56);
    expect(pixel(picture, painted.x + painted.width, painted.y)).not.toBe(0x12fe56);
  });

  it('HST5: whoever copies only the damage has the whole picture in the end', async () => {
    const { desktop, paint } = current();
    const capture = openCapture(desktop);
    const { widthPx, heightPx, strideBytes, data } = capture.grab().picture;
    const copy = { widthPx, heightPx, strideBytes, data: data.slice() };
    let seed = 1;
    const random = (limit: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * limit);
    };
    const follow = (): void => {
      const { picture, damage } = capture.grab();
      for (const rect of damage) copyRect(picture, copy, rect);
    };
    const following = capture.onDamage.on(follow);
    for (let round = 0; round < 60; round++) {
      const rect = { x: random(widthPx - 90), y: random(heightPx - 90), width: 1 + random(80), height: 1 + random(80) };
      paint(rect, random(0x1000000));
      if (round % 7 === 0) follow();
      await new Promise((resolve) => setImmediate(resolve));
    }
    following.dispose();
    follow();
    const whole = openCapture(desktop).grab().picture;
    expect(samePixels(copy, whole)).toBe(true);
  });
}

function describeDisplays(current: Current): void {
  it('HST6: displays have a place, a size, and one of them is the primary', () => {
    const displays = current().desktop.displays.list();
    expect(displays.filter((display) => display.primary)).toHaveLength(1);
    expect(new Set(displays.map((display) => display.id)).size).toBe(displays.length);
    for (const { bounds } of displays) expect(Math.min(bounds.width, bounds.height)).toBeGreaterThan(0);
  });

  it('HST7: another size is told, and the next picture is a whole one of that size', async () => {
    const { desktop, resize, paint } = current();
    const capture = openCapture(desktop);
    capture.grab();
    // On its way there may be other sizes.
    const changed = new Promise<void>((resolve) => {
      desktop.displays.onChanged.on(([display]) => {
        if (display?.bounds.width === 400) resolve();
      });
    });
    const damaged = once(capture.onDamage);
    await resize(400, 300);
    await Promise.all([changed, damaged]);
    expect(firstDisplay(desktop).bounds).toEqual({ x: 0, y: 0, width: 400, height: 300 });
    const { picture, damage } = capture.grab();
    expect([picture.widthPx, picture.heightPx]).toEqual([400, 300]);
    expect(covered(damage, { x: 0, y: 0, width: 400, height: 300 })).toBe(true);
    const again = once(capture.onDamage);
    paint(painted, 0xabcdef);
    await again;
    expect(pixel(capture.grab().picture, painted.x, painted.y)).toBe(0xabcdef);
  });

  it('HST8: a display that is not there cannot be captured', () => {
    const { desktop } = current();
    expect(() => desktop.capture.open('no such display')).toThrow(
      expect.objectContaining({ code: 'display_not_found' }),
    );
  });
}

function describeEnding(current: Current): void {
  it('HST9: disposing twice, in the middle of an event, or after the desktop does no harm', async () => {
    const { desktop, paint } = current();
    const captures = [openCapture(desktop), openCapture(desktop), openCapture(desktop)] as const;
    for (const capture of captures) capture.grab();
    const { picture } = captures[2].grab();
    const subscription = captures[0].onDamage.on(() => captures[0].dispose());
    const damaged = once(captures[1].onDamage);
    paint(painted, 0x777777);
    await damaged;
    captures[0].dispose();
    subscription.dispose();
    expect(captures[0].grab().damage).toEqual([]);
    desktop.dispose();
    desktop.dispose();
    for (const capture of captures) capture.dispose();
    expect(captures[2].grab().damage).toEqual([]);
    expect(picture.data.reduce((sum, value) => sum + value, 0)).toBeGreaterThanOrEqual(0);
    desktop.input?.inject({ type: 'pointer.move', x: 1, y: 1 });
    desktop.input?.releaseAll();
  });

  it('HST22: a broken connection is told once, and everything stays callable', async ({ skip }) => {
    const { desktop, lose } = current();
    if (lose === null) return skip('this system has no connection that could break');
    const capture = openCapture(desktop);
    capture.grab();
    let told = 0;
    desktop.onLost.on(() => told++);
    const lost = once(desktop.onLost);
    await lose();
    expect(await lost).toBeInstanceOf(Error);
    desktop.input?.inject({ type: 'pointer.move', x: 5, y: 5 });
    desktop.input?.inject({ type: 'text.type', text: 'é' });
    desktop.windows?.titlesAt(5, 5);
    desktop.windows?.titlesWithFocus();
    capture.grab();
    capture.dispose();
    desktop.dispose();
    expect(told).toBe(1);
  });
}

function describeReleasing(current: Current): void {
  const modifiers = {
    shift: false,
    control: true,
    alt: false,
    meta: false,
    altGraph: false,
    capsLock: false,
    numLock: false,
  };

  function holdSomething({ desktop }: DesktopUnderTest): void {
    const { input } = desktop;
    input?.inject({ type: 'pointer.button', button: 'left', down: true, x: 10, y: 10 });
    input?.inject({ type: 'key.down', code: 'ControlLeft', key: 'Control', modifiers, repeat: false });
    input?.inject({ type: 'key.down', code: 'ArrowLeft', key: 'ArrowLeft', modifiers, repeat: false });
  }

  it('HST21: everything held down is released on demand', async () => {
    const subject = current();
    holdSomething(subject);
    expect(await subject.heldDown()).toBe(3);
    subject.desktop.input?.releaseAll();
    expect(await subject.heldDown()).toBe(0);
  });

  it('HST21: everything held down is released when the desktop is disposed', async () => {
    const subject = current();
    holdSomething(subject);
    expect(await subject.heldDown()).toBe(3);
    subject.desktop.dispose();
    expect(await subject.heldDown()).toBe(0);
  });

  it('HST21: everything held down is released by the message that says so', async () => {
    const subject = current();
    holdSomething(subject);
    subject.desktop.input?.inject({ type: 'input.releaseAll' });
    expect(await subject.heldDown()).toBe(0);
  });
}

function describeClipboard(current: Current): void {
  const limitBytes = 1024 * 1024;
  const text = 'Grüße: 5 €, 👍🏽, Ελλάδα\nnext line\tend';

  function clipboardOf({ desktop }: DesktopUnderTest) {
    if (desktop.clipboard === null) throw new Error('This desktop has no clipboard.');
    return desktop.clipboard;
  }

  it('HST70: a text that a program copies is told, and read as it is', async () => {
    const { programs } = current();
    const clipboard = clipboardOf(current());
    for (const each of [text, 'a', ` ${'€'.repeat(349_524)}x`]) {
      const copied = once(clipboard.onCopied);
      await programs.copy(each);
      await copied;
      expect((await clipboard.readText(limitBytes)) === each).toBe(true);
    }
  });

  it('HST70: line breaks of any kind are read as one kind', async () => {
    const { programs } = current();
    const clipboard = clipboardOf(current());
    const copied = once(clipboard.onCopied);
    await programs.copy('one\r\ntwo\nthree');
    await copied;
    expect(await clipboard.readText(limitBytes)).toBe('one\ntwo\nthree');
  });

  it('HST71: what is written is pasted by programs, whatever its length, and is neither told nor read back', async () => {
    const { programs } = current();
    const clipboard = clipboardOf(current());
    let told = 0;
    clipboard.onCopied.on(() => told++);
    for (const each of [text, 'a', '€'.repeat(349_525)]) {
      expect(await clipboard.writeText(each)).toBe(true);
      expect((await programs.paste())?.replaceAll('\r\n', '\n') === each).toBe(true);
      expect(await clipboard.readText(limitBytes)).toBeNull();
    }
    const copied = once(clipboard.onCopied);
    await programs.copy('by a program');
    await copied;
    expect(told).toBe(1);
    expect(await clipboard.readText(limitBytes)).toBe('by a program');
    expect(await clipboard.writeText('again')).toBe(true);
    expect(await programs.paste()).toBe('again');
  });

  it('HST72: what a password manager has copied is not read', async () => {
    const { programs } = current();
    const clipboard = clipboardOf(current());
    await programs.copySecret('correct horse');
    expect(await programs.paste()).toBe('correct horse');
    expect(await clipboard.readText(limitBytes)).toBeNull();
  });

  it('HST73: a text above the limit is not read, not even its beginning', async () => {
    const { programs } = current();
    const clipboard = clipboardOf(current());
    for (const length of [101, 200_000]) {
      const copied = once(clipboard.onCopied);
      await programs.copy('x'.repeat(length));
      await copied;
      expect(await clipboard.readText(100)).toBeNull();
    }
    await programs.copy('ü'.repeat(50));
    await expect.poll(() => clipboard.readText(100), { timeout: 10_000 }).toBe('ü'.repeat(50));
    expect(await clipboard.readText(99)).toBeNull();
  });

  it('HST74: a desktop that is gone neither reads nor writes', async () => {
    const { desktop } = current();
    const clipboard = clipboardOf(current());
    desktop.dispose();
    expect([await clipboard.readText(limitBytes), await clipboard.writeText(text)]).toEqual([null, false]);
  });
}

function firstDisplay(desktop: Desktop) {
  const [display] = desktop.displays.list();
  if (!display) throw new Error('No display.');
  return display;
}

function openCapture(desktop: Desktop): DisplayCapture {
  return desktop.capture.open(firstDisplay(desktop).id);
}

function once<T>(event: Event<T>): Promise<T> {
  return new Promise((resolve) => {
    const subscription = event.on((value) => {
      subscription.dispose();
      resolve(value);
    });
  });
}

/** 0xRRGGBB. */
function pixel(picture: PixelBuffer, x: number, y: number): number {
  const [blue = 0, green = 0, red = 0] = picture.data.subarray(y * picture.strideBytes + x * 4);
  return (red << 16) | (green << 8) | blue;
}

function covered(rects: readonly Rect[], area: Rect): boolean {
  for (let y = area.y; y < area.y + area.height; y++) {
    const row = rects.filter((rect) => y >= rect.y && y < rect.y + rect.height);
    for (let x = area.x; x < area.x + area.width; x++) {
      if (!row.some((rect) => x >= rect.x && x < rect.x + rect.width)) return false;
    }
  }
  return true;
}

function copyRect(from: PixelBuffer, to: PixelBuffer, rect: Rect): void {
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    const start = y * from.strideBytes + rect.x * 4;
    to.data.set(from.data.subarray(start, start + rect.width * 4), y * to.strideBytes + rect.x * 4);
  }
}

function samePixels(a: PixelBuffer, b: PixelBuffer): boolean {
  for (let y = 0; y < a.heightPx; y++) {
    for (let x = 0; x < a.widthPx; x++) if (pixel(a, x, y) !== pixel(b, x, y)) return false;
  }
  return true;
}
