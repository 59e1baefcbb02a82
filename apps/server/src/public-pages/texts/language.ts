// Which language a customer reads: the one picked on the page, else what the browser asks for.

import { typesetFrench } from '@nearhand/base';
import { acceptedLocale, type Locale, localeSchema } from '@nearhand/protocol';
import { en, type PageTexts } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

export const pageTexts: Readonly<Record<Locale, PageTexts>> = { en, fr: typesetFrench(fr), es };

export function pickLanguage(wanted: unknown, acceptLanguage: string | undefined): Locale {
  return localeSchema.safeParse(wanted).data ?? acceptedLocale(acceptLanguage) ?? 'en';
}
