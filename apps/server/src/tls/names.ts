// Names and addresses that certificates of an intranet are for.

import { BlockList, isIP, isIPv4 } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

/** DNS names and IP addresses, lower case, without brackets. */
export interface CertificateNames {
  readonly dns: readonly string[];
  readonly addresses: readonly string[];
}

interface Block {
  readonly address: string;
  readonly bits: number;
}

/** Loopback, private and link-local: the authority signs for these whatever the network's numbers turn out to be. */
export const privateBlocks: readonly Block[] = [
  { address: '127.0.0.0', bits: 8 },
  { address: '10.0.0.0', bits: 8 },
  { address: '172.16.0.0', bits: 12 },
  { address: '192.168.0.0', bits: 16 },
  { address: '169.254.0.0', bits: 16 },
  { address: '100.64.0.0', bits: 10 },
  { address: '::1', bits: 128 },
  { address: 'fc00::', bits: 7 },
  { address: 'fe80::', bits: 10 },
];

/** The public address's host first, then this computer's own names and private addresses. */
export function localNames(publicUrl: string): CertificateNames {
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '');
  const own = hostname().toLowerCase();
  const interfaces = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const addresses = interfaces
    .map(({ address }) => address.replace(/%.*$/, ''))
    .filter((address) => isPrivate(address));
  const isAddress = isIP(host) !== 0;
  return {
    dns: unique([...(isAddress ? [] : [host]), 'localhost', own].filter(isDnsName)),
    addresses: unique([...(isAddress ? [host] : []), '127.0.0.1', '::1', ...addresses]),
  };
}

export function isPrivate(address: string): boolean {
  const list = new BlockList();
  for (const block of privateBlocks) list.addSubnet(block.address, block.bits, isIPv4(block.address) ? 'ipv4' : 'ipv6');
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

function isDnsName(name: string): boolean {
  return /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(name);
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
