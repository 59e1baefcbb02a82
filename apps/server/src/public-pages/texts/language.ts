// Which language a customer reads: the one picked on the page, else what the browser asks for.

import { type Locale, localeSchema } from '@nearhand/protocol';
import { chooseLocale } from '../../http/locale.ts';
import { en, type PageTexts } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

export const languageNames: Readonly<Record<Locale, string>> = { en: 'English', fr: 'Français', es: 'Español' };
export const pageTexts: Readonly<Record<Locale, PageTexts>> = { en, fr, es };

export function pickLanguage(wanted: unknown, acceptLanguage: string | undefined): Locale {
  return localeSchema.safeParse(wanted).data ?? chooseLocale(acceptLanguage);
}
