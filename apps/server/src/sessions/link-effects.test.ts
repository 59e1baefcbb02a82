import { nextRequestState, requestStates } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { eventForLinks } from './link-effects.ts';

const counts = [
  { active: 0, interrupted: 0 },
  { active: 0, interrupted: 1 },
  { active: 1, interrupted: 0 },
  { active: 2, interrupted: 3 },
];

describe('links and the state of their request', () => {
  it('HUB7: every move asked for is one the table has, and leads to rest', () => {
    for (const state of requestStates) {
      for (const links of counts) {
        const event = eventForLinks(state, links);
        if (event === null) continue;
        const next = nextRequestState(state, event);
        expect(next, `${event} in ${state}`).not.toBeNull();
        expect(next && eventForLinks(next, links), `${state} does not settle`).toBeNull();
      }
    }
  });

  it('HUB7: follows a link through its life', () => {
    expect([
      eventForLinks('ready', { active: 1, interrupted: 0 }),
      eventForLinks('connected', { active: 0, interrupted: 1 }),
      eventForLinks('reconnecting', { active: 1, interrupted: 0 }),
      eventForLinks('offline', { active: 1, interrupted: 0 }),
      eventForLinks('connected', { active: 0, interrupted: 0 }),
      eventForLinks('onHold', { active: 1, interrupted: 0 }),
    ]).toEqual(['session.started', 'link.lost', 'link.restored', 'link.restored', 'session.ended', null]);
  });
});
