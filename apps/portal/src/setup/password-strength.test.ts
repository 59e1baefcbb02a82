import { describe, expect, it } from 'vitest';
import { passwordStrength } from './password-strength.ts';

describe('passwordStrength', () => {
  it.each([
    ['', 'short'],
    ['Xy7!kq', 'short'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['1234567890', 'weak'],
    ['Password123!', 'weak'],
    ['ada.lovelace@acme', 'weak'],
    ['gr7 kitchen Pfad', 'strong'],
    ['wolkenhimmel', 'weak'],
    ['Wolken-himmel', 'fair'],
    ['correct horse battery staple', 'strong'],
  ])('POR9: judges %j as %s', (password, strength) => {
    expect(passwordStrength(password, ['Ada Lovelace', 'ada.lovelace@acme.example', 'Acme'])).toBe(strength);
  });
});
