import { ManualClock } from '@nearhand/base';
import type { Ticket } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { LocalPermissions } from '../permissions/local-permissions.ts';
import { QuestionDesk } from './question-desk.ts';

const ticket: Ticket = {
  id: '0198c0de-0000-7000-8000-000000000001',
  sessionId: '0198c0de-0000-7000-8000-000000000002',
  linkId: '0198c0de-0000-7000-8000-000000000003',
  requestId: null,
  principal: { kind: 'member', id: '0198c0de-0000-7000-8000-000000000004', name: 'Ana', organisation: 'Acme' },
  agentKey: 'A'.repeat(43),
  commitment: 'A'.repeat(43),
  permissions: ['view'],
  expiresAtMs: 0,
};

describe('the question desk', () => {
  it('AGT62: a window that does not open lets nobody in, and does not stand in the way of the next', async () => {
    let opened = 0;
    const desk = new QuestionDesk({
      local: new LocalPermissions(),
      limit: () => ['view', 'control'],
      openWindow: () => Promise.reject(new Error(`no window ${++opened}`)),
      endSession: () => {},
      onIdle: () => {},
      clock: new ManualClock(),
    });
    await expect(desk.admit(ticket)).rejects.toThrow('no window 1');
    await expect(desk.admit(ticket)).rejects.toThrow('no window 2');
    desk.dispose();
  });
});
