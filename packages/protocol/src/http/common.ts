// Pieces that several HTTP schemas share.

import { z } from 'zod';
import { isVisible } from '../visible-text.ts';

/** Control and direction characters, and halves of characters: what no text of a person needs and the database refuses. */
const unwanted = String.raw`\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069`;
const onLine = new RegExp(`^[^${unwanted}]*$`, 'u');
const onLines = new RegExp(`^[^${unwanted}]*(?:[\\n\\t][^${unwanted}]*)*$`, 'u');
const complaint = 'No control characters';

/** A line of text from a person: no control characters, trimmed, with something to see. */
export const lineSchema = (maxLength: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(1).max(maxLength).regex(onLine, complaint).refine(isVisible, 'Nothing can be seen of it'));

/** As `lineSchema`, and may be empty. */
export const optionalLineSchema = (maxLength: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().max(maxLength).regex(onLine, complaint));

/** Text of several lines; line feeds and tabs are kept. */
export const textSchema = (maxLength: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(maxLength).regex(onLines, complaint));

/** What is looked for; may be empty. */
export const searchSchema = (maxLength: number) => z.string().max(maxLength).regex(onLine, complaint);

export const emailSchema = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email().max(254));

/** In UTF-16 code units. */
export const passwordLength = { min: 10, max: 200 } as const;
/** The one in use, whatever was asked of it when it was chosen. */
export const currentPasswordSchema = z.string().min(1).max(passwordLength.max);
export const newPasswordSchema = z.string().min(passwordLength.min).max(passwordLength.max);

/** A page of a list, newest first. `next` is given back as `cursor`. */
export const pageQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
