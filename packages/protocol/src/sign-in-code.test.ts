import { describe, expect, it } from 'vitest';
import { formatSignInCode, parseSignInCode } from './sign-in-code.ts';

describe('sign-in code', () => {
  it('is found in what a person types', () => {
    expect(formatSignInCode('WDJBMJHT')).toBe('WDJB-MJHT');
    for (const typed of ['WDJB-MJHT', ' wdjb mjht ', 'WDJBMJHT', '\uff37djb\u2013mjht', '#WDJB-MJHT']) {
      expect(parseSignInCode(typed)).toBe('WDJBMJHT');
    }
    for (const wrong of ['', 'WDJB-MJH', 'WDJB-MJHTT', 'AEIO-UYAE', 'WDJB-MJH1']) {
      expect(parseSignInCode(wrong)).toBeNull();
    }
  });
});
