import { AppError } from '@nearhand/base';
import {
  type Action,
  type ComputerPolicy,
  actionRow,
  actions,
  actionTable,
  layers,
  type Permission,
  type Reason,
  reasonTable,
  requestStates,
  type Right,
  rights,
  rightsOfRole,
  rightTable,
  roles,
} from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import {
  allowedPermissions,
  type ComputerTarget,
  decide,
  decideForReceiver,
  type RequestTarget,
  type Target,
} from './decide.ts';
import type { Standing } from './standing.ts';

const nowMs = 1_000;
const asked: readonly Permission[] = ['view', 'control', 'clipboard'];

function standing(held: readonly Right[], groups: Standing['groups'] = []): Standing {
  return {
    memberId: 'me',
    organisationId: 'here',
    secondFactor: false,
    role: { id: 'technician', name: null, rights: held },
    groups,
  };
}

function request(changes: Partial<RequestTarget> = {}): RequestTarget {
  return {
    kind: 'request',
    id: 'r',
    organisationId: 'here',
    groupIds: [],
    createdById: 'other',
    assigneeId: null,
    queueId: null,
    state: 'ready',
    asked,
    granted: asked,
    ...changes,
  };
}

const open: ComputerPolicy = {
  disabled: false,
  permissions: ['view', 'control', 'clipboard'],
  ask: false,
  askSeconds: 60,
  atEnd: 'leave',
};
function computer(changes: Partial<ComputerTarget> = {}): ComputerTarget {
  return {
    kind: 'computer',
    id: 'c',
    organisationId: 'here',
    groupIds: [],
    shares: [],
    policy: open,
    isDemo: false,
    twoFactorRequired: false,
    ...changes,
  };
}

const firstLine = { id: 'first', name: 'First line', rights: [] as Right[] };
const share = (untilMs: number | null) => ({ memberId: 'me', permissions: ['view'] as const, untilMs });

