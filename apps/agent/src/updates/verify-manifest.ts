// Whether what a server says about updates may be believed: signed by the server this program was built for, meant for
// it, and not one that was said before something newer. Pure.

import { createPublicKey, verify } from 'node:crypto';
import { utf8 } from '@nearhand/base';
import {
  signedUpdateManifestSchema,
  type UpdateManifest,
  updateManifestSchema,
  updateProofText,
} from '@nearhand/protocol';

export interface ManifestExpectation {
  /** Ed25519, raw 32 bytes in base64url: inside the build. */
  readonly publicKey: string;
  readonly origin: string;
  /** The highest that was ever believed; 0: none yet. */
  readonly lastSerial: number;
}

export type ManifestAnswer = { manifest: UpdateManifest } | { refused: string };

/** `text`: as the server sent it. */
export function verifyManifest(text: string, expected: ManifestExpectation): ManifestAnswer {
  const signed = signedUpdateManifestSchema.safeParse(parseJson(text));
  if (!signed.success) return { refused: 'it is malformed' };
  const { manifest: content, signature } = signed.data;
  if (!isSigned(content, signature, expected.publicKey)) return { refused: 'it is not signed by the server' };
  const parsed = updateManifestSchema.safeParse(parseJson(content));
  if (!parsed.success) return { refused: 'it is signed and malformed' };
  if (parsed.data.origin !== expected.origin) return { refused: 'it is meant for another server' };
  if (parsed.data.serial < expected.lastSerial) return { refused: 'it is older than one that is known' };
  return { manifest: parsed.data };
}

function isSigned(content: string, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, utf8.encode(updateProofText(content)), key, Buffer.from(signature, 'base64url'));
  } catch {
    // No key at all signs nothing.
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
