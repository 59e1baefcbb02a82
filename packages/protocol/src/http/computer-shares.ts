// Shares of a computer over HTTP: with whom, what it brings, until when. Nothing here tells whether an address has an
// account.

import { z } from 'zod';
import { idSchema, timeSchema } from '../ids.ts';
import { permissionSchema, permissionSetSchema } from '../permissions.ts';
import { emailSchema } from './common.ts';
import { computerKindSchema } from './computers.ts';

/** Seeing comes with everything else. */
const sharedPermissionsSchema = permissionSetSchema.refine((list) => list.includes('view'), 'Seeing is part of it');

export const newComputerShareSchema = z.object({
  email: emailSchema,
  permissions: sharedPermissionsSchema,
  /** Null: until it is ended. */
  until: timeSchema.nullable(),
});
export type NewComputerShare = z.infer<typeof newComputerShareSchema>;

/** What is left out stays as it is. */
export const changeComputerShareSchema = z.object({
  permissions: sharedPermissionsSchema.optional(),
  until: timeSchema.nullable().optional(),
});
export type ChangeComputerShare = z.infer<typeof changeComputerShareSchema>;

export const computerShareSchema = z.object({
  id: idSchema,
  email: z.string(),
  permissions: z.array(permissionSchema),
  until: timeSchema.nullable(),
  /** Its time is over; it can be given another. */
  over: z.boolean(),
  /** As the member was called then. */
  sharedBy: z.string(),
  sharedAt: timeSchema,
});
export type ComputerShare = z.infer<typeof computerShareSchema>;

/** What a member shared with others and is not over, of the computers that whoever asks reaches. */
export const givenSharesSchema = z.object({
  shares: z.array(z.object({ id: idSchema, computer: z.string(), kind: computerKindSchema, email: z.string() })),
  /** Of computers out of reach, or more than are told. */
  others: z.number().int().nonnegative(),
});
export type GivenShares = z.infer<typeof givenSharesSchema>;

export const computerShareListSchema = z.object({ shares: z.array(computerShareSchema) });
export const sharedComputerSchema = z.object({
  share: computerShareSchema,
  /** Whether this server sends mail at all. */
  mailed: z.boolean(),
});
