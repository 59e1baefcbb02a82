// The languages against each other and against the catalogue of errors.
import { errorCatalogue, localeSchema } from '@nearhand/protocol';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { portalErrorCodes } from '../api/errors.ts';
import { en } from './en/index.ts';
import { es } from './es/index.ts';
import { fr } from './fr/index.ts';
import { pickLocale } from './i18n.ts';

const languages = { en, es, fr };
const pluralForms = /_(zero|one|two|few|many|other)$/;

/** Every text under its path. */
function textsOf(node: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    const here = path === '' ? key : `${path}/${key}`;
    if (typeof value === 'string') texts.set(here, value);
    else for (const [inner, text] of textsOf(value, here)) texts.set(inner, text);
  }
  return texts;
}

function pathsOf(node: object): string[] {
  return [...new Set([...textsOf(node).keys()].map((path) => path.replace(pluralForms, '')))].toSorted();
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted();
}

describe.each(Object.entries(languages))('%s', (language, texts) => {
  it('POR1: has words for every error', () => {
    const codes = [...Object.keys(errorCatalogue), ...portalErrorCodes].toSorted();
    expect(Object.keys(texts.errors).toSorted()).toEqual(codes);
  });

  it('POR2: has the texts of English', () => {
    expect(pathsOf(texts)).toEqual(pathsOf(en));
  });

  it('POR2: has no empty text and no text with spaces around it', () => {
    const odd = [...textsOf(texts)].filter(([, text]) => text === '' || text !== text.trim());
    expect(odd).toEqual([]);
  });

  it('POR2: has the placeholders of English', () => {
    const english = textsOf(en);
    const expected = [...textsOf(texts).keys()].map((path) => {
      const model = english.get(path) ?? english.get(path.replace(pluralForms, '_other')) ?? '';
      return [path, placeholdersOf(model)];
    });
    expect([...textsOf(texts)].map(([path, text]) => [path, placeholdersOf(text)])).toEqual(expected);
  });

  it('POR2: has every plural form its grammar needs', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const forms = new Map<string, string[]>();
    for (const path of textsOf(texts).keys()) {
      const form = pluralForms.exec(path)?.[1];
      if (form === undefined) continue;
      const stem = path.replace(pluralForms, '');
      forms.set(stem, [...(forms.get(stem) ?? []), form].toSorted());
    }
    expect([...forms].filter(([, found]) => found.join() !== needed.join())).toEqual([]);
  });

  it('POR1: finds names that contain dots', async () => {
    const instance = i18next.createInstance();
    await instance.init({ lng: language, resources: { [language]: { translation: texts } } });
    expect(instance.t('support.event.request.closed')).toBe(texts.support.event['request.closed']);
  });
});

describe('pickLocale', () => {
  it('POR3: takes the first language that is spoken, English where none is', () => {
    expect([
      pickLocale(['fr-CA', 'en']),
      pickLocale([null, 'de-DE', 'ES']),
      pickLocale(['de', 'pl']),
      pickLocale([]),
    ]).toEqual(['fr', 'es', 'en', 'en']);
  });

  it('POR3: covers every language of the protocol', () => {
    expect(Object.keys(languages).toSorted()).toEqual(localeSchema.options.toSorted());
  });
});
