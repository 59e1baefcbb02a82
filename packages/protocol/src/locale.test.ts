import { describe, expect, it } from 'vitest';
import { acceptedLocale } from './locale.ts';

describe('the language of somebody who has not chosen one', () => {
  it('is the best the browser asks for', () => {
    expect(acceptedLocale('fr-FR,fr;q=0.9,en;q=0.8')).toBe('fr');
    expect(acceptedLocale('en;q=0.1, es;q=0.7')).toBe('es');
    expect(acceptedLocale('de-DE, pt;q=0.9, ES-mx;q=0.2')).toBe('es');
    expect(acceptedLocale('fr;q=0, es;q=nonsense')).toBe('es');
  });

  it('is unknown otherwise', () => {
    for (const header of [undefined, '', '*', 'de', ';;;,,,', 'x'.repeat(100_000)])
      expect(acceptedLocale(header)).toBeNull();
  });
});
