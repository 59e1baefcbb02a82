import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotedWord } from './quoted-word.ts';

/** As CommandLineToArgvW takes a line apart: 2n backslashes and a quotation mark, 2n + 1 of them, or mere backslashes. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let [word, isQuoted, isBegun] = ['', false, false];
  for (let at = 0; at < line.length; at++) {
    const [slashes = ''] = /^\\*/.exec(line.slice(at)) ?? [];
    const next = line[at + slashes.length];
    if (slashes !== '' || next === '"') {
      at += slashes.length;
      isBegun = true;
      word += '\\'.repeat(next === '"' ? Math.floor(slashes.length / 2) : slashes.length);
      if (next !== '"') at--;
      else if (slashes.length % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
    } else if (!isQuoted && (next === ' ' || next === '\t')) {
      if (isBegun) words.push(word);
      [word, isBegun] = ['', false];
    } else {
      word += next;
      isBegun = true;
    }
  }
  return isBegun ? [...words, word] : words;
}

describe('a word of a Windows command line', () => {
  it('INS1: comes out as it went in, whatever it holds', () => {
    expect(quotedWord(String.raw`C:\Program Files\x\agent.exe`)).toBe(String.raw`"C:\Program Files\x\agent.exe"`);
    const word = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '"', '\\', 'é') });
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(wordsOf(words.map(quotedWord).join(' '))).toEqual(words);
      }),
    );
  });
});
