// Requests over HTTP: list, create, edit, move, invitation, timeline; and what a customer's browser may ask.

import { z } from 'zod';
import { localeSchema } from '../locale.ts';
import { idSchema, invitationTokenSchema, requestCodeSchema, timeSchema } from '../ids.ts';
import { participantSchema } from '../participant.ts';
import { permissionSetSchema } from '../permissions.ts';
import { proofSchema } from '../proof-of-work.ts';
import { actorSchema, requestEventSchema, requestStateSchema, waitingStepSchema } from '../requests/states.ts';
import { mailStateSchema } from './mail.ts';
import { emailSchema, lineSchema, pageQuerySchema, searchSchema, textSchema } from './common.ts';
import { namedSchema } from './roles.ts';

/** Bytes of the program that the server sent, of all. */
export const downloadSchema = z.object({ sent: z.int().nonnegative(), total: z.int().positive() });
export type Download = z.infer<typeof downloadSchema>;

export const requestSchema = z.object({
  id: idSchema,
  customer: z.string(),
  customerEmail: z.string().nullable(),
  comments: z.string(),
  state: requestStateSchema,
  /** When the state was entered. */
  stateSince: timeSchema,
  /** How far the customer has come, with the time of each step. */
  steps: z.array(z.object({ step: waitingStepSchema, at: timeSchema })),
  /** What the customer has of the program, from the press on the page until it starts. Null: not known, or not now. */
  download: downloadSchema.nullable(),
  permissions: permissionSetSchema,
  createdAt: timeSchema,
  expiresAt: timeSchema,
  createdBy: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** Null: nobody yet. */
  assignee: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** Null: private. */
  queue: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** The machine, once its agent has connected. */
  computer: z.object({ name: z.string(), systemName: z.string(), online: z.boolean() }).nullable(),
  /** Who is connected now. */
  participants: z.array(participantSchema),
  closed: z.object({ by: actorSchema, note: z.string() }).nullable(),
});
export type SupportRequest = z.infer<typeof requestSchema>;

/** Which requests a list holds. */
export const requestSelectionSchema = z.enum(['live', 'ended', 'all']);
export type RequestSelection = z.infer<typeof requestSelectionSchema>;

export const requestListQuerySchema = pageQuerySchema.extend({
  state: requestSelectionSchema.default('live'),
  text: searchSchema(100).optional(),
});
export const requestListSchema = z.object({ requests: z.array(requestSchema), next: z.string().nullable() });

/** An invitation by e-mail. `note`: a few words of the member's own. */
export const requestNoteLength = 500;
const inviteLetterSchema = z.object({
  locale: localeSchema,
  note: textSchema(requestNoteLength).default(''),
});

export const newRequestSchema = z
  .object({
    customer: lineSchema(100),
    customerEmail: emailSchema.nullable().default(null),
    comments: textSchema(4000).default(''),
    /** At least seeing: the rest is of no use without. Left out: all that the member may do. */
    permissions: permissionSetSchema.refine((list) => list.includes('view')).optional(),
    /** Null: private. */
    queueId: idSchema.nullable().default(null),
    /** Mails the invitation to the customer's address at once. */
    mail: inviteLetterSchema.nullable().default(null),
  })
  .refine(({ mail, customerEmail }) => mail === null || customerEmail !== null, { path: ['customerEmail'] });
export type NewRequest = z.input<typeof newRequestSchema>;

export const editRequestSchema = z.object({
  customer: lineSchema(100).optional(),
  /** Null: none. */
  customerEmail: emailSchema.nullable().optional(),
  comments: textSchema(4000).optional(),
});
/** Null: nobody. `before`: whose it was when this was asked for; refused if somebody was faster. */
export const assignRequestSchema = z.object({ memberId: idSchema.nullable(), before: idSchema.nullable() });
/** Of the team, those who could work on a request. */
export const assigneeListSchema = z.object({ assignees: z.array(namedSchema), next: z.string().nullable() });
/** Null: private. */
export const queueRequestSchema = z.object({ queueId: idSchema.nullable() });
export const closeRequestSchema = z.object({ note: textSchema(4000).default('') });

/** Null: the member lacks the right to invite this way. */
export const invitationSchema = z.object({
  link: z.url().nullable(),
  code: requestCodeSchema.nullable(),
  /** Where the code is typed. */
  joinUrl: z.url(),
  expiresAt: timeSchema,
});
export type Invitation = z.infer<typeof invitationSchema>;

export const mailInvitationSchema = inviteLetterSchema.extend({ email: emailSchema });
export type MailInvitation = z.input<typeof mailInvitationSchema>;

/** One sending of the invitation as it is now; older links and codes are not listed. */
export const mailedInvitationSchema = z.object({
  id: idSchema,
  email: z.string(),
  locale: localeSchema,
  by: z.string(),
  at: timeSchema,
  /** `failed`: the address is wrong or its mail server could not be reached. `kept`: this server sends no mails. */
  state: mailStateSchema,
});
export type MailedInvitation = z.infer<typeof mailedInvitationSchema>;

export const mailedInvitationListSchema = z.object({
  /** Newest first. */
  mails: z.array(mailedInvitationSchema),
  /** False: mails are kept for the host's administrator, nothing sends them. */
  sends: z.boolean(),
});

/** For the member's own mail program; with what the member may see of link and code. */
export const invitationDraftSchema = z.object({ subject: z.string(), text: z.string() });
export type InvitationDraft = z.infer<typeof invitationDraftSchema>;
export const invitationDraftQuerySchema = z.object({ locale: localeSchema });

/** No invitation: the member may not invite in any way. */
export const createdRequestSchema = z.object({ request: requestSchema, invitation: invitationSchema.nullable() });

/** `request.assigned`, `request.queued`, `request.mailed`: to whom or where is the note, nothing if nobody or nowhere. `agent.refused`: another computer tried the code that is bound to the first one. */
export const requestNotes = [
  'request.created',
  'request.assigned',
  'request.queued',
  'request.mailed',
  'agent.refused',
] as const;
export const timelineEventSchema = z.union([requestEventSchema, z.enum(requestNotes), waitingStepSchema]);

export const timelineSchema = z.object({
  entries: z.array(
    z.object({
      at: timeSchema,
      event: timelineEventSchema,
      from: requestStateSchema.nullable(),
      to: requestStateSchema,
      actor: actorSchema,
      note: z.string(),
    }),
  ),
});
export type Timeline = z.infer<typeof timelineSchema>;
export type TimelineEvent = Timeline['entries'][number]['event'];

/** A customer types a code: answered with the invitation's path, so that code and link lead to the same page. */
export const joinSchema = z.object({ code: requestCodeSchema, proof: proofSchema.optional() });
export const joinedSchema = z.object({ path: z.string() });

/** How far an invitation has come, for its own page. */
export const invitationStages = ['invited', 'started', 'allowed', 'connected', 'ended'] as const;
export const invitationStageSchema = z.enum(invitationStages);
export type InvitationStage = z.infer<typeof invitationStageSchema>;
export const invitationProgressQuerySchema = z.object({ token: invitationTokenSchema });
export const invitationProgressSchema = z.object({
  stage: invitationStageSchema,
  /** Null: nothing was downloaded. */
  download: downloadSchema.nullable(),
});
export type InvitationProgress = z.infer<typeof invitationProgressSchema>;

/** Reported by the invitation page while it is visible; mail scanners open links too. */
export const invitationStepSchema = z.object({
  token: invitationTokenSchema,
  step: z.enum(['pageOpened', 'downloading']),
});
