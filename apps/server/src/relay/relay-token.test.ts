import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relayTokenSchema } from '@nearhand/protocol';
import { type RelayClaims, RelayTokens } from './relay-token.ts';

const secret = new Uint8Array(32).fill(1);
const claims: RelayClaims = {
  linkId: '0198c0de-0000-7000-8000-000000000001',
  sessionId: '0198c0de-0000-7000-8000-000000000002',
  side: 'agent',
};

describe('relay tokens', () => {
  it('REL1: are read by whoever has the same secret, and by nobody else', () => {
    const token = new RelayTokens(secret).issue(claims);
    expect(relayTokenSchema.safeParse(token).success).toBe(true);
    expect(new RelayTokens(secret).read(token)).toEqual(claims);
    expect(new RelayTokens(new Uint8Array(32).fill(2)).read(token)).toBeNull();
  });

  it('REL1: changed ones are refused', () => {
    const tokens = new RelayTokens(secret);
    const token = tokens.issue(claims);
    const [encoded = '', signature = ''] = token.split('.');
    const viewer = tokens.issue({ ...claims, side: 'viewer' }).split('.')[0];
    const broken = [
      `${viewer}.${signature}`,
      `${encoded}.`,
      `.${signature}`,
      encoded,
      '',
      '.',
      `${token}.x`,
      `${token}A`,
    ];
    expect(broken.map((text) => tokens.read(text))).toEqual(broken.map(() => null));
  });

  it('REL1: nothing else is one', () => {
    const tokens = new RelayTokens(secret);
    fc.assert(fc.property(fc.string(), (text) => tokens.read(text) === null));
  });
});
