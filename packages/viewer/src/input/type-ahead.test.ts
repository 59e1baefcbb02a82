import type { InputMessage } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../connection/connection-state.ts';
import { takesInput } from './type-ahead.ts';

const messages = {
  typed: { type: 'text.type', text: 'a' },
  released: { type: 'key.up', code: 'KeyA' },
  moved: { type: 'pointer.move', x: 1, y: 1 },
} as const satisfies Record<string, InputMessage>;

const taken = (state: ConnectionState, nowMs: number) =>
  Object.entries(messages).flatMap(([name, message]) => (takesInput(state, message, nowMs) ? [name] : []));

describe('type-ahead', () => {
  it('VWR13: a short interruption keeps what is typed, and no clicks', () => {
    const lost: ConnectionState = { kind: 'reconnecting', sinceMs: 1_000 };
    expect([taken({ kind: 'active' }, 1_000), taken(lost, 10_999), taken(lost, 11_000)]).toEqual([
      ['typed', 'released', 'moved'],
      ['typed', 'released'],
      [],
    ]);
    expect(taken({ kind: 'offline', sinceMs: 1_000 }, 1_000)).toEqual([]);
  });
});
