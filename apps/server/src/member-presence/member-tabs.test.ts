import { ManualClock } from '@nearhand/base';
import { describe, expect, it } from 'vitest';
import { LocalMemberTabs, leavingMs } from './member-tabs.ts';

const ada = { memberId: 'ada', organisationId: 'fjord' };

function start() {
  const clock = new ManualClock();
  const tabs = new LocalMemberTabs(clock);
  const changes: (string | null)[] = [];
  tabs.onChanged.on((memberId) => changes.push(tabs.activityOf(memberId)));
  return { clock, tabs, changes };
}

describe('LocalMemberTabs', () => {
  it('PRE2: is active in any tab', () => {
    const { tabs, changes } = start();
    tabs.report(ada, '1', false);
    tabs.report(ada, '2', true);
    tabs.report(ada, '1', true);
    tabs.close(ada, '2');
    tabs.report(ada, '1', false);
    expect([changes, tabs.membersIn('fjord'), tabs.membersIn('other')]).toEqual([
      ['idle', 'active', 'idle'],
      ['ada'],
      [],
    ]);
  });

  it('PRE1: is gone a while after the last tab, and not while a page is loaded again', () => {
    const { clock, tabs, changes } = start();
    tabs.report(ada, '1', true);
    tabs.close(ada, '1');
    clock.advance(leavingMs - 1);
    tabs.report(ada, '2', true);
    clock.advance(leavingMs);
    tabs.report(ada, '2', false);
    tabs.close(ada, '2');
    tabs.close(ada, '2');
    tabs.close(ada, 'never');
    clock.advance(leavingMs);
    expect([changes, tabs.activityOf('ada')]).toEqual([['active', 'idle', null], null]);
  });
});
