import { presenceChoices } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { presenceOf } from './presence-of.ts';

describe('presenceOf', () => {
  it('PRE2: no tab, then a session, then the choice, then activity decides', () => {
    const found = ([null, 'active', 'idle'] as const).flatMap((activity) =>
      [true, false].flatMap((inSession) =>
        presenceChoices.map((choice) => presenceOf({ activity, inSession, choice }).state),
      ),
    );
    const offline = Array.from({ length: 6 }, () => 'offline');
    const busy = ['busy', 'busy', 'busy'];
    expect(found).toEqual([...offline, ...busy, 'online', 'away', 'busy', ...busy, 'away', 'away', 'busy']);
  });
});
