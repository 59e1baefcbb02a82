import { describe, expect, it } from 'vitest';
import { type LinkEvent, linkMoves, type LinkStateKind, nextLinkState } from './link-state.ts';

const kinds = Object.keys(linkMoves) as LinkStateKind[];
const events: readonly LinkEvent[] = ['peer.met', 'keys.confirmed', 'path.lost', 'link.ended'];

describe('link states', () => {
  it('SES21: move by the table and no other way', () => {
    const moves = kinds.flatMap((from) =>
      events.flatMap((event) => {
        const to = nextLinkState(from, event);
        return to ? [`${from} ${event} ${to}`] : [];
      }),
    );
    expect(moves).toEqual([
      'connecting peer.met handshaking',
      'connecting link.ended ended',
      'handshaking keys.confirmed active',
      'handshaking path.lost connecting',
      'handshaking link.ended ended',
      'active path.lost interrupted',
      'active link.ended ended',
      'interrupted keys.confirmed active',
      'interrupted link.ended ended',
    ]);
  });
});
