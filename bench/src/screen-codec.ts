// What the screen codec costs in time and bytes, beside PNG and zstd given the same changed tiles in the same run.

import { constants, deflateSync, zstdCompressSync } from 'node:zlib';
import type { PixelBuffer, Rect } from '@nearhand/protocol';
import { ScreenDecoder, ScreenEncoder, tileSizePx } from '@nearhand/screen';
import type { Bench } from './bench-result.ts';
import type { BenchTable } from './bench-table.ts';
import { type DesktopPainter, documentArea, paintDesktop, paintWindows } from './desktop-picture.ts';
import { median } from './samples.ts';

const rounds = 31;

interface Scenario {
  readonly name: string;
  /** Draws the next picture; returns what changed. */
  readonly change: (desktop: DesktopPainter, round: number) => Rect;
  /** Everything is sent again each round. */
  readonly full?: boolean;
}

const screen: Rect = { x: 0, y: 0, width: 1920, height: 1080 };
const dark = 0x1e2127;

const scenarios: readonly Scenario[] = [
  {
    name: 'whole desktop, plain wallpaper',
    full: true,
    change: (desktop, round) => {
      if (round === 0) paintWindows(desktop, 0x2f5d8a);
      return screen;
    },
  },
  { name: 'whole desktop, photograph as wallpaper', full: true, change: () => screen },
  {
    name: 'whole screen photograph',
    full: true,
    change: (desktop, round) => {
      if (round === 0) desktop.photograph(screen, 11);
      return screen;
    },
  },
  {
    name: 'text, 200x100',
    change: (desktop, round) => {
      const rect = { x: 1200, y: 400, width: 200, height: 100 };
      desktop.fill(rect, dark);
      desktop.text(rect, 100 + round, dark, [0xabb2bf, 0x98c379]);
      return rect;
    },
  },
  {
    name: 'one letter typed',
    change: (desktop, round) => {
      const rect = { x: 1300 + (round % 40) * 8, y: 500, width: 8, height: 16 };
      desktop.fill(rect, dark);
      desktop.text({ ...rect, width: 120 }, 100 + round, dark, [0xabb2bf]);
      return { ...rect, width: 120 };
    },
  },
  {
    name: 'text scrolled by 40, 1000x800',
    change: (desktop) => scroll(desktop.picture, documentArea, 40),
  },
  { name: 'repaint without a change', change: () => screen },
];

/** Moves the rows up and brings in at the bottom what left at the top. */
function scroll(picture: PixelBuffer, rect: Rect, byPx: number): Rect {
  const { data, strideBytes } = picture;
  const place = (y: number): number => (rect.y + (y % rect.height)) * strideBytes + rect.x * 4;
  const before = data.slice();
  for (let y = 0; y < rect.height; y++) {
    const from = place(y + byPx);
    data.set(before.subarray(from, from + rect.width * 4), place(y));
  }
  return rect;
}

interface Measurement {
  bytes: number[];
  encodeMs: number[];
  decodeMs: number[];
  pngBytes: number[];
  pngMs: number[];
  zstdBytes: number[];
  zstdMs: number[];
}

function measure(scenario: Scenario): Measurement {
  const desktop = paintDesktop();
  const encoder = new ScreenEncoder();
  const decoder = new ScreenDecoder();
  encoder.update(desktop.picture, []);
  for (const update of drain(encoder)) decoder.decode(update);
  const result: Measurement = {
    bytes: [],
    encodeMs: [],
    decodeMs: [],
    pngBytes: [],
    pngMs: [],
    zstdBytes: [],
    zstdMs: [],
  };
  for (let round = 0; round < rounds; round++) {
    const damage = scenario.change(desktop, round);
    let updates: Uint8Array[] = [];
    const encodeMs = timeMs(() => {
      if (scenario.full) encoder.refresh();
      encoder.update(desktop.picture, [damage]);
      updates = drain(encoder);
    });
    const changed: Rect[] = [];
    const decodeMs = timeMs(() => {
      for (const update of updates) changed.push(...(decoder.decode(update)?.rects ?? []));
    });
    const areas = scenario.full ? [screen] : tilesAround(changed);
    result.encodeMs.push(encodeMs);
    result.decodeMs.push(decodeMs);
    result.bytes.push(updates.reduce((sum, update) => sum + update.length, 0));
    measurePeers(result, desktop.picture, areas);
  }
  return result;
}

