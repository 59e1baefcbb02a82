import { ManualClock } from '@nearhand/base';
import { checkProof, type Proof, solveProof } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { addressBlock } from './address-block.ts';
import { GuessGuard, GuessRefused } from './guess-guard.ts';
import { ProofDesk } from './proof-desk.ts';

function setUp() {
  const clock = new ManualClock(1_000_000);
  const desk = new ProofDesk({ clock, secret: new Uint8Array(32).fill(7) });
  const guard = new GuessGuard({ clock, desk });
  const attempt = (address: string, proof?: Proof) =>
    guard.attempt(address, proof).then(
      (right) => ({ kind: 'looked' as const, right }),
      (error: unknown) => {
        if (!(error instanceof GuessRefused)) throw error;
        return { kind: error.code, challenge: error.challenge, retryAfterMs: error.retryAfterMs };
      },
    );
  return { clock, desk, guard, attempt };
}

const spread = (index: number) => `11.${index >> 8}.${index & 255}.1`;

describe('address blocks', () => {
  it('joins what one person can hold', () => {
    const addresses = [
      '203.0.113.77',
      '::ffff:203.0.113.1',
      '2001:db8:1:2:3:4:5:6',
      '2001:db8:1:2::',
      '::1',
      'nonsense',
    ];
    expect(addresses.map(addressBlock)).toEqual([
      '203.0.113.0/24',
      '203.0.113.0/24',
      '2001:db8:1:2::/64',
      '2001:db8:1:2::/64',
      '0:0:0:0::/64',
      'unknown',
    ]);
  });
});

describe('guess guard', () => {
  it('REQ13: lets a block try ten wrong codes, then makes it wait, and nobody else', async () => {
    const { clock, attempt } = setUp();
    const kinds = await Promise.all(Array.from({ length: 50 }, (_, i) => attempt(`203.0.113.${i}`)));
    expect(kinds.filter(({ kind }) => kind === 'looked')).toHaveLength(10);
    expect(await attempt('203.0.113.9')).toMatchObject({ kind: 'too_many_attempts', retryAfterMs: 20_000 });
    expect(await attempt('203.0.114.9')).toMatchObject({ kind: 'looked' });
    clock.advance(20_000);
    expect(await attempt('203.0.113.9')).toMatchObject({ kind: 'looked' });
    expect(await attempt('203.0.113.9')).toMatchObject({ kind: 'too_many_attempts' });
  });

  it('REQ13: right codes do not count', async () => {
    const { guard } = setUp();
    for (let i = 0; i < 100; i++) (await guard.attempt('203.0.113.9', undefined))();
    expect(guard.requiredBits()).toBe(0);
  });

  it('REQ14: 10,000 guesses a minute from everywhere get few looks, and whoever proves work gets in', async () => {
    const { clock, guard, attempt } = setUp();
    let looks = 0;
    for (let i = 0; i < 10_000; i++) {
      if ((await attempt(spread(i))).kind === 'looked') looks++;
      clock.advance(6);
    }
    expect(looks).toBeLessThan(60);
    const refused = await attempt('198.51.100.1');
    if (refused.kind === 'looked' || !refused.challenge) throw new Error('No proof was asked');
    const proof = await solveProof(refused.challenge);
    expect(await attempt('198.51.100.1', proof)).toMatchObject({ kind: 'looked' });
    expect(await attempt('198.51.100.1', proof)).toMatchObject({ kind: 'proof_required' });
    clock.advance(10 * 60_000);
    expect(guard.requiredBits()).toBe(0);
  });

  it('REQ14: the work grows with the number of wrong codes', async () => {
    const { desk, guard } = setUp();
    const grown: number[] = [];
    for (let i = 0; i < 200; i++) {
      const bits = guard.requiredBits();
      grown.push(bits);
      const proof = bits === 0 ? undefined : await solveProof(desk.challenge(1));
      await guard.attempt(spread(i), proof);
    }
    expect([grown[0], grown[19], Math.max(...grown)]).toEqual([0, 0, 15]);
    expect(grown.toSorted((a, b) => a - b)).toEqual(grown);
  });
});

describe('proof desk', () => {
  it('REQ14: accepts a proof once, in time, for its own challenges only', async () => {
    const { clock, desk } = setUp();
    const other = new ProofDesk({ clock, secret: new Uint8Array(32).fill(8) });
    const solved = await solveProof(desk.challenge(4));
    const late = await solveProof(desk.challenge(4));
    const strange = await solveProof(other.challenge(4));
    const easier = { ...solved, salt: solved.salt.replace('.4.', '.1.') };
    let wrongCounter = 0;
    while (await checkProof({ ...late, counter: wrongCounter }, 4)) wrongCounter++;
    const outcomes = [
      await desk.accept(strange),
      await desk.accept(easier),
      await desk.accept({ ...late, counter: wrongCounter }),
      await desk.accept(solved),
      await desk.accept(solved),
    ];
    clock.advance(2 * 60_000);
    expect([...outcomes, await desk.accept(late)]).toEqual([false, false, false, true, false, false]);
    expect(await desk.accept({ salt: 'x', counter: 0 })).toBe(false);
  });
});
