// The organisations one person belongs to: which there are, and which of them is meant.

import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { roleIdSchema } from '../rights/rights.ts';
import { lineSchema } from './common.ts';

/** Names the organisation that a call is about, by its id. Without it, it is the one the device is in. */
export const organisationHeader = 'nearhand-organisation';

const subprotocolStart = 'organisation.';

/** The same for a socket, where browsers set no headers: a subprotocol. */
export function organisationSubprotocol(organisationId: string): string {
  return `${subprotocolStart}${organisationId}`;
}

/** The id in what `organisationSubprotocol` made; null for anything else. */
export function organisationOfSubprotocol(subprotocol: string | undefined): string | null {
  return subprotocol?.startsWith(subprotocolStart) ? subprotocol.slice(subprotocolStart.length) : null;
}

export const ownOrganisationSchema = z.object({
  id: idSchema,
  name: z.string(),
  role: roleIdSchema,
  /** Null for built-in roles. */
  roleName: z.string().nullable(),
  /** The one this device is in; always one of them. */
  entered: z.boolean(),
});
export type OwnOrganisation = z.infer<typeof ownOrganisationSchema>;

/** hostOnly: whoever runs the server founds organisations. otherDomain: people with addresses of listed domains do. */
export const foundingAnswers = ['allowed', 'hostOnly', 'otherDomain'] as const;
export const foundingAnswerSchema = z.enum(foundingAnswers);
export type FoundingAnswer = z.infer<typeof foundingAnswerSchema>;

/** By name. `founding`: whether this person may found a further one, by the host's settings. */
export const ownOrganisationsSchema = z.object({
  organisations: z.array(ownOrganisationSchema),
  founding: foundingAnswerSchema,
});

/** Also for another name. */
export const newOrganisationSchema = z.object({ name: lineSchema(100) });
export const createdOrganisationSchema = z.object({ id: idSchema });
