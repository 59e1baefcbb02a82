// The client's address behind trusted proxies, for sockets; what Fastify's `trustProxy` does for requests.

import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';

/** `trusted` holds addresses and CIDR blocks; empty: the socket's own address is the client's. */
export function createAddressOf(trusted: readonly string[]): (request: IncomingMessage) => string {
  const isTrusted = createIsTrusted(trusted);

  return (request) => {
    let address = plain(request.socket.remoteAddress ?? '');
    const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',');
    const hops = forwarded.split(',').map((hop) => plain(hop.trim()));
    for (let hop = hops.pop(); hop && isTrusted(address); hop = hops.pop()) address = hop;
    return address;
  };
}

/** Whether a trusted proxy says that the client came to it by HTTPS. */
export function createIsForwardedHttps(trusted: readonly string[]): (request: IncomingMessage) => boolean {
  const isTrusted = createIsTrusted(trusted);
  return (request) =>
    isTrusted(plain(request.socket.remoteAddress ?? '')) && request.headers['x-forwarded-proto'] === 'https';
}

function createIsTrusted(trusted: readonly string[]): (address: string) => boolean {
  const blocks = new BlockList();
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    blocks.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return (address) => blocks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** IPv4 addresses seen through an IPv6 socket, as IPv4. */
function plain(address: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address;
}
