import { type Permission, requestStates, rightsOfRole, roles } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { mayConnect } from './session.access.ts';

const asked: readonly Permission[] = ['view', 'control'];

describe('may connect', () => {
  it('HUB14: by role, to a request and to a computer', () => {
    const answers = roles.map((role) => {
      const member = { rights: rightsOfRole[role] };
      const request = mayConnect(member, { kind: 'request', state: 'ready', asked, granted: asked });
      const computer = mayConnect(member, { kind: 'computer' });
      return [role, 'allowed' in request, 'allowed' in computer];
    });
    expect(answers).toEqual([
      ['owner', true, true],
      ['administrator', true, true],
      ['technician', true, true],
      ['auditor', false, false],
    ]);
  });

  it('HUB14: by state and consent, never to more than was asked and given', () => {
    const member = { rights: rightsOfRole.technician };
    const answerIn = (state: (typeof requestStates)[number], granted: Permission[] | null) => {
      const answer = mayConnect(member, { kind: 'request', state, asked: ['view'], granted });
      return 'refused' in answer ? answer.refused : answer.allowed.join();
    };
    expect(Object.fromEntries(requestStates.map((state) => [state, answerIn(state, ['control', 'view'])]))).toEqual({
      scheduled: 'state_forbids',
      open: 'consent_missing',
      waiting: 'consent_missing',
      ready: 'view',
      connected: 'view',
      onHold: 'view',
      reconnecting: 'view',
      rebooting: 'view',
      offline: 'view',
      transferring: 'view',
      closed: 'state_forbids',
      denied: 'state_forbids',
      expired: 'state_forbids',
    });
    expect([answerIn('ready', null), answerIn('ready', []), answerIn('ready', ['control'])]).toEqual([
      'consent_missing',
      'consent_missing',
      'consent_missing',
    ]);
  });
});
