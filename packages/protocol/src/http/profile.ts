// What members say about themselves: names, picture, country, how times are written. The name that others see is made of
// the first and the last name.

import { z } from 'zod';
import { lineSchema, optionalLineSchema } from './common.ts';

/** Pictures are square PNGs of this size. */
export const pictureSizePx = 192;
/** The secret part of a picture's address: 128 random bits, new with each picture. */
export const pictureIdSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

export function picturePath(pictureId: string): string {
  return `/pictures/${pictureId}`;
}

/** A PNG as base64. */
export const newPictureSchema = z.object({ png: z.base64().min(1).max(220_000) });

const maxName = 60;
export const firstNameSchema = lineSchema(maxName);
/** May be empty: some people have one name. */
export const lastNameSchema = optionalLineSchema(maxName);

/** Typed in place of the e-mail address. Without @, so that it is never mistaken for one. */
export const userNameSchema = z
  .string()
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{1,30})[a-z0-9]$/));

/** ISO 3166-1 alpha-2. */
export const countries = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO ' +
  'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE ' +
  'JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO ' +
  'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW ' +
  'PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM ' +
  'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ');
const knownCountries = new Set(countries);
export const countrySchema = z.string().refine((code) => knownCountries.has(code), 'Not a country');

/** A name of the time zone database that this runtime knows. */
export function isTimeZone(name: string): boolean {
  // Offsets such as +01:00 know no summer time: no place is meant by them.
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // RangeError: there is no such zone.
    return false;
  }
}
export const timeZoneSchema = z.string().refine(isTimeZone, 'Not a time zone');

export const dateFormats = ['dd/mm/yyyy', 'dd.mm.yyyy', 'mm/dd/yyyy', 'yyyy-mm-dd'] as const;
export const dateFormatSchema = z.enum(dateFormats);
export type DateFormat = z.infer<typeof dateFormatSchema>;

/** What a member answers when the guided tour is offered; `later` means at the next sign-in. */
export const tourAnswerSchema = z.enum(['later', 'never', 'done']);
export type TourAnswer = z.infer<typeof tourAnswerSchema>;

/** Null where nothing was chosen: the browser's own habits are followed then. */
export const profileSchema = z.object({
  firstName: z.string(),
  lastName: z.string(),
  userName: z.string().nullable(),
  /** A path of this server. */
  picture: z.string().nullable(),
  country: z.string().nullable(),
  timeZone: z.string().nullable(),
  dateFormat: dateFormatSchema.nullable(),
});
export type Profile = z.infer<typeof profileSchema>;

/** What others see. */
export function nameOf({ firstName, lastName }: { firstName: string; lastName: string }): string {
  return `${firstName} ${lastName}`.trim();
}

/** The last word is taken for the last name; `nameOf` gives the whole back. */
export function splitName(name: string): { firstName: string; lastName: string } {
  const words = name.trim().split(/\s+/u);
  const lastName = words.length > 1 ? (words.pop() ?? '') : '';
  return { firstName: words.join(' '), lastName };
}
