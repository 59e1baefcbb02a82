import { describe, expect, it } from 'vitest';
import { fill, type TextKey, texts } from './texts.ts';

const keys = Object.keys(texts.en).filter((key): key is TextKey => key in texts.en);
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('texts', () => {
  it('AGT65: English, French and Spanish say the same things with the same blanks', () => {
    expect(Object.keys(texts)).toEqual(['en', 'fr', 'es']);
    for (const key of keys) {
      for (const language of [texts.fr, texts.es]) {
        expect([key, language[key].trim() === '']).toEqual([key, false]);
        expect([key, placeholders(language[key])]).toEqual([key, placeholders(texts.en[key])]);
      }
    }
  });

  it('fills blanks with text, whatever the text', () => {
    expect(fill('{name} and {name}, {other}', { name: '$& {other}' })).toBe('$& {other} and $& {other}, {other}');
  });
});
