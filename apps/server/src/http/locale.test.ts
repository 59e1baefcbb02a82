import { describe, expect, it } from 'vitest';
import { chooseLocale } from './locale.ts';

describe('the language of a page', () => {
  it('is the best the browser asks for', () => {
    expect(chooseLocale('fr-FR,fr;q=0.9,en;q=0.8')).toBe('fr');
    expect(chooseLocale('en;q=0.1, es;q=0.7')).toBe('es');
    expect(chooseLocale('de-DE, pt;q=0.9, ES-mx;q=0.2')).toBe('es');
    expect(chooseLocale('fr;q=0, es;q=nonsense')).toBe('es');
  });

  it('is English otherwise', () => {
    for (const header of [undefined, '', '*', 'de', ';;;,,,', 'x'.repeat(100_000)])
      expect(chooseLocale(header)).toBe('en');
  });
});
