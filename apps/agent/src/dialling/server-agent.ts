// How connections to the server are made, sockets and downloads alike: whom to trust, and through which proxy. The proxy
// is spoken to by Node's own support for proxies; TLS is with the server, inside of it.

import { Agent } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import type { Proxy } from './proxy.ts';

export interface ServerAccess {
  /** Such as `https://help.example.com`. */
  readonly origin: string;
  /** PEM certificates; see trust.ts. */
  readonly authorities: readonly string[];
  /** null: directly. */
  readonly proxy: Proxy | null;
}

/** Said explicitly, so that NODE_TLS_REJECT_UNAUTHORIZED cannot say otherwise. */
export function tlsOptions({ authorities }: ServerAccess): SecureContextOptions & { rejectUnauthorized: true } {
  return { ca: [...authorities], rejectUnauthorized: true, minVersion: 'TLSv1.2' };
}

/** undefined: plain HTTP, which is for this computer itself only. */
export function createServerAgent(access: ServerAccess): Agent | undefined {
  const { origin, proxy } = access;
  if (!origin.startsWith('https:')) return undefined;
  const proxyEnv = proxy === null ? {} : { HTTPS_PROXY: proxy.url, NO_PROXY: proxy.bypass };
  return new Agent({ ...tlsOptions(access), proxyEnv });
}
