import { type RequestState, type SupportRequest, requestStates } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { isOver, mayStart, phaseOf } from './phase.ts';
import type { RemoteScreenView } from './remote-screen.ts';
import type { Target } from './target.ts';

const at = '2026-03-14T12:00:00.000Z';

function request(state: RequestState, extra: Partial<SupportRequest> = {}): Target {
  const fixed = {
    comments: '',
    steps: [],
    download: null,
    permissions: [],
    createdAt: at,
    expiresAt: at,
    createdBy: null,
    assignee: null,
    queue: null,
  };
  const id = '0d4a4f9e-5f2c-4c0e-9a55-9f1f7b8f3c11';
  const base = { id, customer: 'Ada', customerEmail: null, computer: null, participants: [], closed: null };
  return { kind: 'request', request: { ...fixed, ...base, state, stateSince: at, ...extra } };
}

type Screen = Pick<RemoteScreenView, 'state' | 'hasPicture' | 'welcomed' | 'displays'>;
function screen(state: RemoteScreenView['state'], extra: Partial<Screen> = {}): Screen {
  const display = { id: '1', name: '', bounds: { x: 0, y: 0, width: 1, height: 1 }, primary: true };
  return { state, hasPicture: false, welcomed: false, displays: [display], ...extra };
}

describe('mayStart', () => {
  it('POR11: connects once the customer allowed access, and not before', () => {
    expect(requestStates.filter((state) => mayStart(request(state)))).toEqual([
      'ready',
      'connected',
      'onHold',
      'reconnecting',
      'rebooting',
      'offline',
      'transferring',
    ]);
  });

  it('POR11: stops for good only with the request', () => {
    expect(requestStates.filter((state) => isOver(request(state)))).toEqual(['closed', 'denied', 'expired']);
  });
});

describe('phaseOf', () => {
  it('POR11: waits, then connects, and is connected with the first picture', () => {
    expect(
      [
        phaseOf(request('open'), null),
        phaseOf(request('waiting'), null),
        phaseOf(request('ready'), null),
        phaseOf(request('ready'), screen({ kind: 'connecting' })),
        phaseOf(request('connected'), screen({ kind: 'active' })),
        phaseOf(request('connected'), screen({ kind: 'active' }, { hasPicture: true })),
        phaseOf(request('connected'), screen({ kind: 'active' }, { welcomed: true, displays: [] })),
      ].map(({ kind }) => kind),
    ).toEqual(['waiting', 'waiting', 'connecting', 'connecting', 'connecting', 'connected', 'connected']);
  });

  it('POR11: says since when the other end is gone, as the server knows it', () => {
    const lost = screen({ kind: 'offline', sinceMs: 5 });
    expect([phaseOf(request('offline'), lost), phaseOf(request('connected'), lost)]).toEqual([
      { kind: 'offline', sinceMs: Date.parse(at) },
      { kind: 'offline', sinceMs: 5 },
    ]);
  });

  it('POR11: says how it ended', () => {
    const member = { kind: 'member', id: '0d4a4f9e-5f2c-4c0e-9a55-9f1f7b8f3c12', name: 'Tom' } as const;
    expect([
      phaseOf(request('closed'), screen({ kind: 'ended', reason: 'customer' })),
      phaseOf(request('closed', { closed: { by: member, note: '' } }), screen({ kind: 'ended', reason: 'revoked' })),
      phaseOf(request('denied'), null),
      phaseOf(request('expired'), null),
      phaseOf(request('ready'), screen({ kind: 'ended', reason: 'viewer' })),
    ]).toEqual([
      { kind: 'ended', reason: 'customer' },
      { kind: 'closed', by: member },
      { kind: 'refused' },
      { kind: 'expired' },
      { kind: 'ended', reason: 'viewer' },
    ]);
  });

  it('POR10: a changed agent key has its own explanation', () => {
    expect([
      phaseOf(request('ready'), screen({ kind: 'failed', code: 'identity_changed' })),
      phaseOf(request('ready'), screen({ kind: 'failed', code: 'agent_busy' })),
    ]).toEqual([{ kind: 'identityChanged' }, { kind: 'failed', code: 'agent_busy' }]);
  });
});
