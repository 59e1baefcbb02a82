import { utf8 } from '@nearhand/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanClipboardText,
  clipboardOutcomes,
  decodeClipboard,
  encodeClipboardAnswer,
  encodeClipboardText,
  maxClipboardTextBytes,
} from './clipboard.ts';

const copied = (text: string) => ({ kind: 'message', message: { type: 'text.copied', text } });

describe('the messages of the clipboard', () => {
  it('SES28: any text that was cleaned arrives as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        const clean = cleanClipboardText(text);
        const message = encodeClipboardText(clean);
        if (clean !== '' && message !== null) expect(decodeClipboard(message)).toEqual(copied(clean));
      }),
    );
    expect(cleanClipboardText('\ufeffa\0b\r\nc\ud800d')).toBe('ab\nc\ufffdd');
    for (const outcome of clipboardOutcomes) {
      const message = { type: 'text.answered', outcome };
      expect(decodeClipboard(encodeClipboardAnswer(outcome))).toEqual({ kind: 'message', message });
    }
  });

  it('SES28: the limit counts bytes of UTF-8', () => {
    const longest = encodeClipboardText('€'.repeat(349_525));
    expect([longest?.length, encodeClipboardText(`${'€'.repeat(349_525)}xx`)]).toEqual([maxClipboardTextBytes, null]);
    expect(decodeClipboard(new Uint8Array(maxClipboardTextBytes + 2).fill(1)).kind).toBe('malformed');
    expect(decodeClipboard(new Uint8Array(maxClipboardTextBytes + 1).fill(1)).kind).toBe('message');
  });

  it('SES28: what is broken is told from what is new', () => {
    const broken = [[], [1], [1, 0xff], [1, 0xed, 0xa0, 0x80], [1, 97, 0], [2], [2, 4], [2, 0, 0]];
    expect(broken.map((bytes) => decodeClipboard(Uint8Array.from(bytes)).kind)).toEqual(broken.map(() => 'malformed'));
    expect(decodeClipboard(Uint8Array.of(3, 1, 2)).kind).toBe('unknown');
    expect(decodeClipboard(Uint8Array.of(1, ...utf8.encode('ü'))).kind).toBe('message');
    fc.assert(fc.property(fc.uint8Array(), (bytes) => decodeClipboard(bytes).kind !== undefined));
  });
});
