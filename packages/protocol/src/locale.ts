// The languages there are, and which of them somebody reads.

import { z } from 'zod';

export const localeSchema = z.enum(['en', 'fr', 'es']);
export type Locale = z.infer<typeof localeSchema>;

/** Each language in its own words. */
export const localeNames: Readonly<Record<Locale, string>> = { en: 'English', fr: 'Français', es: 'Español' };

/** The one of our languages that an Accept-Language header (RFC 9110 section 12.5.4) wishes most; null: none of them. */
export function acceptedLocale(header: string | undefined): Locale | null {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number.parseFloat(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wishes) {
    const locale = localeSchema.safeParse(language);
    if (locale.success) return locale.data;
  }
  return null;
}
