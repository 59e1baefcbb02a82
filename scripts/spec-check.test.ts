import { describe, expect, it } from 'vitest';
import { compareRules, idsIn, rulesIn } from './spec-check.ts';

describe('numbered rules', () => {
  it('are read from their lines', () => {
    expect(
      rulesIn('# Title\n\n- **ABC1** One.\n- **ABC12** Two, see **ABC9**.\n  more\n- not **ABC3** this\n'),
    ).toEqual(['ABC1', 'ABC12']);
  });

  it('are named by tests, one or several', () => {
    const quote = "'";
    const source = `it(${quote}ABC1: x${quote}); it.each([])(${quote}ABC2, ABC3: y${quote}); it(${quote}ABC4 and ABC5: z${quote}); it(${quote}see ABC6: w${quote})`;
    expect(idsIn(source)).toEqual(['ABC1', 'ABC2', 'ABC3', 'ABC4', 'ABC5']);
  });

  it('each have a test, and each test its rule', () => {
    const rules = [
      { id: 'ABC1', path: 'one.md' },
      { id: 'ABC2', path: 'one.md' },
      { id: 'ABC1', path: 'two.md' },
    ];
    const proofs = [
      { id: 'ABC1', path: 'a.test.ts' },
      { id: 'ABC9', path: 'a.test.ts' },
      { id: 'ABC9', path: 'a.test.ts' },
    ];
    expect(compareRules(rules, proofs)).toEqual([
      'two.md defines ABC1, which one.md defines already.',
      'one.md defines ABC2, which no test has in its name.',
      'a.test.ts names ABC9, which no page of docs/spec defines.',
    ]);
  });
});
