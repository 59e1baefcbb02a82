// The doctor's report on the computer of a session: asked for by a technician or offered by the person at the computer, who
// decides; told end to end, in the language of whoever reads it. Nothing of it is stored.

import { z } from 'zod';
import { localeSchema } from '../locale.ts';
import { maxPeerLine, peerLineSchema } from '../peer-text.ts';
import { cleanChatText, maxChatTextLength } from './chat.ts';

/** Said by both ends in the handshake: without it the other end knows nothing of reports. */
export const reportCapability = 'report';

/** `skipped`: another finding says why it could not be looked at. */
export const findingResults = ['ok', 'warning', 'failed', 'skipped'] as const;
export const findingResultSchema = z.enum(findingResults);
export type FindingResult = z.infer<typeof findingResultSchema>;

export const computerReportSchema = z.object({
  /** Of the agent. */
  version: peerLineSchema,
  system: peerLineSchema,
  /** The server's address as this computer uses it. */
  server: peerLineSchema,
  findings: z
    .array(
      z.object({
        /** What was looked at. */
        name: peerLineSchema,
        result: findingResultSchema,
        detail: peerLineSchema,
        /** What is wrong and what to do; null: nothing. */
        advice: z.string().max(maxChatTextLength).transform(cleanChatText).nullable(),
      }),
    )
    .max(50),
});
export type ComputerReport = z.infer<typeof computerReportSchema>;

/** As much of a text as a line of a report holds. */
export function reportLine(text: string): string {
  return text.slice(0, maxPeerLine);
}

export const reportStates = [
  /** The person at the computer is being asked. */
  'asked',
  /** The person at the computer wants to send one: ask for it, to have it in your language. */
  'offered',
  'making',
  /** The person said no. */
  'refused',
  'failed',
] as const;
export const reportStateSchema = z.enum(reportStates);

/** Agent to viewer. */
export const agentReportMessages = [
  z.object({ type: z.literal('report.state'), state: reportStateSchema }),
  z.object({ type: z.literal('report.told'), report: computerReportSchema }),
] as const;

/** Viewer to agent. `locale`: of the reader; one that the agent does not know counts as English. */
export const viewerReportMessages = [
  z.object({ type: z.literal('report.ask'), locale: localeSchema.catch('en') }),
] as const;
