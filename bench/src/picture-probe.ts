// Looks at the remote picture from inside the page, the same way for any viewer that draws on a canvas of the page. For
// latencies the drawing calls are watched, so that nothing polls while the viewer works.

import type { BrowserContext, Locator, Page } from 'playwright-core';

interface PictureProbe {
  /** The first animation frame in which no part of the picture was missing, in milliseconds since 1970; before, null. */
  completeAtMs: number | null;
  /** From the next event of that type to the next change of the pixel. */
  watch(x: number, y: number, eventType: string): void;
  /** Milliseconds measured by `watch`. */
  whenChanged(): Promise<number>;
}

declare global {
  interface Window {
    pictureProbe: PictureProbe;
  }
}

/** In every page opened from now on. */
export function installProbe(profile: BrowserContext): Promise<unknown> {
  return profile.addInitScript(probeInPage);
}

/** Runs in the page: nothing outside this function exists there. */
function probeInPage(): void {
  const listeners = new Set<(context: CanvasRenderingContext2D) => void>();
  const { prototype } = CanvasRenderingContext2D;
  const originals = {
    putImageData: prototype.putImageData,
    drawImage: prototype.drawImage,
    fillRect: prototype.fillRect,
  };
  for (const [name, original] of Object.entries(originals)) {
    Object.defineProperty(prototype, name, {
      value: function (this: CanvasRenderingContext2D, ...args: unknown[]) {
        Reflect.apply(original, this, args);
        if (this.canvas.isConnected) for (const listener of listeners) listener(this);
      },
    });
  }
  const [columns, rows] = [60, 34];
  const small = new OffscreenCanvas(columns, rows).getContext('2d', { willReadFrequently: true });
  if (!small) throw new Error('This browser cannot draw');
  small.imageSmoothingEnabled = false;
  /** Canvases are black before they are drawn on; the pictures used here are black nowhere. */
  const isComplete = (canvas: HTMLCanvasElement) => {
    small.drawImage(canvas, 0, 0, columns, rows);
    const { data } = small.getImageData(0, 0, columns, rows);
    for (let at = 0; at < data.length; at += 4) if (!data[at] && !data[at + 1] && !data[at + 2]) return false;
    return true;
  };
  const pixelOf = (context: CanvasRenderingContext2D | null | undefined, x: number, y: number) =>
    context?.getImageData(x, y, 1, 1).data.join() ?? '';
  let changed = Promise.resolve(Number.NaN);
  window.pictureProbe = {
    completeAtMs: null,
    watch: (x, y, eventType) => {
      changed = new Promise((resolve) => {
        let startMs = Number.NaN;
        addEventListener(eventType, () => (startMs = performance.now()), { capture: true, once: true });
        const before = pixelOf(document.querySelector('canvas')?.getContext('2d'), x, y);
        const look = (context: CanvasRenderingContext2D) => {
          if (Number.isNaN(startMs) || pixelOf(context, x, y) === before) return;
          listeners.delete(look);
          resolve(performance.now() - startMs);
        };
        listeners.add(look);
      });
    },
    whenChanged: () => changed,
  };
  const lookForPicture = () => {
    const canvas = document.querySelector('canvas');
    if (canvas && canvas.width >= 640 && isComplete(canvas)) {
      window.pictureProbe.completeAtMs = performance.timeOrigin + performance.now();
    } else requestAnimationFrame(lookForPicture);
  };
  lookForPicture();
}

export interface Opened {
  readonly viewer: Page;
  /** From the click on the link that opened it to the first complete picture. */
  readonly elapsedMs: number;
}

/** Clicks on a link that opens a viewer and waits for its picture. */
export async function openViewer(link: Locator): Promise<Opened> {
  await link.evaluate((element) => {
    const note = () => element.setAttribute('data-clicked', String(performance.timeOrigin + performance.now()));
    element.addEventListener('click', note, { capture: true, once: true });
  });
  const [viewer] = await Promise.all([link.page().context().waitForEvent('page'), link.click()]);
  const clickedMs = Number(await link.getAttribute('data-clicked'));
  const complete = await viewer.waitForFunction(() => window.pictureProbe?.completeAtMs ?? 0);
  return { viewer, elapsedMs: (await complete.jsonValue()) - clickedMs };
}

/** Milliseconds from an event in the viewer, which `act` causes, to the changed pixel. */
export async function displayLatency(
  viewer: Page,
  what: { readonly x: number; readonly y: number; readonly eventType: string },
  act: () => Promise<void>,
): Promise<number> {
  await viewer.evaluate(({ x, y, eventType }) => window.pictureProbe.watch(x, y, eventType), what);
  await act();
  return viewer.evaluate(() => window.pictureProbe.whenChanged());
}
