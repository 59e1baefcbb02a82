// The viewer's ephemeral key: made before the server is asked for a ticket, because the ticket names its hash.

import { base64url } from '@nearhand/base';
import type { AgreementPair, Curves } from '../curves/curves.ts';
import { preferredCurves } from '../curves/preferred-curves.ts';
import { sha256 } from './hashing.ts';

/** For one link only. The private half cannot be read; the public half is secret until the agent has answered. */
export interface ViewerKey extends AgreementPair {
  /** SHA-256 of publicKey in base64url: `commitment` of POST /api/sessions. */
  readonly commitment: string;
}

export async function createViewerKey(curves: Curves = preferredCurves): Promise<ViewerKey> {
  const pair = await curves.generatePair();
  return { ...pair, commitment: base64url.encode(await sha256(pair.publicKey)) };
}
