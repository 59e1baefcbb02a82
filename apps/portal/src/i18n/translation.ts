// The shape every language has: the keys of English, and the plural forms that English lacks.
import type { en } from './en/index.ts';

/** French and Spanish have a form of their own for millions. */
interface PluralForms {
  [key: `${string}_many`]: string;
}
export type Localised<T> = { [Key in keyof T]: T[Key] extends string ? string : Localised<T[Key]> } & PluralForms;
export type Translation = Localised<typeof en>;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    returnNull: false;
    resources: { translation: typeof en };
  }
}
