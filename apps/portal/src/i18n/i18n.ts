// Sets the language up and changes it. Only the texts of the language in use are loaded.
import { typesetFrench } from '@nearhand/base';
import { type Locale, localeSchema } from '@nearhand/protocol';
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Translation } from './translation.ts';

export const locales: readonly Locale[] = localeSchema.options;

const storageKey = 'nearhand.language';

const loaders: Readonly<Record<Locale, () => Promise<Translation>>> = {
  en: async () => (await import('./en/index.ts')).en,
  fr: async () => typesetFrench((await import('./fr/index.ts')).fr),
  es: async () => (await import('./es/index.ts')).es,
};

/** The first language of the list that the portal speaks; English where there is none. */
export function pickLocale(preferred: readonly (string | null | undefined)[]): Locale {
  for (const tag of preferred) {
    const found = localeSchema.safeParse(tag?.slice(0, 2).toLowerCase());
    if (found.success) return found.data;
  }
  return 'en';
}

/** What this browser showed last, then what its owner prefers. The profile overrules it once it is known. */
function browserLocale(): Locale {
  return pickLocale([localStorage.getItem(storageKey), ...navigator.languages]);
}

async function loadLocale(instance: i18n, locale: Locale): Promise<void> {
  if (!instance.hasResourceBundle(locale, 'translation')) {
    instance.addResourceBundle(locale, 'translation', await loaders[locale]());
  }
}

export async function startI18n(): Promise<i18n> {
  const instance = i18next.createInstance();
  const locale = browserLocale();
  const texts = await loaders[locale]();
  await instance.use(initReactI18next).init({
    lng: locale,
    resources: { [locale]: { translation: texts } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = locale;
  return instance;
}

/** Shows the portal in another language at once, and in this browser from now on. */
export async function changeLocale(instance: i18n, locale: Locale): Promise<void> {
  localStorage.setItem(storageKey, locale);
  await showLocale(instance, locale);
}

/** Goes with what is picked in another tab of this browser, for as long as the page lives. */
export function followOtherTabs(instance: i18n): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    const locale = localeSchema.safeParse(newValue);
    if (key === storageKey && locale.success) void showLocale(instance, locale.data);
  });
}

async function showLocale(instance: i18n, locale: Locale): Promise<void> {
  if (instance.language === locale) return;
  await loadLocale(instance, locale);
  await instance.changeLanguage(locale);
  document.documentElement.lang = locale;
}
