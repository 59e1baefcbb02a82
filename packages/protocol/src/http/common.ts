// Pieces that several HTTP schemas share.

import { z } from 'zod';

/** A line of text from a person: no control characters, trimmed, not empty. */
export const lineSchema = (maxLength: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(maxLength)
        .regex(/^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u, 'No control characters'),
    );

/** Text of several lines; line feeds and tabs are kept. */
export const textSchema = (maxLength: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .max(maxLength)
        .regex(
          /^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*(?:[\n\t][^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*)*$/u,
          'No control characters',
        ),
    );

export const emailSchema = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email().max(254));

export const newPasswordSchema = z.string().min(10).max(200);

/** A page of a list, newest first. `next` is given back as `cursor`. */
export const pageQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
