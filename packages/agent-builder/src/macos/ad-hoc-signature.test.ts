import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signAdHoc } from './ad-hoc-signature.ts';

const pageSize = 4096;

/** A Mach-O program with the two segments that a signature is about, five pages and a half. */
function program(): Uint8Array {
  const bytes = new Uint8Array(5 * pageSize + 2000).map((_, index) => index % 251);
  bytes.fill(0, 0, pageSize);
  const view = new DataView(bytes.buffer);
  [0xfeedfacf, 0x0100000c, 0, 2, 2, 72 + 80 + 72].forEach((word, index) => view.setUint32(index * 4, word, true));
  segment(view, 32, '__TEXT', 0, 3 * pageSize, 1);
  view.setUint32(32 + 72 + 48, pageSize, true);
  segment(view, 32 + 152, '__LINKEDIT', 4 * pageSize, pageSize + 2000, 0);
  return bytes;
}

function segment(view: DataView, at: number, name: string, from: number, size: number, sections: number): void {
  view.setUint32(at, 0x19, true);
  view.setUint32(at + 4, 72 + sections * 80, true);
  [...name].forEach((letter, index) => view.setUint8(at + 8 + index, letter.charCodeAt(0)));
  view.setBigUint64(at + 40, BigInt(from), true);
  view.setBigUint64(at + 48, BigInt(size), true);
  view.setUint32(at + 64, sections, true);
}

describe('the signature of macOS', () => {
  const signed = signAdHoc(program(), 'agent');
  const view = new DataView(signed.buffer);
  const command = 32 + 152 + 72;
  const signatureAt = view.getUint32(command + 8, true);

  it('BLD31: is named by a load command and lies at the end of the last segment', () => {
    expect([view.getUint32(16, true), view.getUint32(20, true)]).toEqual([3, 72 + 80 + 72 + 16]);
    expect([view.getUint32(command, true), view.getUint32(command + 4, true)]).toEqual([0x1d, 16]);
    expect(signatureAt + view.getUint32(command + 12, true)).toBe(signed.length);
    expect(Number(view.getBigUint64(32 + 152 + 48, true))).toBe(signed.length - 4 * pageSize);
  });

  it('BLD31: holds a hash of every page, and says how far they reach', () => {
    const directory = signatureAt + 20;
    const hashesAt = directory + view.getUint32(directory + 16);
    const pages = Array.from({ length: view.getUint32(directory + 28) }, (_, page) =>
      createHash('sha256').update(signed.subarray(page * pageSize, Math.min((page + 1) * pageSize, signatureAt))),
    );
    const stored = pages.map((_, page) =>
      Buffer.from(signed.subarray(hashesAt + page * 32, hashesAt + page * 32 + 32)),
    );
    expect(stored.map((hash) => hash.toString('hex'))).toEqual(pages.map((hash) => hash.digest('hex')));
    expect([pages.length, view.getUint32(directory + 32), view.getUint32(directory + 12)]).toEqual([
      6,
      signatureAt,
      0x20002,
    ]);
  });

  it('BLD31: signing again changes nothing', () => {
    expect(Buffer.from(signAdHoc(signed, 'agent')).equals(signed)).toBe(true);
  });

  it('refuses what it cannot sign', () => {
    expect(() => signAdHoc(new Uint8Array(100), 'agent')).toThrow('not a 64-bit Mach-O file');
    const crowded = program();
    new DataView(crowded.buffer).setUint32(32 + 72 + 48, command + 8, true);
    expect(() => signAdHoc(crowded, 'agent')).toThrow('no room');
  });
});
