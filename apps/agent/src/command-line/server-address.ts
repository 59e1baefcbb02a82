// Which addresses of a server the agent dials: TLS everywhere, plain HTTP only on this computer itself.

import { isLoopback } from '@nearhand/base';

/** The server's origin, such as `https://help.example.com`, or what is wrong with the address, for people. */
export function parseServerAddress(text: string): { origin: string } | { problem: string } {
  if (!URL.canParse(text)) return { problem: `"${text}" is not an address such as https://help.example.com` };
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return { problem: 'the address must not hold a name or password' };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return { problem: 'the address must end after the name and port' };
  }
  if (url.protocol === 'https:') return { origin: url.origin };
  if (url.protocol !== 'http:') return { problem: 'the address must begin with https://' };
  if (!isLoopback(url.hostname)) {
    return { problem: 'plain http:// is only accepted for this computer itself; use https://' };
  }
  return { origin: url.origin };
}

/** `path` on the server as a WebSocket address. */
export function socketAddress(origin: string, path: string): string {
  return new URL(path, origin.replace(/^http/, 'ws')).href;
}
