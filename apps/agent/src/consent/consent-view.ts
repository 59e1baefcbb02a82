// What a front end shows: the whole state as one plain value, and what the person can answer to it. Crosses a local
// socket to the page, so both are schemas.

import {
  chatTextSchema,
  errorCodeSchema,
  idSchema,
  localeSchema,
  permissionSchema,
  permissionSetSchema,
  smallPictureSchema,
} from '@nearhand/protocol';
import { z } from 'zod';
import { awaySchema } from './away.ts';
import { chatViewSchema } from './chat-view.ts';

/** The technician, with a picture where there is one, and the organisation. */
const askerSchema = z.object({
  technician: z.string(),
  organisation: z.string(),
  picture: smallPictureSchema.optional(),
});
export type Asker = z.infer<typeof askerSchema>;

export const participantViewSchema = z.object({
  linkId: idSchema,
  name: z.string(),
  organisation: z.string(),
  picture: smallPictureSchema.optional(),
  sinceMs: z.number(),
  /** The connection is lost for the moment. */
  interrupted: z.boolean(),
  words: z.array(z.string()).nullable(),
});
export type ParticipantView = z.infer<typeof participantViewSchema>;

/** What a visitor could do, and what was sent to them. */
export const deedSchema = z.enum([...permissionSchema.options, 'report']);
export type Deed = z.infer<typeof deedSchema>;

/** One visit in the receipt. */
export const visitSchema = z.object({
  name: z.string(),
  organisation: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  deeds: z.array(deedSchema),
});
export type Visit = z.infer<typeof visitSchema>;

export const codeProblems = ['code_invalid', 'agent_key_refused', 'too_many_attempts', 'proof_required'] as const;
export const endings = ['customer', 'technician', 'expired', 'noAnswer', 'stopped'] as const;
export type Ending = (typeof endings)[number];

export const consentStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connecting') }),
  z.object({ kind: z.literal('codeNeeded'), problem: z.enum(codeProblems).nullable() }),
  z.object({ kind: z.literal('asking'), asker: askerSchema, asked: permissionSetSchema }),
  z.object({ kind: z.literal('waiting'), asker: askerSchema }),
  z.object({ kind: z.literal('active'), asker: askerSchema, participants: z.array(participantViewSchema) }),
  z.object({ kind: z.literal('ended'), by: z.enum(endings), visits: z.array(visitSchema) }),
  z.object({ kind: z.literal('denied') }),
  z.object({ kind: z.literal('failed'), reason: errorCodeSchema }),
]);
export type ConsentState = z.infer<typeof consentStateSchema>;

/** A report on this computer. */
const reportViewSchema = z.object({
  kind: z.enum(['idle', 'asked', 'making', 'sent', 'failed']),
  /** Names of those connected who could read one; `asked`: of those who ask for it. */
  to: z.string(),
  /** `sent`: names of those who have it. */
  sentTo: z.string(),
});
export type ReportView = z.infer<typeof reportViewSchema>;

export const consentViewSchema = z.object({
  state: consentStateSchema,
  /** Allowed just now. */
  allowed: permissionSetSchema,
  /** The server cannot be reached, or was lost, and is tried again. */
  away: awaySchema,
  /** What a viewer of this desktop cannot do, and why, for people. */
  limit: z.enum(['none', 'noDesktop', 'wayland']),
  locale: localeSchema,
  /** null: there is none. */
  chat: chatViewSchema.nullable(),
  /** null: nobody could read one. */
  report: reportViewSchema.nullable(),
});
export type ConsentView = z.infer<typeof consentViewSchema>;

export const consentAnswerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('allow'), permissions: permissionSetSchema }),
  z.object({ type: z.literal('deny') }),
  z.object({ type: z.literal('code'), typed: z.string().max(60) }),
  z.object({ type: z.literal('withdraw'), permission: permissionSchema }),
  /** To everybody who is let in. */
  z.object({ type: z.literal('say'), text: chatTextSchema }),
  /** Send those connected a report on this computer, or do not. */
  z.object({ type: z.literal('report'), send: z.boolean() }),
  /** *End session*, or *I changed my mind* before anybody came. */
  z.object({ type: z.literal('end') }),
  /** In place of being helped once: make this a computer of an account, or see the one it is. Only before a code was given. */
  z.object({ type: z.literal('computer') }),
  /** The window was closed for good. */
  z.object({ type: z.literal('close') }),
]);
export type ConsentAnswer = z.infer<typeof consentAnswerSchema>;
