// The language of a page for somebody who has not chosen one: the best of what the browser asks for.

import { type Locale, localeSchema } from '@nearhand/protocol';

/** Takes an Accept-Language header (RFC 9110 section 12.5.4); English when nothing fits. */
export function chooseLocale(acceptLanguage: string | undefined): Locale {
  const wishes = (acceptLanguage ?? '')
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
  return 'en';
}
