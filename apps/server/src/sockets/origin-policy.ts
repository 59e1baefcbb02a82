// Decides from the Origin and Cookie headers whether a WebSocket upgrade is served. Cross-site pages can open sockets
// with a visitor's cookies; the Origin header, which browsers always send, is what tells them apart.

/**
 * - `browser`: only pages of this server.
 * - `program`: only programs, which send neither Origin nor Cookie.
 * - `browserOrProgram`: either of these.
 */
export type OriginPolicy = 'browser' | 'program' | 'browserOrProgram';

export interface OriginHeaders {
  readonly origin?: string | undefined;
  readonly cookie?: string | undefined;
}

export function isOriginAllowed(
  policy: OriginPolicy,
  headers: OriginHeaders,
  isOwnOrigin: (origin: string) => boolean,
): boolean {
  if (headers.origin !== undefined) return policy !== 'program' && isOwnOrigin(headers.origin);
  return policy !== 'browser' && headers.cookie === undefined;
}
