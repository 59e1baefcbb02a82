// Whose program holds the other end of a loopback connection, as the kernel's table of sockets tells (proc_net_tcp(5)).
// Every user of a computer can connect to every loopback port of it, and read the command lines of all programs.

import { readFileSync } from 'node:fs';
import { endianness } from 'node:os';

/** One accepted connection over IPv4, as node:net's sockets name its ends; a peer on an IPv6 socket is told as IPv4. */
export interface LoopbackConnection {
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

const tables = ['/proc/net/tcp', '/proc/net/tcp6'];
const established = '01';

/** False for other users' programs, and for connections that are closed already. True on systems without the table. */
export function isOwnUsersPeer(connection: LoopbackConnection): boolean {
  const texts = tables.flatMap(readTable);
  if (texts.length === 0) return true;
  const user = texts.map((text) => peerUser(text, connection)).find((found) => found !== null);
  return user !== undefined && ownUsers().includes(user);
}

/** The user number of the connection's other end in one of the tables; null: it is not there. */
export function peerUser(table: string, connection: LoopbackConnection): number | null {
  const { localAddress, localPort, remoteAddress, remotePort } = connection;
  // Seen from the peer, our end is the remote one.
  const peers = endNames(remoteAddress ?? '', remotePort ?? 0);
  const ours = endNames(localAddress ?? '', localPort ?? 0);
  for (const line of table.split('\n')) {
    const [, local = '', remote = '', state, , , , user] = line.trim().split(/\s+/);
    // A closed connection's entry names nobody, which reads as root.
    if (state === established && peers.includes(local) && ours.includes(remote)) return Number(user);
  }
  return null;
}

/** As the tables write it, for IPv4 and for IPv4 on an IPv6 socket. */
function endNames(address: string, port: number): readonly string[] {
  const bytes = address.split('.').map(Number);
  const end = `${wordName(bytes)}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return [end, `${'0'.repeat(16)}${wordName([0, 0, 0xff, 0xff])}${end}`];
}

/** Four bytes of an address as the processor's number. */
function wordName(bytes: readonly number[]): string {
  const ordered = endianness() === 'LE' ? bytes.toReversed() : bytes;
  return ordered.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
}

/** This user; and, for a program that was started with sudo, the person who did. */
function ownUsers(): readonly number[] {
  const own = process.getuid?.() ?? -1;
  const person = process.env['SUDO_UID'];
  return own === 0 && person !== undefined ? [own, Number(person)] : [own];
}

function readTable(path: string): string[] {
  try {
    return [readFileSync(path, 'utf8')];
  } catch {
    // Another system, or one of the two kinds of addresses is switched off.
    return [];
  }
}
