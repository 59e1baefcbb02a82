import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '@nearhand/base';
import {
  decodeRecordItems,
  encodeRecordItems,
  readRecordHeader,
  type RecordItem,
  writeRecordHeader,
} from './record.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('record header', () => {
  it('SES26: the header lies as the specification says', () => {
    expect(hex(writeRecordHeader({ epoch: 3, counter: 2 ** 40 + 5 }))).toBe('02000000030000010000000005');
  });

  it('refuses frames that are no record, too short, or counted beyond exact integers', () => {
    const frame = new Uint8Array(29);
    expect(readRecordHeader(frame)).toBeNull();
    frame[0] = 2;
    expect(readRecordHeader(frame)).toEqual({ epoch: 0, counter: 0 });
    expect(readRecordHeader(frame.subarray(1))).toBeNull();
    frame.fill(255, 5, 13);
    expect(readRecordHeader(frame)).toBeNull();
  });
});

const items: readonly RecordItem[] = [
  { type: 'attach', positions: [{ channel: 1, receivedBytes: 7, limitBytes: 300 }] },
  { type: 'pong', id: 9 },
  { type: 'position', position: { channel: 3, receivedBytes: 2 ** 33, limitBytes: 2 ** 34 } },
  { type: 'data', channel: 0, bytes: utf8.encode('hello') },
  { type: 'ping', id: 4_000_000_000 },
  { type: 'end', reason: 'viewer' },
];

const golden = [
  '0300000011010000000000000007000000000000012c',
  '050000000400000009',
  '02000000110300000002000000000000000400000000',
  '01000000060068656c6c6f',
  '0400000004ee6b2800',
  '0600000006766965776572',
].join('');

describe('record items', () => {
  it('SES26: the items lie as the specification says', () => {
    expect(hex(encodeRecordItems(items))).toBe(golden);
  });

  it('reads back what was written', () => {
    expect(decodeRecordItems(encodeRecordItems(items))).toEqual({ items, unknownItems: 0 });
  });

  it('SES27: items of unknown types are left out and counted', () => {
    const plain = new Uint8Array([0x63, 0, 0, 0, 2, 1, 2, ...encodeRecordItems([{ type: 'pong', id: 1 }])]);
    expect(decodeRecordItems(plain)).toEqual({ items: [{ type: 'pong', id: 1 }], unknownItems: 1 });
  });

  it.each([
    ['cut short', '04000000040000'],
    ['longer than the record', '04ffffffff00000001'],
    ['data without a channel', '0100000000'],
    ['data without bytes', '010000000100'],
    ['a position that ends before it begins', '0200000011010000000000000009000000000000000 8'.replace(' ', '')],
    ['an end for no known reason', '0600000003626164'],
    ['half a position', '03000000020100'],
  ])('refuses %s', (_name, text) => {
    expect(decodeRecordItems(new Uint8Array(Buffer.from(text, 'hex')))).toBeNull();
  });

  it('reads or refuses any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decoded = decodeRecordItems(new Uint8Array(bytes));
        expect(decoded === null || decoded.items.length + decoded.unknownItems >= 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
