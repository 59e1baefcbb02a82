import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createAddressOf } from './client-address.ts';

function from(remoteAddress: string, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  // The two fields it reads; the rest of a request plays no part.
  return Object.assign(Object.create(null), { socket: { remoteAddress }, headers });
}

describe('client address', () => {
  it('is the socket’s own where no proxy is trusted', () => {
    expect(createAddressOf([])(from('198.51.100.7', '203.0.113.1'))).toBe('198.51.100.7');
  });

  it('is the last one a trusted proxy vouches for', () => {
    const addressOf = createAddressOf(['10.0.0.0/8', '2001:db8::1']);
    expect([
      addressOf(from('10.1.2.3', '203.0.113.1')),
      addressOf(from('::ffff:10.1.2.3', '6.6.6.6, 203.0.113.1, 10.9.9.9')),
      addressOf(from('2001:db8::1', '203.0.113.2')),
      addressOf(from('198.51.100.7', '203.0.113.1')),
      addressOf(from('10.1.2.3')),
    ]).toEqual(['203.0.113.1', '203.0.113.1', '203.0.113.2', '198.51.100.7', '10.1.2.3']);
  });
});
