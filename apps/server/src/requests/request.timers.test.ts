import { nextRequestState, requestStates } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { dueMove } from './request.timers.ts';

const time = (minutes: number) => new Date(Date.UTC(2030, 0, 1) + minutes * 60_000);
const base = { stateSince: time(0), startsAt: time(30), expiresAt: time(60) };

describe('timers of requests', () => {
  it('REQ5 and REQ6: every waiting state has its time, and a move the table allows', () => {
    const due = Object.fromEntries(
      requestStates.map((state) => {
        const move = dueMove({ ...base, state });
        if (move) expect(nextRequestState(state, move.event)).not.toBeNull();
        return [state, move && [move.event, (move.at.getTime() - time(0).getTime()) / 60_000]];
      }),
    );
    expect(due).toEqual({
      scheduled: ['schedule.due', 30],
      open: ['request.expired', 60],
      waiting: ['request.expired', 60],
      ready: ['request.expired', 60],
      offline: ['request.expired', 60],
      reconnecting: ['link.timedOut', 5],
      rebooting: ['link.timedOut', 15],
      connected: null,
      onHold: null,
      transferring: null,
      closed: null,
      denied: null,
      expired: null,
    });
  });

  it('a schedule after the expiry never opens', () => {
    expect(dueMove({ ...base, state: 'scheduled', startsAt: time(90) })?.event).toBe('request.expired');
  });
});
