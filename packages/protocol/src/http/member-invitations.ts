// Inviting members by e-mail, and accepting with the mailed link.

import { z } from 'zod';
import { idSchema, timeSchema } from '../ids.ts';
import { localeSchema } from '../locale.ts';
import { rightSchema, roleIdSchema } from '../rights/rights.ts';
import { emailSchema, lineSchema, newPasswordSchema } from './common.ts';

export const memberInvitationSchema = z.object({
  id: idSchema,
  email: z.string(),
  role: roleIdSchema,
  /** Null for built-in roles. */
  roleName: z.string().nullable(),
  /** What the role holds now. */
  rights: z.array(rightSchema),
  /** The name of who sent it last. */
  invitedBy: z.string(),
  sentAt: timeSchema,
  expiresAt: timeSchema,
  /** False: too old, or whoever sent it could not send it any more. */
  valid: z.boolean(),
});
export type MemberInvitation = z.infer<typeof memberInvitationSchema>;

export const memberInvitationListSchema = z.object({
  invitations: z.array(memberInvitationSchema),
  next: z.string().nullable(),
});

export const inviteMemberSchema = z.object({ email: emailSchema, role: roleIdSchema });
export type InviteMember = z.infer<typeof inviteMemberSchema>;

/** `mailed` is false where no mail server is set up: the host's administrator finds it in the outbox. */
export const invitedMemberSchema = z.object({ invitation: memberInvitationSchema, mailed: z.boolean() });

const token = z.string().min(1).max(200);

export const memberInvitationTokenSchema = z.object({ token });

/** What the link's owner is told. */
export const openedMemberInvitationSchema = z.object({
  organisation: z.string(),
  invitedBy: z.string(),
  role: roleIdSchema,
  /** Null for built-in roles. */
  roleName: z.string().nullable(),
  /** To whom it was sent. */
  email: z.string(),
  expiresAt: timeSchema,
  /** This address has an account here. */
  hasAccount: z.boolean(),
});
export type OpenedMemberInvitation = z.infer<typeof openedMemberInvitationSchema>;

/** By making an account. */
export const joinAsNewMemberSchema = z.object({
  token,
  name: lineSchema(100),
  password: newPasswordSchema,
  locale: localeSchema.optional(),
});
export type JoinAsNewMember = z.infer<typeof joinAsNewMemberSchema>;
