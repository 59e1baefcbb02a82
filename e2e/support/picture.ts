// A picture file as a camera would make it, drawn by the browser.

import type { Page } from 'playwright-core';

/** A JPEG, wider than high: red at the left, blue at the right. */
export async function pictureFile(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const data = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 900;
    canvas.height = 600;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('No canvas');
    for (const [x, colour] of [
      [0, '#e01010'],
      [450, '#1010e0'],
    ] as const) {
      context.fillStyle = colour;
      context.fillRect(x, 0, 450, 600);
    }
    return canvas.toDataURL('image/jpeg', 0.9).replace(/^[^,]*,/, '');
  });
  return { name: 'me.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(data, 'base64') };
}
