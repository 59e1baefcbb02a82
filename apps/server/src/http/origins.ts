// Which origins are this server's own. Everything else is another site.

import type { ServerConfig } from '../config/config.ts';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** The public address; and, where that is on this very computer, its other spellings. */
export function ownOrigins(config: ServerConfig): readonly string[] {
  const url = new URL(config.publicUrl);
  const origins = new Set([url.origin]);
  if (loopbackHosts.includes(url.hostname)) {
    const port = url.port === '' ? '' : `:${url.port}`;
    for (const host of loopbackHosts) origins.add(`${url.protocol}//${host}${port}`);
  }
  return [...origins];
}

/** `origin` as the browser sent it. Compared exactly: no prefixes, no wildcards, no `null`. */
export function isOwnOrigin(config: ServerConfig, origin: string | undefined): boolean {
  return origin !== undefined && ownOrigins(config).includes(origin);
}
