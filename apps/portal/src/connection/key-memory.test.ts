import { describe, expect, it } from 'vitest';
import { KeyMemory, type KeyStorage } from './key-memory.ts';
import { keyScopeOfComputer, keyScopeOfRequest } from './target.ts';

function storage(initial: string | null = null): KeyStorage & { value: string | null } {
  return {
    value: initial,
    getItem() {
      return this.value;
    },
    setItem(_key, value) {
      this.value = value;
    },
  };
}

const keyA = `${'A'.repeat(42)}A`;
const keyB = `${'B'.repeat(42)}A`;

describe('KeyMemory', () => {
  it('POR10: keeps the key seen first', () => {
    const memory = new KeyMemory(storage());
    memory.remember('computer:1', keyA);
    memory.remember('computer:1', keyB);
    memory.remember('computer:2', keyB);
    expect([memory.known('computer:1'), memory.known('computer:2'), memory.known('computer:3')]).toEqual([
      keyA,
      keyB,
      null,
    ]);
  });

  it('POR10: takes a new key after the person vouched for it', () => {
    const memory = new KeyMemory(storage());
    memory.remember('computer:1', keyA);
    memory.forget('computer:1');
    memory.remember('computer:1', keyB);
    expect(memory.known('computer:1')).toBe(keyB);
  });

  it.each(['', '{', '[1]', '[["computer:1","short"]]', '{"computer:1":1}'])(
    'POR10: starts anew from damaged memory %j',
    (damaged) => {
      const memory = new KeyMemory(storage(damaged));
      memory.remember('computer:1', keyA);
      expect(memory.known('computer:1')).toBe(keyA);
    },
  );

  it('POR10: forgets the oldest beyond 500', () => {
    const memory = new KeyMemory(storage());
    for (let i = 0; i <= 500; i++) memory.remember(`computer:${i}`, keyA);
    expect([memory.known('computer:0'), memory.known('computer:1'), memory.known('computer:500')]).toEqual([
      null,
      keyA,
      keyA,
    ]);
  });
});

describe('key scopes', () => {
  const actor = { kind: 'system' } as const;
  const reopened = (at: string) =>
    ({ at, event: 'request.reopened', from: 'closed', to: 'open', actor, note: '' }) as const;

  it('POR10: a reopened request may bring another agent', () => {
    const first = keyScopeOfRequest('1', { entries: [] });
    const second = keyScopeOfRequest('1', { entries: [reopened('2026-03-14T12:00:00Z')] });
    const third = keyScopeOfRequest('1', {
      entries: [reopened('2026-03-14T12:00:00Z'), reopened('2026-03-15T12:00:00Z')],
    });
    expect(new Set([first, second, third, keyScopeOfComputer('1')]).size).toBe(4);
  });
});