function measurePeers(result: Measurement, picture: PixelBuffer, areas: readonly Rect[]): void {
  let png = 0;
  let zstd = 0;
  result.pngMs.push(
    timeMs(() => {
      for (const area of areas) png += deflateSync(filteredRows(picture, area), { level: 1 }).length + 57;
    }),
  );
  const params = { [constants.ZSTD_c_compressionLevel]: 1 };
  result.zstdMs.push(
    timeMs(() => {
      for (const area of areas) zstd += zstdCompressSync(packedRows(picture, area), { params }).length;
    }),
  );
  result.pngBytes.push(png);
  result.zstdBytes.push(zstd);
}

function drain(encoder: ScreenEncoder): Uint8Array[] {
  const updates: Uint8Array[] = [];
  while (encoder.pending) {
    const update = encoder.next();
    if (update) updates.push(update.bytes);
  }
  return updates;
}

/** One rectangle of whole tiles around all changes: what a sender without tiles of its own would code. */
function tilesAround(rects: readonly Rect[]): Rect[] {
  if (rects.length === 0) return [];
  const down = (value: number): number => Math.floor(value / tileSizePx) * tileSizePx;
  const up = (value: number): number => Math.ceil(value / tileSizePx) * tileSizePx;
  const x = down(Math.min(...rects.map((rect) => rect.x)));
  const y = down(Math.min(...rects.map((rect) => rect.y)));
  const right = Math.min(1920, up(Math.max(...rects.map((rect) => rect.x + rect.width))));
  const bottom = Math.min(1080, up(Math.max(...rects.map((rect) => rect.y + rect.height))));
  return [{ x, y, width: right - x, height: bottom - y }];
}

/** Red, green, blue; rows without gaps. */
function packedRows(picture: PixelBuffer, area: Rect): Uint8Array {
  const packed = new Uint8Array(area.width * area.height * 3);
  let at = 0;
  for (let y = area.y; y < area.y + area.height; y++) {
    let from = y * picture.strideBytes + area.x * 4;
    for (let x = 0; x < area.width; x++, from += 4) {
      packed[at++] = picture.data[from + 2] as number;
      packed[at++] = picture.data[from + 1] as number;
      packed[at++] = picture.data[from] as number;
    }
  }
  return packed;
}

/** As PNG prepares rows for deflate, with the Up filter for each: a good one for interfaces, and the cheapest. */
function filteredRows(picture: PixelBuffer, area: Rect): Uint8Array {
  const packed = packedRows(picture, area);
  const rowBytes = area.width * 3;
  const filtered = new Uint8Array(packed.length + area.height);
  let at = 0;
  for (let y = 0; y < area.height; y++) {
    filtered[at++] = 2;
    for (let i = y * rowBytes; i < (y + 1) * rowBytes; i++) {
      filtered[at++] = (packed[i] as number) - (y === 0 ? 0 : (packed[i - rowBytes] as number));
    }
  }
  return filtered;
}

function timeMs(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

function milliseconds(values: readonly number[]): number {
  return Math.round(median(values) * 100) / 100;
}

/** Medians of 31 rounds. */
async function measureAll(): Promise<BenchTable> {
  const rows = scenarios.map((scenario) => {
    const result = measure(scenario);
    return [
      scenario.name,
      median(result.bytes),
      median(result.pngBytes),
      median(result.zstdBytes),
      milliseconds(result.encodeMs),
      milliseconds(result.decodeMs),
      milliseconds(result.pngMs),
      milliseconds(result.zstdMs),
    ];
  });
  return {
    title: 'Screen codec, 1920x1080',
    columns: [
      'change',
      'bytes',
      'as PNG (zlib 1)',
      'as zstd 1',
      'encode ms',
      'decode ms',
      'PNG encode ms',
      'zstd encode ms',
    ],
    rows,
  };
}

export const screenCodecBench: Bench = {
  name: 'screen',
  title: 'Screen codec',
  run: async () => ({ tables: [await measureAll()] }),
};
