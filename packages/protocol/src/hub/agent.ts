// The agent's socket, `/hub/agent`. The server speaks first with a challenge, the agent answers with `agent.hello` and
// the signature that proves its key, the server welcomes or refuses. Messages are JSON text of at most 64 KiB.

import { z } from 'zod';
import { computerNameSchema } from '../computer-name.ts';
import { endingSchema, toldPolicySchema } from '../computer-policy.ts';
import { enrolmentTokenSchema } from '../enrolment-token.ts';
import { bytes32Schema, idSchema, requestCodeSchema, signatureSchema, timeMsSchema } from '../ids.ts';
import { errorCodeSchema } from '../errors.ts';
import { localeSchema } from '../locale.ts';
import { permissionSetSchema } from '../permissions.ts';
import { proofChallengeSchema, proofSchema } from '../proof-of-work.ts';
import { requestStateSchema } from '../requests/states.ts';
import { endReasonSchema } from '../session/control.ts';
import { sealingKeySchema, unlockFailureSchema, unlockOrderSchema } from '../unlock.ts';
import { signInCodeSchema } from '../sign-in-code.ts';
import { smallPictureSchema } from '../small-picture.ts';
import { capabilitiesSchema, protocolVersionSchema } from '../version.ts';
import { relayTokenSchema } from './relay.ts';

export const maxHubMessageBytes = 64 * 1024;
/** A computer may say what it shall be called. */
export const renameCapability = 'computer.rename';
export const helloSignatureContext = 'nearhand agent hello v1';

/**
 * What the agent signs to prove its key: context, nonce, origin it dialled (such as `https://help.example.com`) and its
 * key, joined with NUL. The origin keeps another server from passing the proof on.
 */
export function helloProofText(nonce: string, origin: string, publicKey: string): string {
  return [helloSignatureContext, nonce, origin, publicKey].join('\0');
}

export const agentPurposeSchema = z.discriminatedUnion('kind', [
  /** Attended: for the request with this code. */
  z.object({ kind: z.literal('code'), code: requestCodeSchema, proof: proofSchema.optional() }),
  /** Attended: coming back to a request this key is already bound to. */
  z.object({ kind: z.literal('request'), requestId: idSchema }),
  /** Becoming a computer. */
  z.object({ kind: z.literal('enrolment'), token: enrolmentTokenSchema }),
  /** Becoming a computer once a member confirms it in the portal; a computer already where the key is known. */
  z.object({ kind: z.literal('signIn') }),
  /** A computer already enrolled with this key. */
  z.object({ kind: z.literal('computer') }),
  /** The demo computer: only the program the server itself started knows the secret (NEARHAND_DEMO_SECRET). */
  z.object({ kind: z.literal('demo'), secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
]);
export type AgentPurpose = z.infer<typeof agentPurposeSchema>;

export const systemSchema = z.enum(['linux', 'windows', 'macos', 'demo']);

/** Why nothing of a computer can be shown; none: it can. */
export const desktopLimitSchema = z.enum(['none', 'noDesktop', 'wayland']);

export const agentDescriptionSchema = z.object({
  version: z.string().min(1).max(40),
  system: systemSchema,
  systemName: z.string().max(200),
  computerName: z.string().max(200),
  userName: z.string().max(200),
  /** Comes back by itself after a restart of the computer. */
  installed: z.boolean().optional(),
  desktopLimit: desktopLimitSchema.optional(),
});
export type AgentDescription = z.infer<typeof agentDescriptionSchema>;

/** The technician and organisation as the customer sees them. */
export const invitingPartySchema = z.object({
  technician: z.string().max(200),
  organisation: z.string().max(200),
  /** In a welcome, where the technician has one; what is no such picture counts as none. */
  picture: smallPictureSchema.optional().catch(undefined),
});

export const requestOfferSchema = z.object({
  requestId: idSchema,
  state: requestStateSchema,
  invitedBy: invitingPartySchema,
  permissions: permissionSetSchema,
});
export type RequestOffer = z.infer<typeof requestOfferSchema>;

export const agentRoleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), offer: requestOfferSchema }),
  z.object({
    kind: z.literal('computer'),
    computerId: idSchema,
    name: z.string().max(200),
    /** Left out by servers that have none. */
    policy: toldPolicySchema.optional(),
    /** How its screen is unlocked at the beginning of a session; left out: not at all. */
    unlock: unlockOrderSchema.optional(),
  }),
  /** Waits for a member, who compares the code; `enrolment.decided` follows, or the time is over. */
  z.object({ kind: z.literal('pending'), code: signInCodeSchema, validForMs: z.number().int().min(0).max(3_600_000) }),
  z.object({ kind: z.literal('demo') }),
]);
export type AgentRole = z.infer<typeof agentRoleSchema>;

