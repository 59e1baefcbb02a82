import { describe, expect, it } from 'vitest';
import { forgetToken, takeToken } from './kept-token.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('the kept token', () => {
  it('INV4: outlives signing in, and a newer link takes its place', () => {
    const store = memory();
    const found = [takeToken('', store), takeToken('#first', store), takeToken('', store), takeToken('#second', store)];
    forgetToken(store);
    expect([...found, takeToken('', store)]).toEqual(['', 'first', 'first', 'second', '']);
  });
});
