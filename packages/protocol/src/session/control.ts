// The control channel of a session, end to end between viewer and agent. Acknowledgements of the picture and the wish for a
// full one travel on the screenFeedback channel in the codec's own form (packages/screen).

import { z } from 'zod';
import { displaySchema } from '../geometry.ts';
import { participantSchema } from '../participant.ts';
import { peerLineSchema } from '../peer-text.ts';
import { permissionSetSchema } from '../permissions.ts';
import { unlockFailureSchema } from '../unlock.ts';
import { agentChatMessages, viewerChatMessages } from './chat.ts';
import { agentLoadMessages, viewerLoadMessages } from './load.ts';
import { agentReportMessages, viewerReportMessages } from './report.ts';

const participant = participantSchema.extend({ name: peerLineSchema });

export const endReasons = [
  /** The person at the computer pressed *End session*. */
  'customer',
  /** This viewer left. */
  'viewer',
  /** The server took the session away: closed, signed out, rights changed. */
  'revoked',
  /** The agent's program is ending. */
  'agentStopped',
  /** The desktop went away. */
  'desktopLost',
  /** The peer broke the protocol. */
  'malformed',
] as const;
export const endReasonSchema = z.enum(endReasons);
export type EndReason = z.infer<typeof endReasonSchema>;

/** Why input has no effect just now. */
export const inputBlocks = ['permission', 'consentQuestion', 'ownWindow', 'unsupported'] as const;
export const inputBlockSchema = z.enum(inputBlocks);
export type InputBlock = z.infer<typeof inputBlockSchema>;

/** What keeps the desktop from being seen or used, although nobody forbids it. */
export const desktopObstacles = [
  /** The computer is locked. */
  'locked',
  /** Windows asks its own user something, or shows its sign-in. */
  'secureDesktop',
  /** The window in front belongs to an administrator: it can be seen and takes no input. */
  'elevatedWindow',
  /** A kind of desktop that this agent cannot show. */
  'wayland',
  /** Nobody is signed in at a screen. */
  'noDesktop',
] as const;
export const desktopObstacleSchema = z.enum(desktopObstacles);
export type DesktopObstacle = z.infer<typeof desktopObstacleSchema>;

export const agentControlMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('session.welcome'),
    permissions: permissionSetSchema,
    displays: z.array(displaySchema).max(32),
    /** The one whose picture is sent until the viewer picks another. */
    displayId: z.string().nullable(),
    computerName: peerLineSchema,
    systemName: peerLineSchema,
    participants: z.array(participant).max(32),
  }),
  z.object({ type: z.literal('permissions.changed'), permissions: permissionSetSchema }),
  z.object({
    type: z.literal('displays.changed'),
    displays: z.array(displaySchema).max(32),
    displayId: z.string().nullable(),
  }),
  z.object({ type: z.literal('participants.changed'), participants: z.array(participant).max(32) }),
  /** null: input works again. */
  z.object({ type: z.literal('input.blocked'), reason: inputBlockSchema.nullable() }),
  /** null: nothing any more. Said after the welcome and at each change. */
  z.object({ type: z.literal('desktop.obstructed'), obstacle: desktopObstacleSchema.nullable() }),
  /** The screen was locked when the session began, and stayed so; said once, and nothing is tried again. */
  z.object({ type: z.literal('unlock.failed'), failure: unlockFailureSchema }),
  /** Somebody else moved the remote pointer: draw it there. Desktop coordinates. */
  z.object({ type: z.literal('pointer.moved'), x: z.number().int(), y: z.number().int() }),
  ...agentChatMessages,
  ...agentLoadMessages,
  ...agentReportMessages,
]);
export type AgentControlMessage = z.infer<typeof agentControlMessageSchema>;

export const viewerControlMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('display.select'), displayId: z.string().min(1).max(64) }),
  /** The viewer's tab is hidden: send nothing until `screen.resume`. */
  z.object({ type: z.literal('screen.pause') }),
  z.object({ type: z.literal('screen.resume') }),
  ...viewerChatMessages,
  ...viewerLoadMessages,
  ...viewerReportMessages,
]);
export type ViewerControlMessage = z.infer<typeof viewerControlMessageSchema>;
