// Every word the person at the computer reads, in the page and in the terminal. {braces} are filled in; nothing else is
// marked up. Written for people who are worried: short, plain, true.

import type { Locale } from '@nearhand/protocol';
import { en, type Texts } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

export type { TextKey, Texts } from './en.ts';

export const texts: Readonly<Record<Locale, Texts>> = { en, fr, es };

/** The text with its {names} filled in. */
export function fill(text: string, values: Readonly<Record<string, string>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
  );
}
