import type { MemberPresence } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { mergePresence } from './merge-presence.ts';

const one = (memberId: string, state: MemberPresence['presence']['state']): MemberPresence => ({
  memberId,
  presence: { state, inSession: false },
});

describe('mergePresence', () => {
  it('PRE4: adds, replaces, and takes out who is offline', () => {
    const first = mergePresence([one('a', 'online')], one('b', 'away'));
    const second = mergePresence(first, one('a', 'busy'));
    const third = mergePresence(second, one('b', 'offline'));
    expect([first.length, second.find(({ memberId }) => memberId === 'a')?.presence.state, third]).toEqual([
      2,
      'busy',
      [one('a', 'busy')],
    ]);
  });
});
