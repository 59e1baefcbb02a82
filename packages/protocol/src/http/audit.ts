// The audit log over HTTP: the one catalogue of what is recorded, as data, and how it is read. Moves of requests are
// recorded under the names of the timeline.

import { z } from 'zod';
import { idSchema, timeSchema } from '../ids.ts';
import { actorSchema } from '../requests/states.ts';
import { pageQuerySchema, searchSchema } from './common.ts';
import { timelineEventSchema } from './requests.ts';

/** By what a person would look for them under; `requests` holds the timeline of every request. */
export const auditEvents = {
  signIns: [
    'signIn.started',
    'signIn.failed',
    'signIn.codeFailed',
    'signIn.ended',
    'proof.failed',
    'proof.codeFailed',
    'email.changed',
    'email.codeFailed',
    'password.changed',
    'provider.linked',
    'provider.removed',
    'password.reset',
    'twoFactor.turnedOn',
    'twoFactor.turnedOff',
    'twoFactor.codesRenewed',
    'twoFactor.reset',
    'passkey.added',
    'passkey.removed',
  ],
  members: [
    'organisation.created',
    'organisation.renamed',
    'organisation.deleted',
    'account.deleted',
    'organisation.twoFactorRequired',
    'organisation.twoFactorOptional',
    'memberInvitation.sent',
    'memberInvitation.sentAgain',
    'memberInvitation.withdrawn',
    'member.added',
    'member.renamed',
    'member.roleChanged',
    'member.removed',
    'member.left',
  ],
  rights: [
    'role.created',
    'role.changed',
    'role.deleted',
    'group.created',
    'group.changed',
    'group.deleted',
    'queue.created',
    'queue.renamed',
    'queue.deleted',
  ],
  computers: [
    'enrolmentToken.created',
    'enrolmentToken.revoked',
    'computer.added',
    'computer.refused',
    'computer.renamed',
    'computer.policyChanged',
    'computer.disabled',
    'computer.enabled',
    'computer.locked',
    'computer.notLocked',
    'computer.signedOut',
    'computer.notSignedOut',
    'computer.unlockStored',
    'computer.unlockRemoved',
    'computer.unlocked',
    'computer.notUnlocked',
    'computer.shared',
    'computer.shareChanged',
    'computer.shareEnded',
  ],
  sessions: ['session.opened', 'session.closed'],
  settings: [
    'host.signUpChanged',
    'host.foundingChanged',
    'host.legalChanged',
    'host.retentionChanged',
    'host.mailChanged',
    'host.providersChanged',
    'host.administratorMade',
    'host.agentVersionWithdrawn',
    'host.agentVersionOffered',
    'host.programBuiltAgain',
  ],
} as const;

export const auditKinds = ['signIns', 'members', 'rights', 'computers', 'sessions', 'settings', 'requests'] as const;
export const auditKindSchema = z.enum(auditKinds);
export type AuditKind = z.infer<typeof auditKindSchema>;

export const recordedEventSchema = z.enum([
  ...auditEvents.signIns,
  ...auditEvents.members,
  ...auditEvents.rights,
  ...auditEvents.computers,
  ...auditEvents.sessions,
  ...auditEvents.settings,
]);
/** What is recorded as an entry of its own. */
export type RecordedEvent = z.infer<typeof recordedEventSchema>;

export const auditEventSchema = z.union([recordedEventSchema, timelineEventSchema]);
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** Members keep the name they had. `commandLine`: the host's administrator. `nobody`: who was not signed in. `computer`: the target itself. */
export const auditActorSchema = z.discriminatedUnion('kind', [
  ...actorSchema.options,
  z.object({ kind: z.literal('commandLine') }),
  z.object({ kind: z.literal('nobody') }),
  z.object({ kind: z.literal('computer') }),
]);
export type AuditActor = z.infer<typeof auditActorSchema>;
/** Of those who are no members. */
export const otherActorKinds = [
  'customer',
  'computer',
  'system',
  'commandLine',
  'nobody',
] as const satisfies AuditActor['kind'][];

export const auditTargetSchema = z.object({
  kind: z.enum([
    'member',
    'organisation',
    'computer',
    'request',
    'enrolmentToken',
    'memberInvitation',
    'role',
    'group',
    'queue',
  ]),
  id: idSchema,
  /** As it was called then. */
  name: z.string(),
});
export type AuditTarget = z.infer<typeof auditTargetSchema>;

/** Never secrets. */
export const auditDetailsSchema = z.record(z.string(), z.union([z.string(), z.number()]));
export type AuditDetails = z.infer<typeof auditDetailsSchema>;

export const auditEntrySchema = z.object({
  id: z.string(),
  at: timeSchema,
  event: auditEventSchema,
  actor: auditActorSchema,
  target: auditTargetSchema.nullable(),
  /** Network address of the actor, where there is one. */
  address: z.string().nullable(),
  details: auditDetailsSchema,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditFilterSchema = z.object({
  kind: auditKindSchema.optional(),
  /** A member's id, or the kind of another actor. */
  actor: z.union([idSchema, z.enum(otherActorKinds)]).optional(),
  from: timeSchema.optional(),
  /** Not included. */
  until: timeSchema.optional(),
  /** In the names of actor and target, addresses and details. */
  text: searchSchema(100).optional(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const auditQuerySchema = pageQuerySchema.extend(auditFilterSchema.shape);
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), next: z.string().nullable() });
export type AuditPage = z.infer<typeof auditPageSchema>;
