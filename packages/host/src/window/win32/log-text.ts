// What was said as the text of a field that knows no styles. Pure.

import type { WindowElement } from '../content.ts';

/** What begins with a dot was said by whom it names: nobody can write that dot, and further lines are set in. */
export function logText(lines: Extract<WindowElement, { kind: 'log' }>['lines']): string {
  const plain = (words: string): string => words.replaceAll('\u2022', '\u00b7').replaceAll(/\r?\n/g, '\r\n    ');
  return lines.map(({ who, text }) => `\u2022 ${plain(who)}: ${plain(text)}`).join('\r\n');
}
