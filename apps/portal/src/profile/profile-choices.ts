// What the profile offers to choose from: countries and time zones as the browser names them, date formats by example.
import { countries, type DateFormat, dateFormats, dateOnly } from '@nearhand/protocol';
import { browserHabits, regionalLocale } from '../i18n/format.ts';

export interface Choice {
  value: string;
  label: string;
}

export interface ChoiceGroup {
  group: string;
  items: Choice[];
}

/** By name, as the language sorts them. */
export function countryChoices(locale: string): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const byName = new Intl.Collator(locale).compare;
  return countries
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((a, b) => byName(a.label, b.label));
}

/** By continent. `chosen` is among them even where this browser calls it otherwise. */
export function timeZoneChoices(chosen: string | null, otherLabel: string): ChoiceGroup[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...(chosen === null ? [] : [chosen])]);
  const groups = new Map<string, Choice[]>();
  for (const zone of [...zones].toSorted()) {
    const [first = '', ...rest] = zone.split('/');
    const group = rest.length === 0 ? otherLabel : first;
    const label = (rest.length === 0 ? first : rest.join(', ')).replaceAll('_', ' ');
    groups.set(group, [...(groups.get(group) ?? []), { value: zone, label }]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

/** The last day of a year shows at once which number is the day. */
export function dateFormatChoices(year: number): { value: DateFormat; label: string }[] {
  const sample = new Date(Date.UTC(year, 11, 31));
  const written = (dateFormat: DateFormat) => dateOnly(sample, 'en', { timeZone: 'UTC', dateFormat });
  return dateFormats.map((value) => ({ value, label: written(value) }));
}

export function usualDate(year: number, language: string, country: string | null): string {
  const locale = regionalLocale(language, navigator.languages, country);
  return dateOnly(new Date(Date.UTC(year, 11, 31)), locale, { ...browserHabits, timeZone: 'UTC' });
}
