import { describe, expect, it } from 'vitest';
import { AppError, ManualClock } from '@nearhand/base';
import { SignInLimit, freeTries, slowTryMs } from './sign-in-limit.ts';

const body = { email: 'Anna@example.org', password: 'x' };

async function outcome(booking: Promise<() => void>): Promise<unknown> {
  try {
    await booking;
    return 'tried';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
}

describe('guessing one account’s password', () => {
  const clock = new ManualClock();
  const make = () => new SignInLimit({ clock, isKnown: async ({ sentCookies }) => sentCookies === 'known' });

  it('ACC6: gets slow after wrong ones, for strangers, and never stops', async () => {
    const limit = make();
    for (let i = 0; i < freeTries; i++) expect(await outcome(limit.book(body, undefined))).toBe('tried');
    expect(await outcome(limit.book(body, undefined))).toBe('too_many_attempts');
    expect(await outcome(limit.book({ email: ' anna@EXAMPLE.org ' }, 'other'))).toBe('too_many_attempts');
    expect(await outcome(limit.book({ email: 'bo@example.org' }, undefined))).toBe('tried');
    clock.advance(slowTryMs);
    expect(await outcome(limit.book(body, undefined))).toBe('tried');
    expect(await outcome(limit.book(body, undefined))).toBe('too_many_attempts');
  });

  it('ACC6: browsers that were signed in before go on, and are limited apart', async () => {
    const limit = make();
    for (let i = 0; i < freeTries + 5; i++) await outcome(limit.book(body, undefined));
    for (let i = 0; i < freeTries; i++) expect(await outcome(limit.book(body, 'known'))).toBe('tried');
    expect(await outcome(limit.book(body, 'known'))).toBe('too_many_attempts');
  });

  it('ACC6: right ones do not count', async () => {
    const limit = make();
    for (let i = 0; i < freeTries * 3; i++) (await limit.book(body, undefined))();
    expect(await outcome(limit.book(body, undefined))).toBe('tried');
  });

  it('ACC6: what is no address is not counted', async () => {
    const limit = make();
    for (let i = 0; i < freeTries * 2; i++) expect(await outcome(limit.book({ email: 5 }, undefined))).toBe('tried');
  });
});
