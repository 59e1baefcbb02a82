import type { SupportRequest } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { stepOf } from './request-step.ts';

const at = '2026-01-02T03:04:05.000Z';
const request: SupportRequest = {
  id: '01a20039-ba7a-724c-aae6-11d5313bc642',
  customer: 'Zoë',
  customerEmail: null,
  comments: '',
  state: 'waiting',
  stateSince: at,
  steps: [
    { step: 'pageOpened', at },
    { step: 'programStarted', at },
  ],
  download: null,
  permissions: ['view'],
  createdAt: at,
  expiresAt: at,
  createdBy: null,
  assignee: null,
  queue: null,
  computer: { name: 'desk', systemName: '', online: true },
  participants: [],
  closed: null,
};

describe('the step of a waiting customer', () => {
  it('is the last one, or that the program is gone', () => {
    const gone = { name: 'desk', systemName: '', online: false };
    expect([
      stepOf({ ...request, steps: [], computer: null }),
      stepOf({ ...request, steps: request.steps.slice(0, 1), computer: null }),
      stepOf(request),
      stepOf({ ...request, computer: gone }),
      stepOf({ ...request, state: 'ready', computer: gone }),
    ]).toEqual([null, 'pageOpened', 'programStarted', 'programGone', null]);
  });

  it('BLD48: is downloading while the program is sent, then downloaded', () => {
    const opened = { ...request, steps: request.steps.slice(0, 1), computer: null };
    const sent = [0, 50, 100].map((count) => stepOf({ ...opened, download: { sent: count, total: 100 } }));
    expect(sent).toEqual(['downloading', 'downloading', 'downloaded']);
  });
});
