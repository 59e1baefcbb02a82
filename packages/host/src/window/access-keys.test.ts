import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accessKeys, marked } from './access-keys.ts';

it('HST61: labels get letters of their own, first letters first', () => {
  const labels = ['Deny', 'Allow', 'Also this', 'Dd', '…', '😀 Émile', 'É'];
  expect(accessKeys(labels).map((place, index) => (place < 0 ? '' : labels[index]?.slice(place, place + 1)))).toEqual([
    'D',
    'A',
    't',
    '',
    '',
    'É',
    '',
  ]);
});

it('HST61: no two are the same, and the label can be read again', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.constantFrom('_', '&'), (labels, mark) => {
      const places = accessKeys(labels);
      const letters = labels.flatMap((label, index) => {
        const place = places[index] ?? -1;
        return place < 0 ? [] : [/./su.exec(label.slice(place))?.[0].toLowerCase()];
      });
      expect(new Set(letters).size).toBe(letters.length);
      for (const [index, label] of labels.entries()) {
        const shown = marked(label, places[index] ?? -1, mark).replaceAll(mark + mark, '\u0000');
        expect(shown.replaceAll(mark, '').replaceAll('\u0000', mark)).toBe(label);
      }
    }),
  );
});
