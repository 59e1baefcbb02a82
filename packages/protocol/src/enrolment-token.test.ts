import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  enrolmentTokenBytes,
  enrolmentTokenOf,
  enrolmentTokenSchema,
  formatEnrolmentToken,
  parseEnrolmentToken,
} from './enrolment-token.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const tokens = fc
  .uint8Array({ minLength: enrolmentTokenBytes, maxLength: enrolmentTokenBytes })
  .map((bytes) => enrolmentTokenOf(bytes));

describe('enrolment token', () => {
  it('is its random bytes, one character for five bits', () => {
    expect(enrolmentTokenOf(new Uint8Array(enrolmentTokenBytes))).toBe('0'.repeat(25));
    const counting = enrolmentTokenOf(Uint8Array.from({ length: enrolmentTokenBytes }, (_, at) => at * 17));
    expect(counting).toBe('008j4ct4ank7f24snaxwsqfe3');
  });

  it('ENR1: whatever people and file systems do to its letters, the token is found again', () => {
    fc.assert(
      fc.property(tokens, fc.constantFrom('-', ' ', ' - ', '\u2011'), (token, between) => {
        const typed = [
          token.toUpperCase(),
          formatEnrolmentToken(token),
          `  ${token.match(/.{5}/g)?.join(between) ?? ''}\n`,
          token.replaceAll('0', 'O').replaceAll('1', 'l'),
        ];
        expect(typed.map(parseEnrolmentToken)).toEqual(typed.map(() => token));
      }),
    );
  });

  it('ENR1: one wrong character is noticed before anything is sent', () => {
    fc.assert(
      fc.property(tokens, fc.nat(24), fc.integer({ min: 1, max: 31 }), (token, at, by) => {
        const other = alphabet.charAt((alphabet.indexOf(token.charAt(at)) + by) % 32);
        expect(parseEnrolmentToken(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
      }),
    );
  });

  it('takes nothing else', () => {
    fc.assert(
      fc.property(tokens, (token) => {
        expect(enrolmentTokenSchema.safeParse(token).success).toBe(true);
        for (const wrong of [token.slice(1), `${token}0`, 'u'.repeat(25), '']) {
          expect(parseEnrolmentToken(wrong)).toBeNull();
        }
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void parseEnrolmentToken(text)));
  });
});
