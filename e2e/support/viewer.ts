// The remote picture as the technician's browser shows it.

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

export async function pictureOf(viewer: Page): Promise<Picture> {
  const { width, height, base64 } = await viewer.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('No picture');
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let text = '';
    for (let at = 0; at < data.length; at += 0x8000) text += String.fromCharCode(...data.subarray(at, at + 0x8000));
    return { width: canvas.width, height: canvas.height, base64: btoa(text) };
  });
  return { width, height, rgba: Buffer.from(base64, 'base64') };
}

/** The bytes of one part of a picture. */
export function cut(picture: Picture, area: { x: number; y: number; width: number; height: number }): Buffer {
  const rows = Array.from({ length: area.height }, (_, row) => {
    const at = ((area.y + row) * picture.width + area.x) * 4;
    return picture.rgba.subarray(at, at + area.width * 4);
  });
  return Buffer.concat(rows);
}

/** Waits until what the viewer shows satisfies the predicate, looking whenever it may have changed. */
export async function waitForPictureThat(
  viewer: Page,
  fits: (picture: Picture) => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<Picture> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const picture = await pictureOf(viewer);
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
