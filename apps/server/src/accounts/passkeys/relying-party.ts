// For whom passkeys are made: the server's name. Browsers make none for addresses in digits, nor without encryption.

import { isIP } from 'node:net';
import type { ServerConfig } from '../../config/config.ts';

export interface RelyingParty {
  /** The host's name. */
  readonly id: string;
  readonly origin: string;
}

/** Null where passkeys are not possible. */
export function relyingPartyOf({ publicUrl }: Pick<ServerConfig, 'publicUrl'>): RelyingParty | null {
  const { hostname, protocol, origin } = new URL(publicUrl);
  if (isIP(hostname) !== 0 || hostname.startsWith('[')) return null;
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  return protocol === 'https:' || isLocal ? { id: hostname, origin } : null;
}
