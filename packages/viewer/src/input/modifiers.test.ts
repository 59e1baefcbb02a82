import { describe, expect, it } from 'vitest';
import { readModifiers } from './modifiers.ts';

const event = {
  key: '@',
  shiftKey: false,
  ctrlKey: false,
  altKey: true,
  metaKey: false,
  getModifierState: () => false,
};

describe('modifiers', () => {
  it('VWR12: Option on an Apple keyboard makes a character, elsewhere Alt is Alt', () => {
    expect(readModifiers(event, true)).toMatchObject({ alt: false, altGraph: true });
    expect(readModifiers(event, false)).toMatchObject({ alt: true, altGraph: false });
  });

  it('VWR12: Option with a key that makes no character, or in a shortcut, stays Alt', () => {
    expect(readModifiers({ ...event, key: 'ArrowLeft' }, true)).toMatchObject({ alt: true, altGraph: false });
    expect(readModifiers({ ...event, metaKey: true }, true)).toMatchObject({ alt: true, altGraph: false });
  });
});
