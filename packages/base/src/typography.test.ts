import { describe, expect, it } from 'vitest';
import { typesetFrench } from './typography.ts';

describe('French texts', () => {
  it('do not break before double punctuation nor inside quotation marks', () => {
    const texts = {
      title: 'Prêt ? « Oui » ; allez : http://localhost:8080/a?b',
      inner: { ask: (name: string) => `Aider ${name} ?` },
      count: 3,
    };
    const set = typesetFrench(texts);
    expect([set.title, set.inner.ask('Zoé'), set.count]).toEqual([
      'Prêt\u00a0? «\u00a0Oui\u00a0»\u00a0; allez\u00a0: http://localhost:8080/a?b',
      'Aider Zoé\u00a0?',
      3,
    ]);
  });
});
