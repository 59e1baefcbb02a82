// The remote picture as the technician's browser shows it.

import type { Typist } from '@nearhand/host/testing';
import type { Locator, Page } from 'playwright-core';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha. */
  readonly rgba: Buffer;
}

export function remoteScreen(viewer: Page): Locator {
  return viewer.locator('canvas');
}

/** Waits for the first picture. */
export async function waitForPicture(viewer: Page): Promise<void> {
  await viewer.waitForFunction(() => (document.querySelector('canvas')?.width ?? 0) > 1);
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the viewer shows, or a part of it, in remote pixels. */
export async function pictureOf(viewer: Page, area: Area | null = null): Promise<Picture> {
  const { width, height, base64 } = await viewer.evaluate((part) => {
    const canvas = document.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('No picture');
    const { x, y, width, height } = part ?? { x: 0, y: 0, width: canvas.width, height: canvas.height };
    const { data } = context.getImageData(x, y, width, height);
    let text = '';
    for (let at = 0; at < data.length; at += 0x8000) text += String.fromCharCode(...data.subarray(at, at + 0x8000));
    return { width, height, base64: btoa(text) };
  }, area);
  return { width, height, rgba: Buffer.from(base64, 'base64') };
}

/** Waits until what the viewer shows satisfies the predicate, looking whenever it may have changed. */
export async function waitForPictureThat(
  viewer: Page,
  fits: (picture: Picture) => boolean | Promise<boolean>,
  area: Area | null = null,
): Promise<Picture> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const picture = await pictureOf(viewer, area);
    if (await fits(picture)) return picture;
    if (Date.now() > deadline) throw new Error('The picture never became what it should be');
    await viewer.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))));
  }
}

/** Page coordinates of a remote pixel's centre. */
export async function placeOf(viewer: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  return viewer.evaluate(
    ([remoteX, remoteY]) => {
      const canvas = document.querySelector('canvas');
      if (!canvas) throw new Error('No picture');
      const box = canvas.getBoundingClientRect();
      return {
        x: box.left + ((remoteX + 0.5) / canvas.width) * box.width,
        y: box.top + ((remoteY + 0.5) / canvas.height) * box.height,
      };
    },
    [x, y] as const,
  );
}

/**
 * Where the page lies on the display its browser fills, found by moving the real pointer: what browsers say of their
 * windows is off by their invisible frames.
 */
export async function pageOrigin(
  page: Page,
  hands: Pick<Typist, 'moveTo'>,
  on = { x: 700, y: 500 },
): Promise<{ x: number; y: number }> {
  const seen = page.evaluate(
    () =>
      new Promise<{ x: number; y: number }>((resolve) => {
        addEventListener('pointermove', ({ clientX: x, clientY: y }) => resolve({ x, y }), {
          capture: true,
          once: true,
        });
        document.documentElement.dataset['measuring'] = '';
      }),
  );
  await page.waitForFunction(() => 'measuring' in document.documentElement.dataset);
  hands.moveTo(on.x, on.y);
  const { x, y } = await seen;
  return { x: on.x - x, y: on.y - y };
}
