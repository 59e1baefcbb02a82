// One integer for the protocol as a whole, names for everything optional. Code asks for a capability, never for a version.

import { z } from 'zod';

export const protocolVersion = 1;

/** Peers of another version are refused with `protocol_unsupported`. */
export const protocolVersionSchema = z.number().int().min(1).max(1_000_000);

/** Unknown names come from newer peers and are ignored. */
export const capabilitiesSchema = z.array(z.string().regex(/^[a-z][a-zA-Z0-9.]{0,39}$/)).max(64);
