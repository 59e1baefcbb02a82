// The language of the system as the environment tells it (POSIX locale variables).

import { type Locale, localeSchema } from '@nearhand/protocol';

export function systemLanguage(environment: Readonly<Record<string, string | undefined>>): Locale {
  const named = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return localeSchema.safeParse(named.slice(0, 2).toLowerCase()).data ?? 'en';
}
