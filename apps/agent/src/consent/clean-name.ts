// Names as people are shown them. They come from the server: no direction marks that turn a sentence around, no control
// characters, and never nothing at all.

import { isVisible } from '@nearhand/protocol';

const unwanted = /[\p{Cc}\p{Bidi_Control}\u00ad\u200b\u2028\u2029\u2060\ufeff]+/gu;

export function cleanName(name: string): string {
  const clean = name.replace(unwanted, ' ').trim();
  return isVisible(clean) ? clean : '?';
}
