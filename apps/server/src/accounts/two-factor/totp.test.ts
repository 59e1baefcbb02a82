import { describe, expect, it } from 'vitest';
import { base32, codeOf, matchingStep, newSecret, stepAt, totpAddress } from './totp.ts';

/** Of RFC 6238, appendix B; its eight digits cut to the last six. */
const secret = '12345678901234567890';

describe('one-time passwords', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('TWO3: at second %i the code is %s', (seconds, code) => {
    expect(codeOf(secret, stepAt(seconds * 1000))).toBe(code);
  });

  it('TWO3: accepts one step early or late, no more', () => {
    const now = 1_000_000_000_000;
    const code = codeOf(secret, stepAt(now));
    const offsets = [-60_000, -30_000, 0, 30_000, 60_000];
    expect(offsets.map((offset) => matchingStep(secret, code, now + offset))).toEqual([
      null,
      stepAt(now),
      stepAt(now),
      stepAt(now),
      null,
    ]);
    expect(matchingStep(secret, `${code}0`, now)).toBeNull();
  });

  it('TWO1: tells apps the secret, the server and the account', () => {
    expect(base32(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    const address = new URL(totpAddress({ secret, issuer: 'Ma & société', account: 'zoé+1@example.org' }));
    expect(address.searchParams.get('secret')).toBe(base32(secret));
    expect(address.searchParams.get('issuer')).toBe('Ma & société');
    expect(address.href).not.toContain('+');
    expect(decodeURIComponent(address.pathname)).toContain('Ma & société:zoé+1@example.org');
  });

  it('TWO1: makes secrets of forty letters, each its own', () => {
    const made = new Set(Array.from({ length: 50 }, () => base32(newSecret())));
    expect(made.size).toBe(50);
    for (const one of made) expect(one).toMatch(/^[A-Z2-7]{40}$/);
  });
});
