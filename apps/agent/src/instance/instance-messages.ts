// What is said on a running agent's own socket: by somebody who asks how it is or started it once more, and by the worker
// it started. One line of JSON per message. Only this user and administrators reach the socket.

import { z } from 'zod';

export const maxLineBytes = 16 * 1024;

export const agentReportSchema = z.object({
  version: z.string(),
  connected: z.boolean(),
  /** Viewers now. */
  viewers: z.number().int().min(0),
  /** null: not enrolled yet. */
  name: z.string().nullable(),
  /** Why the server does not want it, as its code; null: nothing is known against it. */
  refused: z.string().max(64).nullable().default(null),
});
export type AgentReport = z.infer<typeof agentReportSchema>;

export const instanceStatusSchema = z.object({
  pid: z.number().int(),
  version: z.string(),
  /** null: it runs, its worker does not just now. */
  worker: agentReportSchema.nullable(),
  /** As in the report of the last worker that was refused, until one is connected. */
  refused: z.string().max(64).nullable().default(null),
});
export type InstanceStatus = z.infer<typeof instanceStatusSchema>;

/** To the socket's owner. */
export const instanceCallSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status.ask') }),
  /** Started once more by the person at the computer, who wants to see it. */
  z.object({ type: z.literal('window.show') }),
  /** A worker names the secret it was started with. */
  z.object({ type: z.literal('worker.hello'), secret: z.string().length(43) }),
  z.object({ type: z.literal('worker.report'), report: agentReportSchema }),
]);
export type InstanceCall = z.infer<typeof instanceCallSchema>;

/** Where others could listen (see meeting-place.ts). */
const placeSecretSchema = z.string().max(64).optional();

/** From the socket's owner. */
export const instanceAnswerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status.told'), status: instanceStatusSchema, secret: placeSecretSchema }),
  /** False: there is no window. */
  z.object({ type: z.literal('window.told'), isShown: z.boolean(), secret: placeSecretSchema }),
  /** End in order: tell the viewers. */
  z.object({ type: z.literal('worker.stop') }),
]);
export type InstanceAnswer = z.infer<typeof instanceAnswerSchema>;
