import { describe, expect, it } from 'vitest';
import { pageTexts, pickLanguage } from './language.ts';

describe('language', () => {
  it.each([
    ['fr', undefined, 'fr'],
    ['xx', 'es-MX,es;q=0.9,en;q=0.8', 'es'],
    [undefined, 'de-DE,de;q=0.9,fr;q=0.5,en;q=0.4', 'fr'],
    [undefined, 'en;q=0.1, fr;q=0', 'en'],
    [['fr', 'en'], ';;;,,q=;', 'en'],
    [undefined, undefined, 'en'],
  ])('PUB2: %s with %s gives %s', (wanted, accepted, expected) => {
    expect(pickLanguage(wanted, accepted)).toBe(expected);
  });

  it('PUB2: every language says everything', () => {
    const said = (value: unknown): string[] => {
      if (typeof value === 'function') return [String(value('X'))];
      if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(said);
      return [String(value)];
    };
    for (const texts of Object.values(pageTexts)) {
      expect(said(texts)).toHaveLength(said(pageTexts.en).length);
      expect(said(texts).filter((text) => text.trim() === '')).toEqual([]);
    }
  });
});
