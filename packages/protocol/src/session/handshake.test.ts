import { describe, expect, it } from 'vitest';
import { utf8 } from '@nearhand/base';
import {
  agentHandshakeMessageSchema,
  answerSigningInput,
  handshakeFrame,
  parseHandshakeBody,
  resumeSalt,
  transcriptInput,
} from './handshake.ts';

const a = new Uint8Array(32).fill(0xaa);
const b = new Uint8Array(32).fill(0xbb);
const c = new Uint8Array(32).fill(0xcc);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('handshake messages', () => {
  it('SES26: signed and hashed bytes lie as the specification says', () => {
    const parts = [hex(a), hex(b), hex(c)].join('');
    expect(hex(answerSigningInput(a, b, c))).toBe(hex(utf8.encode('nearhand handshake v1\0')) + parts);
    expect(hex(transcriptInput(a, b, c))).toBe(hex(utf8.encode('nearhand transcript v1\0')) + parts);
    expect(hex(resumeSalt(258, a, b))).toBe(`00000102${hex(a)}${hex(b)}`);
  });

  it('travel as a byte of kind and JSON', () => {
    const frame = handshakeFrame({ type: 'resume.refused' });
    expect(frame[0]).toBe(1);
    expect(agentHandshakeMessageSchema.parse(parseHandshakeBody(frame.subarray(1)))).toEqual({
      type: 'resume.refused',
    });
  });

  it('are refused when too long, no UTF-8 or no JSON', () => {
    expect(parseHandshakeBody(utf8.encode(JSON.stringify('x'.repeat(9000))))).toBeNull();
    expect(parseHandshakeBody(new Uint8Array([0xff, 0xfe]))).toBeNull();
    expect(parseHandshakeBody(utf8.encode('{'))).toBeNull();
  });
});
