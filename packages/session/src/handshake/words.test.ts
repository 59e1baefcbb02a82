import { describe, expect, it } from 'vitest';
import { comparisonWords, wordsOfBytes } from './words.ts';

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

describe('comparison words', () => {
  it('SES5: there are 256, in plain small letters', () => {
    expect(comparisonWords).toHaveLength(256);
    expect(comparisonWords.filter((word) => !/^[a-z]{4,10}$/.test(word))).toEqual([]);
  });

  it('SES5: no two are nearly the same', () => {
    const close = comparisonWords.flatMap((a, index) =>
      comparisonWords
        .slice(index + 1)
        .filter((b) => distance(a, b) < (a[0] === b[0] ? 3 : 2))
        .map((b) => `${a} ${b}`),
    );
    expect(close).toEqual([]);
  });

  it('SES26: bytes stand for the same words for ever', () => {
    expect(wordsOfBytes(Uint8Array.of(0, 1, 128, 255))).toEqual(['acacia', 'adagio', 'laser', 'zodiacal']);
  });
});
