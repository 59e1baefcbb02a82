// The program compressed once, in pieces that can be continued: without a beginning and without an end, so that a download
// can put a few bytes of its own before and behind it and still be one valid stream. Formats: RFC 8878 (zstd), RFC 1951
// and 1952 (deflate, gzip).

import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { constants, createDeflateRaw, createZstdCompress } from 'node:zlib';

/** What every browser accepts is a window of 8 MiB. */
const windowLog = 23;
const zstdHeaderSize = 6;
const zstdMagic = 0xfd2fb528;
const blockHeaderSize = 3;

/** zstd blocks without the frame's header; none of them says that it is the last. */
export async function writeZstdBlocks(program: string, output: string, level: number): Promise<void> {
  const compress = createZstdCompress({
    params: {
      [constants.ZSTD_c_compressionLevel]: level,
      [constants.ZSTD_c_windowLog]: windowLog,
      [constants.ZSTD_c_checksumFlag]: 0,
      [constants.ZSTD_c_contentSizeFlag]: 0,
    },
  });
  await pipeline(
    createReadStream(program),
    compress,
    dropStart(zstdHeaderSize, isExpectedHeader),
    createWriteStream(output),
  );
  await continueLastBlock(output);
}

function isExpectedHeader(header: Buffer): boolean {
  return header.readUInt32BE(0) === 0x28b52ffd && header[4] === 0 && header[5] === (windowLog - 10) << 3;
}

function dropStart(size: number, isExpected: (start: Buffer) => boolean): Transform {
  let start: Buffer | null = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (start === null) return done(null, chunk);
      start = Buffer.concat([start, chunk]);
      if (start.length < size) return done();
      const whole = start;
      start = null;
      if (isExpected(whole.subarray(0, size))) done(null, whole.subarray(size));
      else done(new Error('zstd wrote a header that is not expected'));
    },
  });
}

/** Walks the blocks to the last one and takes the mark of the last from it. */
async function continueLastBlock(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const header = Buffer.alloc(blockHeaderSize);
    for (let at = 0; at < size;) {
      await file.read(header, 0, blockHeaderSize, at);
      const value = header.readUIntLE(0, blockHeaderSize);
      const isRepeated = ((value >> 1) & 3) === 1;
      if ((value & 1) === 1) {
        header.writeUIntLE(value & ~1, 0, blockHeaderSize);
        await file.write(header, 0, blockHeaderSize, at);
        return;
      }
      at += blockHeaderSize + (isRepeated ? 1 : value >> 3);
    }
    throw new Error('the zstd stream has no last block');
  } finally {
    await file.close();
  }
}

/** Deflate blocks that end on a byte and of which none is the last. */
export async function writeDeflateBlocks(program: string, output: string, level: number): Promise<void> {
  const compress = createDeflateRaw({ level, finishFlush: constants.Z_FULL_FLUSH });
  await pipeline(createReadStream(program), compress, createWriteStream(output));
}

/** What goes before and behind the compressed program, so that the whole decompresses to prefix, program, suffix. */
export interface Ends {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

export function zstdEnds(prefix: Uint8Array, suffix: Uint8Array): Ends {
  const header = Buffer.alloc(zstdHeaderSize);
  header.writeUInt32LE(zstdMagic, 0);
  header[5] = (windowLog - 10) << 3;
  const first = prefix.length === 0 ? [] : [rawZstdBlock(prefix, false)];
  return { head: Buffer.concat([header, ...first]), tail: rawZstdBlock(suffix, true) };
}

function rawZstdBlock(content: Uint8Array, isLast: boolean): Buffer {
  if (content.length >= 128 * 1024) throw new Error('too much for one block');
  const header = Buffer.alloc(blockHeaderSize);
  header.writeUIntLE((content.length << 3) | (isLast ? 1 : 0), 0, blockHeaderSize);
  return Buffer.concat([header, content]);
}

/** `crc32` and `size` of the whole content. */
export function gzipEnds(prefix: Uint8Array, suffix: Uint8Array, content: { crc32: number; size: number }): Ends {
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
  const first = prefix.length === 0 ? [] : [storedDeflateBlock(prefix, false)];
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(content.crc32, 0);
  trailer.writeUInt32LE(content.size % 2 ** 32, 4);
  return { head: Buffer.concat([header, ...first]), tail: Buffer.concat([storedDeflateBlock(suffix, true), trailer]) };
}

function storedDeflateBlock(content: Uint8Array, isLast: boolean): Buffer {
  if (content.length > 0xffff) throw new Error('too much for one block');
  const header = Buffer.alloc(5);
  header[0] = isLast ? 1 : 0;
  header.writeUInt16LE(content.length, 1);
  header.writeUInt16LE(~content.length & 0xffff, 3);
  return Buffer.concat([header, content]);
}
