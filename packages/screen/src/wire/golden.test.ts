// Byte for byte what the format is. A change here is a change of the wire: raise `wireVersion`.

import type { PixelBuffer } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { CursorEncoder } from '../cursor/cursor-encoder.ts';
import { ScreenDecoder } from '../decoder/screen-decoder.ts';
import { ScreenEncoder } from '../encoder/screen-encoder.ts';
import { asRgba, pictureOf } from '../testing/pictures.ts';
import { decodeFeedback, encodeFeedback } from './feedback.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Paints by place; colours are 0xRRGGBB. */
function painted(widthPx: number, heightPx: number, colourAt: (x: number, y: number) => number): PixelBuffer {
  const picture = pictureOf(widthPx, heightPx);
  const view = new DataView(picture.data.buffer);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) view.setUint32((y * widthPx + x) * 4, colourAt(x, y), true);
  }
  return picture;
}

const colours = Array.from({ length: 200 }, (_, i) => (0x100000 + i * 0x010203).toString(16));
const natural = '000000 102030 112131 112232'.split(' ').map((colour) => parseInt(colour, 16));
const naturalPlaces = [1, 2, 3, 3, 1, 2, 1, 1];

/** The bytes of an update, and the picture they are. */
const vectors: Record<string, { readonly bytes: string; readonly picture: PixelBuffer }> = {
  solid: {
    bytes: '01010300000001' + '00460003' + '010000' + '102030' + '010100' + '102030',
    picture: painted(70, 3, () => 0x102030),
  },
  indexed: {
    bytes: '01010300000001' + '00060004' + '020000' + 'ffff0000' + 'ff0000ff' + 'd00001d700d0e800d101d00001d0',
    picture: painted(6, 4, (x, y) => ((x * x + y) % 3 === 0 ? 0xff0000 : 0x0000ff)),
  },
  'indexed, with a far place and a long run': {
    bytes: '01010300000001' + '00400004' + '020000' + colours.map((colour) => `ff${colour}`).join('') + 'c003' + 'e71f',
    picture: painted(64, 4, (x, y) => parseInt(colours[y * 64 + x] ?? colours[195] ?? '', 16)),
  },
  natural: {
    bytes: '01010300000001' + '00040002' + '030000' + 'ff102030' + '7f' + 'a178' + '00' + '01' + 'cd' + '00',
    picture: painted(4, 2, (x, y) => natural[naturalPlaces[y * 4 + x] as number] as number),
  },
  compressed: {
    bytes:
      '01010700000001' + '003c0018' + '000000e2' + '636260f8ffe1c387e7aaff1514145e336283ff349fab4099e8700848a90300',
    picture: painted(60, 24, (x, y) => (x % 5 === 2 && y % 3 !== 0 ? 0x202020 : 0xf0f0f0)),
  },
};

describe('the wire format', () => {
  it.each(Object.keys(vectors))('SCR6: %s', (name) => {
    const { bytes, picture } = vectors[name] as { bytes: string; picture: PixelBuffer };
    const decoder = new ScreenDecoder();
    decoder.decode(Buffer.from(bytes, 'hex'));
    expect(decoder.surface?.rgba).toEqual(asRgba(picture));
  });

  it('SCR6: an update that repeats the one before it', () => {
    const decoder = new ScreenDecoder();
    const updates = [
      '01010700000001' + '003c0018' + '0000007a' + '6b6200026beeff1f3e7c78aefa5f4141e1352336f84ff3b90a5609b2a5d401',
      '01010600000002' + '003c0018' + '00000074' + '03d9cc63cdcdf05c95ba06e3b31300',
    ];
    for (const update of updates) decoder.decode(Buffer.from(update, 'hex'));
    expect(decoder.surface?.rgba).toEqual(asRgba(vectors['compressed']?.picture ?? pictureOf(1, 1)));
  });

  it('SCR6: a part of a tile', () => {
    const encoder = new ScreenEncoder();
    encoder.update(
      painted(70, 70, () => 0),
      [],
    );
    expect(hex(encoder.next()?.bytes ?? new Uint8Array())).toBe('0101030000000100460046');
    const rect = { x: 60, y: 10, width: 8, height: 2 };
    encoder.update(
      painted(70, 70, (x, y) => (x >= 60 && x < 68 && y >= 10 && y < 12 ? 0xabcdef : 0)),
      [rect],
    );
    expect(hex(encoder.next()?.bytes ?? new Uint8Array())).toBe(
      '0101020000000200460046' + '810000' + '3c0a0301' + 'abcdef' + '810100' + '000a0301' + 'abcdef',
    );
  });

  it('SCR6: the pointer', () => {
    const encoder = new CursorEncoder();
    const shape = { widthPx: 2, heightPx: 1, hotspotX: 1, hotspotY: 0, rgba: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
    const [define, use] = [encoder.encode(shape), encoder.encode(shape)].map(hex);
    expect(define).toBe('010201' + '874f061d' + '01000100' + '00' + '0102030405060708');
    expect(use).toBe('010202' + '874f061d');
    expect(hex(encoder.encode(null))).toBe('010200');
  });

  it('SCR6: feedback', () => {
    const acknowledgement = encodeFeedback({ kind: 'acknowledgement', number: 0xfedcba98 });
    expect(hex(acknowledgement)).toBe('0110fedcba98');
    expect(decodeFeedback(acknowledgement)).toEqual({ kind: 'acknowledgement', number: 0xfedcba98 });
    expect(hex(encodeFeedback({ kind: 'refresh' }))).toBe('0111');
    expect(decodeFeedback(Uint8Array.of(1, 0x11))).toEqual({ kind: 'refresh' });
  });

  it.each([[[]], [[1]], [[2, 0x10, 0, 0, 0, 1]], [[1, 0x10, 0, 0, 1]], [[1, 0x11, 0]], [[1, 1]]])(
    'SCR7: feedback %j is refused',
    (bytes) => {
      expect(() => decodeFeedback(Uint8Array.from(bytes))).toThrow('cannot be decoded');
    },
  );
});