export const agentServerMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hub.challenge'),
    protocol: protocolVersionSchema,
    nonce: bytes32Schema,
    timeMs: timeMsSchema,
  }),
  z.object({
    type: z.literal('hub.welcome'),
    timeMs: timeMsSchema,
    capabilities: capabilitiesSchema,
    /** Ed25519 key that signs tickets; pinned at the first connection. */
    ticketKey: bytes32Schema,
    /** When the key changed: the new one signed by the pinned one (context "nearhand ticket key v1", NUL, new key). */
    ticketKeySignature: signatureSchema.optional(),
    role: agentRoleSchema,
  }),
  /** The socket stays open: the agent may send another `agent.hello`. */
  z.object({
    type: z.literal('hub.refused'),
    code: errorCodeSchema,
    /** Fresh challenge for the next hello. */
    nonce: bytes32Schema,
    proof: proofChallengeSchema.optional(),
    retryAfterMs: z.number().int().min(0).optional(),
  }),
  z.object({ type: z.literal('request.changed'), offer: requestOfferSchema }),
  /** To a computer: as its organisation calls it, and what it allows from now on. */
  z.object({
    type: z.literal('computer.changed'),
    name: z.string().max(200),
    policy: toldPolicySchema,
    unlock: unlockOrderSchema.optional(),
  }),
  /** A viewer is coming: join the relay. Everything that matters is in the ticket the viewer presents there. */
  z.object({
    type: z.literal('link.offered'),
    sessionId: idSchema,
    linkId: idSchema,
    relayToken: relayTokenSchema,
    /** Of whoever comes, where they have one; what is no such picture counts as none. */
    picture: smallPictureSchema.optional().catch(undefined),
  }),
  /** To a pending computer. Confirmed: it is one now, and connects again as such. */
  z.object({
    type: z.literal('enrolment.decided'),
    confirmed: z.boolean(),
    by: z.object({ member: z.string().max(200), organisation: z.string().max(200) }),
  }),
  z.object({ type: z.literal('session.revoked'), sessionId: idSchema, linkId: idSchema.nullable() }),
]);
export type AgentServerMessage = z.infer<typeof agentServerMessageSchema>;

export const agentMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('agent.hello'),
    protocol: protocolVersionSchema,
    capabilities: capabilitiesSchema,
    publicKey: bytes32Schema,
    /** Over helloProofText(nonce, origin, publicKey). */
    signature: signatureSchema,
    origin: z.string().max(300),
    agent: agentDescriptionSchema,
    locale: localeSchema,
    purpose: agentPurposeSchema,
    /** Of a computer that can unlock its screen: to whom the credentials are sealed. */
    sealing: sealingKeySchema.optional(),
  }),
  z.object({
    type: z.literal('consent.answered'),
    requestId: idSchema,
    /** The permissions left ticked; null: refused. */
    permissions: permissionSetSchema.nullable(),
  }),
  /** From a computer, to a server with `renameCapability`: its name from now on. `computer.changed` answers, whatever came of it. */
  z.object({ type: z.literal('computer.rename'), name: computerNameSchema }),
  /** The customer ended the request (changed their mind, or *End session*). */
  z.object({ type: z.literal('request.ended'), requestId: idSchema }),
  z.object({
    type: z.literal('link.changed'),
    sessionId: idSchema,
    linkId: idSchema,
    state: z.enum(['active', 'interrupted', 'ended']),
    reason: endReasonSchema.optional(),
  }),
  /** Of a computer: nobody is connected any more, and the account at its screen was left as its policy says, or not. */
  z.object({ type: z.literal('account.left'), ending: endingSchema.exclude(['leave']), done: z.boolean() }),
  /** Of a computer: a session began while its screen was locked, and it was unlocked, or not (`failure`). */
  z.object({ type: z.literal('account.unlocked'), failure: unlockFailureSchema.nullable() }),
]);
export type AgentMessage = z.infer<typeof agentMessageSchema>;
