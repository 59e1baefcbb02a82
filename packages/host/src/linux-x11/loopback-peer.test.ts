import { endianness } from 'node:os';
import { describe, expect, it } from 'vitest';
import { peerUser } from './loopback-peer.ts';

const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: string, remote: string, state: string, user: number) =>
  `   7: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  ${user}        0 12345 1 0000000000000000 20 4 30 10 -1`;
const table = (...rows: string[]) => [header, ...rows, ''].join('\n');
const connection = { localAddress: '127.0.0.1', localPort: 8080, remoteAddress: '127.0.0.1', remotePort: 40_000 };
const ours = '0100007F:1F90';
const peer = '0100007F:9C40';

// The table is written in the processor's own order; these rows are from a little-endian one.
describe.runIf(endianness() === 'LE')('the user at the other end of a loopback connection', () => {
  it('HST50: is the one whose socket has exactly these ends', () => {
    const others = [
      row(ours, peer, '01', 1),
      row('0100007F:9C41', ours, '01', 2),
      row(peer, '0100007F:1F91', '01', 3),
      row('0200A8C0:9C40', '0900A8C0:1F90', '01', 4),
      row('0200007F:9C40', ours, '01', 5),
    ];
    expect(peerUser(table(...others), connection)).toBeNull();
    expect(peerUser(table(...others, row(peer, ours, '01', 1000)), connection)).toBe(1000);
    expect(peerUser(table(row('0200007F:9C40', ours, '01', 5)), { ...connection, remoteAddress: '127.0.0.2' })).toBe(5);
  });

  it('HST50: is found on an IPv6 socket too', () => {
    const mapped = '0000000000000000FFFF0000';
    expect(peerUser(table(row(mapped + peer, mapped + ours, '01', 1000)), connection)).toBe(1000);
  });

  it('HST50: is nobody once the connection is closed', () => {
    for (const state of ['02', '04', '05', '06', '07', '08', '0A']) {
      expect([state, peerUser(table(row(peer, ours, state, 0)), connection)]).toEqual([state, null]);
    }
    expect(peerUser('', connection)).toBeNull();
  });
});
