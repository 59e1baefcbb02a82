import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPng, writePng } from './png.ts';

const size = 8;
const signature = Buffer.from('89504e470d0a1a0a', 'hex');

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function header(changes: Partial<Record<'width' | 'height' | 'depth' | 'colour' | 'interlace', number>> = {}): Buffer {
  const { width = size, height = size, depth = 8, colour = 2, interlace = 0 } = changes;
  const body = Buffer.alloc(13);
  body.writeUInt32BE(width, 0);
  body.writeUInt32BE(height, 4);
  body.set([depth, colour, 0, 0, interlace], 8);
  return chunk('IHDR', body);
}

const rows = (bytes: number, filter = 0, fill = 7) =>
  Buffer.concat(Array.from({ length: size }, () => Buffer.from([filter, ...Array(size * bytes).fill(fill)])));
const data = (raw: Buffer) => chunk('IDAT', deflateSync(raw));
const end = chunk('IEND', Buffer.alloc(0));
const file = (...parts: Buffer[]) => Buffer.concat([signature, ...parts]);
const good = file(header(), data(rows(3)), end);

describe('PNG', () => {
  it('PRO3: comes back from what was written, pixel by pixel', async () => {
    const pixels = fc.uint8Array({ minLength: size * size * 3, maxLength: size * size * 3 });
    await fc.assert(
      fc.asyncProperty(pixels, async (bytes) => {
        expect(await readPng(await writePng(Buffer.from(bytes), size), size)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 30 },
    );
  });

  it('PRO3: undoes each filter and lays alpha on white', async () => {
    const first = async (filter: number) =>
      (await readPng(file(header(), data(rows(3, filter, 1)), end), size))?.subarray(-3);
    expect([await first(0), await first(1), await first(2), await first(3), await first(4)]).toEqual(
      [[1, 1, 1], [8, 8, 8], [8, 8, 8], expect.anything(), expect.anything()].map((wanted) =>
        Array.isArray(wanted) ? Buffer.from(wanted) : wanted,
      ),
    );
    const clear = Buffer.concat(
      Array.from({ length: size }, () => Buffer.from([0, ...Array(size).fill([9, 9, 9, 0]).flat()])),
    );
    const read = await readPng(file(header({ colour: 6 }), data(clear), end), size);
    expect(read).toEqual(Buffer.alloc(size * size * 3, 255));
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a GIF', Buffer.from('GIF89a')],
    ['only a signature', signature],
    ['another size', file(header({ width: size + 1 }), data(rows(3)), end)],
    ['a gigantic size', file(header({ width: 2 ** 31, height: 2 ** 31 }), data(rows(3)), end)],
    ['16 bits a channel', file(header({ depth: 16 }), data(rows(6)), end)],
    ['a palette', file(header({ colour: 3 }), data(rows(1)), end)],
    ['interlaced', file(header({ interlace: 1 }), data(rows(3)), end)],
    ['an unknown critical chunk', file(header(), chunk('EVIL', Buffer.from('x')), data(rows(3)), end)],
    ['a header twice', file(header(), header(), data(rows(3)), end)],
    ['no header', file(data(rows(3)), end)],
    ['no pixels', file(header(), end)],
    ['too few pixels', file(header(), data(rows(3).subarray(1)), end)],
    ['a bomb', file(header(), data(Buffer.alloc(50_000_000)), end)],
    ['what is no stream', file(header(), chunk('IDAT', Buffer.from('not deflated')), end)],
    ['a filter that does not exist', file(header(), data(rows(3, 9)), end)],
    ['a wrong sum', Buffer.concat([good.subarray(0, 29), Buffer.from([0]), good.subarray(30)])],
    ['something behind its end', Buffer.concat([good, Buffer.from('<script>alert(1)</script>')])],
    ['cut off', good.subarray(0, -5)],
    ['a length beyond the file', file(Buffer.from('ffffffff49484452', 'hex'), Buffer.alloc(12))],
  ])('PRO3: refuses %s', async (_name, bytes) => {
    expect(await readPng(bytes, size)).toBeNull();
  });

  it('PRO3: leaves out texts and places', async () => {
    const told = file(header(), chunk('tEXt', Buffer.from('Comment\0<script>')), data(rows(3)), end);
    const pixels = await readPng(told, size);
    expect((await writePng(pixels ?? Buffer.alloc(0), size)).includes('script')).toBe(false);
  });

  it('PRO3: survives anything', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(good.length - 1), async (bytes, at) => {
        expect(await readPng(Buffer.from(bytes), size)).toBeNull();
        const changed = Buffer.from(good);
        changed[at] = (changed[at] ?? 0) ^ 0x55;
        expect(await readPng(changed, size)).toBeNull();
      }),
    );
  });
});
