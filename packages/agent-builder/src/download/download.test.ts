import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, gunzipSync, zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gzipEnds, writeDeflateBlocks, writeZstdBlocks, zstdEnds } from './compressed.ts';
import { combineCrc32 } from './crc32.ts';

/** Some that compresses, some that does not, more than one block. */
const program = Buffer.concat([
  Buffer.from('the same words '.repeat(40_000)),
  randomBytes(300_000),
  Buffer.alloc(500_000),
]);
const [zstd, deflate] = ['zstd', 'deflate'];
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
  writeFileSync(join(folder, 'program'), program);
  await writeZstdBlocks(join(folder, 'program'), join(folder, zstd), 3);
  await writeDeflateBlocks(join(folder, 'program'), join(folder, deflate), 3);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const part = fc.uint8Array({ maxLength: 2000 });

describe('a download made of pieces', () => {
  it('BLD22: decompresses to what is before, the program, and what is behind, in both formats', () => {
    const pieces = [zstd, deflate].map((name) => readFileSync(join(folder, name)));
    fc.assert(
      fc.property(part, part, (prefix, suffix) => {
        const content = Buffer.concat([prefix, program, suffix]);
        const whole = { crc32: crc32(suffix, crc32(program, crc32(prefix))), size: content.length };
        const [first, second] = [zstdEnds(prefix, suffix), gzipEnds(prefix, suffix, whole)];
        const zstdStream = Buffer.concat(
          [first.head, pieces[0] ?? zstd, first.tail].map((piece) => Buffer.from(piece)),
        );
        const gzipStream = Buffer.concat(
          [second.head, pieces[1] ?? zstd, second.tail].map((piece) => Buffer.from(piece)),
        );
        expect(sha256(zstdDecompressSync(zstdStream))).toBe(sha256(content));
        expect(sha256(gunzipSync(gzipStream))).toBe(sha256(content));
      }),
      { numRuns: 10 },
    );
  });

  it('knows the checksum of two pieces from those of each', () => {
    fc.assert(
      fc.property(part, part, (one, other) => {
        const together = crc32(Buffer.concat([one, other]));
        expect(combineCrc32(crc32(one), crc32(other), other.length)).toBe(together);
      }),
    );
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
