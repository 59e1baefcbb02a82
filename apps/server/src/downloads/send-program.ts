// Sends a program in its envelope: compressed as the browser likes it, or plain in ranges for a download that is resumed.
// The pieces lie finished on the disk; nothing is compressed while somebody waits.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { combineCrc32, deflatePiece, type Envelope, gzipEnds, zstdEnds, zstdPiece } from '@nearhand/agent-builder';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReadyProgram } from './program-shelf.ts';

interface Content {
  readonly encoding: 'zstd' | 'gzip' | null;
  readonly head: Uint8Array;
  readonly file: string;
  readonly fileSize: number;
  readonly tail: Uint8Array;
}

/** Bytes that were sent of all; called for each piece, and once with what was sent when it ends early. */
export type OnSent = (sent: number, total: number) => void;

export function sendProgram(
  request: FastifyRequest,
  reply: FastifyReply,
  { program, envelope, onSent }: { program: ReadyProgram; envelope: Envelope; onSent: OnSent },
): FastifyReply {
  const content = contentFor(request, program, envelope);
  const total = content.head.length + content.fileSize + content.tail.length;
  const tag = etagOf(program, envelope, content);
  reply
    .type(envelope.mediaType)
    .header('content-disposition', `attachment; filename="${envelope.fileName}"`)
    .header('cache-control', 'private, no-transform')
    .header('vary', 'accept-encoding')
    .header('etag', tag);
  if (content.encoding !== null) reply.header('content-encoding', content.encoding);
  else reply.header('accept-ranges', 'bytes');
  const range = content.encoding === null ? rangeOf(request, tag, total) : null;
  if (range === 'none') return reply.status(416).header('content-range', `bytes */${total}`).send();
  const { from, to } = range ?? { from: 0, to: total };
  if (range !== null) reply.status(206).header('content-range', `bytes ${from}-${to - 1}/${total}`);
  reply.header('content-length', to - from);
  if (request.method === 'HEAD') return reply.send();
  return reply.send(Readable.from(counted(content, { from, to, total }, onSent), { objectMode: false }));
}

function contentFor({ headers }: FastifyRequest, { build, folder }: ReadyProgram, envelope: Envelope): Content {
  const { prefix, suffix } = envelope;
  const accepted = new Set(
    (headers['accept-encoding'] ?? '')
      .toString()
      .split(',')
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(';')[0]?.trim().toLowerCase()),
  );
  const { compressed } = build;
  if (headers.range === undefined && compressed !== null && accepted.has('zstd')) {
    const ends = zstdEnds(prefix, suffix);
    return { encoding: 'zstd', ...ends, file: join(folder, zstdPiece), fileSize: compressed.zstdSize };
  }
  if (headers.range === undefined && compressed !== null && accepted.has('gzip')) {
    const size = prefix.length + build.size + suffix.length;
    const start = combineCrc32(crc32(prefix), build.crc32, build.size);
    const ends = gzipEnds(prefix, suffix, { crc32: crc32(suffix, start), size });
    return { encoding: 'gzip', ...ends, file: join(folder, deflatePiece), fileSize: compressed.gzipSize };
  }
  return { encoding: null, head: prefix, file: join(folder, build.fileName), fileSize: build.size, tail: suffix };
}

/** Strong: the same tag, the same bytes. */
function etagOf({ build }: ReadyProgram, { prefix, suffix }: Envelope, { encoding, fileSize }: Content): string {
  const hash = createHash('sha256').update(build.sha256).update(prefix).update(suffix);
  return `"${hash
    .update(`${encoding ?? ''} ${fileSize}`)
    .digest('base64url')
    .slice(0, 27)}"`;
}

/** null: everything is wanted. 'none': what is wanted is not there. `to` is behind the last byte. */
function rangeOf(
  { headers }: FastifyRequest,
  tag: string,
  total: number,
): { from: number; to: number } | 'none' | null {
  const condition = headers['if-range'];
  if (headers.range === undefined || (condition !== undefined && condition !== tag)) return null;
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range);
  const [, first = '', last = ''] = found ?? [];
  if (found === null || (first === '' && last === '')) return null;
  const from = first === '' ? Math.max(0, total - Number(last)) : Number(first);
  const to = first === '' || last === '' ? total : Math.min(total, Number(last) + 1);
  return from < to ? { from, to } : 'none';
}

async function* counted(
  { head, file, fileSize, tail }: Content,
  { from, to, total }: { from: number; to: number; total: number },
  onSent: OnSent,
): AsyncGenerator<Uint8Array> {
  let sent = from;
  const pass = (piece: Uint8Array): Uint8Array => {
    sent += piece.length;
    onSent(sent, total);
    return piece;
  };
  const fileEnd = head.length + fileSize;
  if (from < head.length) yield pass(head.subarray(from, to));
  const [start, end] = [Math.max(0, from - head.length), Math.min(fileSize, to - head.length)];
  if (start < end) for await (const chunk of createReadStream(file, { start, end: end - 1 })) yield pass(chunk);
  if (to > fileEnd) yield pass(tail.subarray(Math.max(0, from - fileEnd), to - fileEnd));
}