describe('the decision', () => {
  const withoutAll = rights.filter((right) => !right.endsWith('.all'));
  const ways: readonly [string, Target, Standing['groups'], Reason][] = [
    ['made it', request({ createdById: 'me' }), [], 'reach.creator'],
    ['assigned', request({ assigneeId: 'me' }), [], 'reach.assignee'],
    ['serves its queue', request({ queueId: 'q', groupIds: ['first'] }), [firstLine], 'reach.group'],
    ['another queue', request({ queueId: 'q', groupIds: ['second'] }), [firstLine], 'reach.queue'],
    ['private', request(), [firstLine], 'reach.private'],
    ['elsewhere', request({ organisationId: 'there', createdById: 'me' }), [firstLine], 'reach.otherOrganisation'],
    ['computer of the group', computer({ groupIds: ['first'] }), [firstLine], 'reach.group'],
    ['computer of no group', computer(), [firstLine], 'reach.noGroup'],
    [
      'computer elsewhere',
      computer({ organisationId: 'there', groupIds: ['first'] }),
      [firstLine],
      'reach.otherOrganisation',
    ],
    ['shared', computer({ shares: [share(null)] }), [], 'reach.share'],
    ['shared from elsewhere', computer({ organisationId: 'there', shares: [share(nowMs + 1)] }), [], 'reach.share'],
    ['shared until now', computer({ organisationId: 'there', shares: [share(nowMs)] }), [], 'reach.shareOver'],
    [
      'shared, with two factors required',
      computer({ twoFactorRequired: true, organisationId: 'there', shares: [share(null)] }),
      [],
      'reach.shareTwoFactor',
    ],
    ['shared with another', computer({ shares: [{ ...share(null), memberId: 'other' }] }), [], 'reach.noGroup'],
  ];

  it.each(ways)('RGT1: reach: %s', (_, target, groups, reason) => {
    const action = target.kind === 'request' ? 'request.view' : 'computer.view';
    const limited = decide(action, standing(withoutAll, groups), target, nowMs);
    expect(limited.findings.reach).toMatchObject({ reason, allowed: reasonTable[reason].error === null });
    expect(limited.allowed).toBe(limited.findings.reach.allowed);
    const everywhere = decide(action, standing(rights, groups), target, nowMs);
    expect(everywhere.allowed).toBe(target.organisationId === 'here' || reason === 'reach.share');
  });

  it('RGT1: rights: each action takes what the table says, from the role or from a group', () => {
    for (const action of actions) {
      const { target: kind, rights: wanted } = actionRow(action);
      const target = kind === 'request' ? request({ createdById: 'me' }) : computer({ groupIds: ['first'] });
      const enough = decide(action, standing(wanted, [firstLine]), target, nowMs);
      const byGroup = decide(action, standing([], [{ ...firstLine, rights: wanted }]), target, nowMs);
      expect([action, enough.allowed, byGroup.allowed]).toEqual([action, true, true]);
      expect(byGroup.findings.rights).toMatchObject({ reason: 'rights.held', groups: [{ id: 'first' }] });
      for (const right of wanted) {
        const less = wanted.filter((other) => other !== right);
        const { allowed, findings } = decide(action, standing(less, [firstLine]), target, nowMs);
        expect([allowed, findings.rights.reason, findings.rights.rights]).toEqual([false, 'rights.missing', [right]]);
      }
    }
  });

  it('RGT13: what is told of a share is what somebody from elsewhere has by it', () => {
    const target = computer({ organisationId: 'there', twoFactorRequired: true });
    for (const action of actions.filter((one) => actionRow(one).target === 'computer')) {
      for (const untilMs of [null, nowMs + 1, nowMs]) {
        const one = share(untilMs);
        const receiver = { ...standing([]), secondFactor: true };
        const real = decide(action, receiver, { ...target, shares: [one] }, nowMs);
        const told = decideForReceiver(action, one, target, nowMs);
        const layersOf = ({ allowed, findings }: typeof told) => [allowed, findings.reach.allowed, findings.policy];
        expect([action, ...layersOf(told)]).toEqual([action, ...layersOf(real)]);
      }
    }
  });

  it('RGT1: a share brings its own permissions and no rights', () => {
    const shared = computer({ organisationId: 'there', shares: [share(null)] });
    const may = (action: Action) => decide(action, standing(rights), shared, nowMs).allowed;
    expect([may('computer.view'), may('computer.watch'), may('computer.control')]).toEqual([true, true, false]);
    expect(allowedPermissions(standing([]), shared, nowMs)).toEqual(['view']);
  });

  it('HUB14: by role, to a request and to a computer', () => {
    const answers = roles.map((role) => {
      const open = (target: Target) => outcome(() => allowedPermissions(standing(rightsOfRole[role]), target, nowMs));
      return [role, open(request()), open(computer())];
    });
    expect(answers).toEqual([
      ['owner', 'view,control,clipboard', 'view,control,clipboard'],
      ['administrator', 'view,control,clipboard', 'view,control,clipboard'],
      ['technician', 'view,control,clipboard', 'view,control,clipboard'],
      ['auditor', 'forbidden', 'forbidden'],
    ]);
  });

  it('HUB14: by state and consent, never to more than was asked and given', () => {
    const technician = standing(rightsOfRole.technician);
    const answerIn = (state: (typeof requestStates)[number], granted: Permission[] | null) =>
      outcome(() => allowedPermissions(technician, request({ state, asked: ['view'], granted }), nowMs));
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

  it('CPO2: a computer’s policy cuts, whatever rights and shares give', () => {
    const may = (policy: Partial<ComputerPolicy>) =>
      outcome(() => allowedPermissions(standing(rights), computer({ policy: { ...open, ...policy } }), nowMs));
    expect([may({}), may({ ask: true }), may({ permissions: ['view'] }), may({ disabled: true })]).toEqual([
      'view,control,clipboard',
      'view,control,clipboard',
      'view',
      'computer_disabled',
    ]);
    const shared = computer({ organisationId: 'there', shares: [share(null)], policy: { ...open, disabled: true } });
    expect(decide('computer.view', standing([]), shared, nowMs).allowed).toBe(true);
    expect(outcome(() => allowedPermissions(standing([]), shared, nowMs))).toBe('computer_disabled');
  });

  it('SHR5: a share adds to one’s own rights, is not passed on, and counts until its time is over', () => {
    const may = (held: readonly Right[], target: ComputerTarget) =>
      actions
        .filter((action) => actionRow(action).target === 'computer')
        .filter((action) => decide(action, standing(held), target, nowMs).allowed);
    const both = { memberId: 'me', permissions: ['view', 'control'] as const, untilMs: nowMs + 1 };
    expect(may(['computers.view', 'computers.all'], computer({ shares: [both] }))).toEqual([
      'computer.view',
      'computer.watch',
      'computer.control',
    ]);
    expect(may(withoutAll, computer({ shares: [both] }))).not.toContain('computer.share');
    expect(may(rights, computer({ shares: [share(null)] }))).toEqual(may(rights, computer()));
    expect(may([], computer({ shares: [{ ...both, untilMs: nowMs }, share(null)] }))).toEqual([
      'computer.view',
      'computer.watch',
    ]);
  });

  it('RGT2: who may only see neither controls nor shares what is copied', () => {
    const held = rightsOfRole.technician.filter((right) => rightTable[right].area !== 'sessions');
    expect(allowedPermissions(standing(held), request(), nowMs)).toEqual(['view']);
    expect(allowedPermissions(standing(held), computer(), nowMs)).toEqual(['view']);
    const withClipboard = standing([...held, 'sessions.clipboard']);
    expect(allowedPermissions(withClipboard, computer(), nowMs)).toEqual(['view', 'clipboard']);
  });

  it('RGT1: a refused right is told before anything about what exists', () => {
    const answer = outcome(() => allowedPermissions(standing([]), request({ organisationId: 'there' }), nowMs));
    expect(answer).toBe('forbidden');
  });

  it('RGT1: every reason belongs to its layer, and every right is of use', () => {
    for (const [reason, { layer }] of Object.entries(reasonTable)) expect(reason.startsWith(`${layer}.`)).toBe(true);
    expect(layers).toHaveLength(3);
    for (const row of Object.values(actionTable))
      expect(row.rights.every((right) => rights.includes(right))).toBe(true);
  });
});

function outcome(work: () => readonly Permission[]): string {
  try {
    return work().join();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
