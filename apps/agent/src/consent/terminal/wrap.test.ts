import { describe, expect, it } from 'vitest';
import { wrap } from './wrap.ts';

describe('wrap', () => {
  it('breaks between words, keeps indentation and words that are too long', () => {
    const text = `one two three four five six\n  1 = a choice that goes on\n${'x'.repeat(30)} y\n`;
    expect(wrap(text, 20).split('\n')).toEqual([
      'one two three four',
      'five six',
      '  1 = a choice that',
      '  goes on',
      'x'.repeat(30),
      'y',
      '',
    ]);
  });

  it('leaves text alone where no width is known', () => {
    expect(wrap('one two three four five six', 0)).toBe('one two three four five six');
  });
});
