import { expect, it } from 'vitest';
import { isCopyStroke, isPasteStroke } from './clipboard-strokes.ts';

const stroke = (key: string, held: string, code = 'KeyV') => ({
  key,
  code,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
});

it('VWR14: strokes that paste, on any layout, and none else', () => {
  const pasting = [stroke('v', 'c'), stroke('V', 'cs'), stroke('м', 'c'), stroke('Insert', 's', 'Insert')];
  expect(pasting.map((each) => isPasteStroke(each, false))).toEqual([true, true, true, true]);
  const others = [stroke('v', ''), stroke('v', 'm'), stroke('v', 'ca'), stroke('.', 'c', 'Period'), stroke('k', 'c')];
  expect(others.map((each) => isPasteStroke(each, false))).toEqual([false, false, false, false, false]);
  expect([isPasteStroke(stroke('v', 'm'), true), isPasteStroke(stroke('v', 'c'), true)]).toEqual([true, false]);
  expect(isPasteStroke(stroke('Insert', 'c', 'Insert'), false)).toBe(false);
  const copying = [
    stroke('c', 'c', 'KeyC'),
    stroke('X', 'cs', 'KeyX'),
    stroke('с', 'c', 'KeyC'),
    stroke('Insert', 'c'),
  ];
  expect(copying.map((each) => isCopyStroke(each, false))).toEqual([true, true, true, true]);
  expect([...pasting, ...others].some((each) => isCopyStroke(each, false))).toBe(false);
});
