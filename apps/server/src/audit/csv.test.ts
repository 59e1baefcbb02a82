import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.ts';

describe('a line of the audit log as a file', () => {
  it.each([
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['+1', `"'+1"`],
    ['-2+3', `"'-2+3"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"' =1"`],
    ['\r\n=1', `"' =1"`],
    ['  =1', `"'  =1"`],
    ['a,b "c"\nd', '"a,b ""c"" d"'],
    ['\u202E=1', `"' =1"`],
    ['\u0001\u200F=1', `"' =1"`],
    ['＝1', `"'＝1"`],
    ['a;=1', '"a;=1"'],
    ['a\t=1', '"a =1"'],
    ['\u202Eevil\u2066', ' evil '],
    ['Zoé', 'Zoé'],
  ])('AUD7: makes %j harmless', (text, cell) => {
    expect(csvLine([text, 'x'])).toBe(`${cell},x\r\n`);
  });
});
