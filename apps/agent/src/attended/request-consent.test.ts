import { ManualClock, silentLogger } from '@nearhand/base';
import type { Ticket } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { ConsentFlow } from '../consent/consent-flow.ts';
import { memoryValue } from '../identity/stored-value.ts';
import { LocalPermissions } from '../permissions/local-permissions.ts';
import { PresenceWatch } from './presence-watch.ts';
import { requestConsent } from './request-consent.ts';
import type { RequestRecord } from './request-folders.ts';
import { RequestMemory } from './request-memory.ts';

const requestId = '0198c0de-0000-7000-8000-000000000001';
const ticket: Ticket = {
  id: '0198c0de-0000-7000-8000-000000000002',
  sessionId: '0198c0de-0000-7000-8000-000000000003',
  linkId: '0198c0de-0000-7000-8000-000000000004',
  requestId,
  principal: { kind: 'member', id: '0198c0de-0000-7000-8000-000000000005', name: 'Ana', organisation: 'Acme' },
  agentKey: 'A'.repeat(43),
  commitment: 'A'.repeat(43),
  permissions: ['view', 'control'],
  expiresAtMs: 0,
};

function setUp() {
  const clock = new ManualClock();
  const local = new LocalPermissions();
  const flow = new ConsentFlow({ local, clock, logger: silentLogger, answerTimeoutMs: 60_000 });
  const presence = new PresenceWatch(clock, () => flow.state.kind === 'active');
  const memory = new RequestMemory('https://help.example.com', memoryValue<RequestRecord>(), null);
  memory.accepted(requestId);
  const consent = requestConsent({ local, flow, presence, memory });
  const answer = (changes: Partial<Ticket> = {}) =>
    consent.admit({ ...ticket, ...changes }).then(
      () => 'in',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );
  const allow = () => {
    flow.ask({ technician: 'Ana', organisation: 'Acme' }, ['view', 'control']);
    flow.allow(['view']);
  };
  return { allow, answer, clock, flow, presence };
}

describe('the consent to a request', () => {
  it('AGT35: lets nobody in before the yes, nor after the end', async () => {
    const { allow, answer, flow } = setUp();
    expect(await answer()).toBe('consent_missing');
    allow();
    expect(await answer()).toBe('in');
    flow.end('customer');
    expect(await answer()).toBe('consent_missing');
  });

  it('AGT38: lets nobody in for another request, or for none', async () => {
    const { allow, answer } = setUp();
    allow();
    expect(await answer({ requestId: ticket.sessionId })).toBe('ticket_invalid');
    expect(await answer({ requestId: null })).toBe('ticket_invalid');
  });

  it('AGT44: lets nobody in while nobody can see the window', async () => {
    const { allow, answer, clock, presence } = setUp();
    allow();
    clock.advance(60_000);
    expect(await answer()).toBe('consent_missing');
    presence.changed(true);
    expect(await answer()).toBe('in');
  });
});
