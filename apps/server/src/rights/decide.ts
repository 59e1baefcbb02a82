// The one function that decides what a member may do with a request or computer: who may connect there, what may be
// done, what the computer's side allows. Pure: facts come from standing.ts and targets.ts.

import { AppError } from '@nearhand/base';
import {
  type Action,
  actionRow,
  type ComputerPolicy,
  type Finding,
  isEndedRequestState,
  layers,
  type Layer,
  type Named,
  type Permission,
  permissions,
  type Reason,
  reasonTable,
  type RequestState,
  type Right,
  rights,
  sessionActions,
} from '@nearhand/protocol';
import type { Standing } from './standing.ts';

/** A computer shared with a member, of whatever organisation. */
export interface Share {
  readonly memberId: string;
  readonly permissions: readonly Permission[];
  readonly untilMs: number | null;
}

interface TargetBase {
  readonly id: string;
  readonly organisationId: string;
  /** Groups whose members reach it: those that serve its queue, or hold it. */
  readonly groupIds: readonly string[];
}

export interface RequestTarget extends TargetBase {
  readonly kind: 'request';
  readonly createdById: string | null;
  readonly assigneeId: string | null;
  /** Null: private. */
  readonly queueId: string | null;
  readonly state: RequestState;
  readonly asked: readonly Permission[];
  /** Null before the customer answered. */
  readonly granted: readonly Permission[] | null;
}

export interface ComputerTarget extends TargetBase {
  readonly kind: 'computer';
  readonly policy: ComputerPolicy;
  /** Its agent serves those of all organisations, and is told of no policy. */
  readonly isDemo: boolean;
  /** Its organisation asks for two-factor sign-in; of its members elsewhere, of whoever else has it by a share here. */
  readonly twoFactorRequired: boolean;
  readonly shares: readonly Share[];
}

export type Target = RequestTarget | ComputerTarget;

export interface Decision {
  readonly allowed: boolean;
  readonly findings: Readonly<Record<Layer, Finding>>;
}

/** What a share brings to whoever comes to have it, told without looking at who that is, or whether anybody is. */
export function decideForReceiver(
  action: Action,
  share: Pick<Share, 'permissions' | 'untilMs'>,
  target: ComputerTarget,
  nowMs: number,
): Decision {
  const { permission } = actionRow(action);
  const live = target.twoFactorRequired ? 'reach.receiverTwoFactor' : 'reach.receiver';
  const findings = {
    reach: finding(isLive(share, nowMs) ? live : 'reach.shareOver'),
    rights: findShared([share], action),
    policy: findPolicy(target, permission),
  };
  return { allowed: layers.every((layer) => findings[layer].allowed), findings };
}

type Access = Readonly<Record<'reach' | 'rights', Finding>>;

export function decide(action: Action, standing: Standing, target: Target, nowMs: number): Decision {
  const { target: kind, rights: wanted, permission } = actionRow(action);
  if (kind !== target.kind) throw new AppError('internal', `${action} is not done with a ${target.kind}.`);
  const own: Access = { reach: findReach(standing, target), rights: findRights(standing, wanted) };
  const access = target.kind === 'computer' ? withShares(own, standing, target, { action, nowMs }) : own;
  const findings = { ...access, policy: findPolicy(target, permission) };
  return { allowed: layers.every((layer) => findings[layer].allowed), findings };
}

/** Throws the first refusal. Whoever lacks the right learns nothing about what exists. */
export function requireAllowed(decision: Decision): void {
  for (const layer of ['rights', 'reach', 'policy'] as const) refuse(decision.findings[layer]);
}

function refuse({ reason, rights: about }: Finding): void {
  const { error } = reasonTable[reason];
  if (error === 'not_found') throw new AppError(error, 'There is no such thing, or it is not for this member.');
  if (error !== null) throw new AppError(error, [reason, ...about].join(' '));
}

/** What a session may be opened for. Throws where nothing is left. */
export function allowedPermissions(standing: Standing, target: Target, nowMs: number): readonly Permission[] {
  const decisions = permissions.map((permission) => ({
    permission,
    decision: decide(sessionActions[target.kind][permission], standing, target, nowMs),
  }));
  const allowed = decisions.filter(({ decision }) => decision.allowed).map(({ permission }) => permission);
  if (allowed.length === 0) for (const { decision } of decisions) requireAllowed(decision);
  return allowed;
}

/** For what is done with no single request or computer. Throws `forbidden`. */
export function requireRights(standing: Standing, wanted: readonly Right[]): void {
  refuse(findRights(standing, wanted));
}

export function holdsRight(standing: Standing, right: Right): boolean {
  return standing.role.rights.includes(right) || standing.groups.some((group) => group.rights.includes(right));
}

function findRights(standing: Standing, wanted: readonly Right[]): Finding {
  const missing = wanted.filter((right) => !holdsRight(standing, right));
  if (missing.length > 0) return finding('rights.missing', { rights: missing });
  const byGroup = wanted.filter((right) => !standing.role.rights.includes(right));
  const groups = standing.groups.filter((group) => group.rights.some((right) => byGroup.includes(right)));
  return finding('rights.held', { rights: wanted, groups });
}

/** By role and groups. */
export function heldRights(standing: Standing): Right[] {
  return rights.filter((right) => holdsRight(standing, right));
}

/** What a member reaches of their organisation's requests or computers: lists are narrowed by it. Null: all. */
export function reachScope(
  standing: Standing,
  kind: Target['kind'],
): { readonly memberId: string; readonly groupIds: readonly string[] } | null {
  if (holdsRight(standing, allOf[kind])) return null;
  return { memberId: standing.memberId, groupIds: standing.groups.map(({ id }) => id) };
}

const allOf = { request: 'requests.all', computer: 'computers.all' } as const satisfies Record<Target['kind'], Right>;

function findReach(standing: Standing, target: Target): Finding {
  if (target.organisationId !== standing.organisationId) return finding('reach.otherOrganisation');
  if (target.kind === 'request' && target.createdById === standing.memberId) return finding('reach.creator');
  if (target.kind === 'request' && target.assigneeId === standing.memberId) return finding('reach.assignee');
  const scope = reachScope(standing, target.kind);
  if (scope === null) return finding('reach.all', { rights: [allOf[target.kind]] });
  const groups = standing.groups.filter(({ id }) => target.groupIds.includes(id));
  if (groups.length > 0) return finding('reach.group', { groups });
  if (target.kind === 'computer') return finding('reach.noGroup');
  return finding(target.queueId === null ? 'reach.private' : 'reach.queue');
}

function sharesOf(standing: Standing, target: ComputerTarget): readonly Share[] {
  return target.shares.filter(({ memberId }) => memberId === standing.memberId);
}

function isLive({ untilMs }: Pick<Share, 'untilMs'>, nowMs: number): boolean {
  return untilMs === null || untilMs > nowMs;
}

/** Whether a computer is there at all for the member: nobody learns anything of another organisation's. */
export function isComputerThere(standing: Standing, target: ComputerTarget, nowMs: number): boolean {
  const isOurs = target.organisationId === standing.organisationId;
  return isOurs || sharesOf(standing, target).some((share) => isLive(share, nowMs));
}

/** A share adds to what the member may without it; it takes nothing away. */
function withShares(
  own: Access,
  standing: Standing,
  target: ComputerTarget,
  { action, nowMs }: { action: Action; nowMs: number },
): Access {
  const shares = sharesOf(standing, target);
  const live = shares.filter((share) => isLive(share, nowMs));
  if (live.length === 0) {
    return own.reach.allowed || shares.length === 0 ? own : { ...own, reach: finding('reach.shareOver') };
  }
  const isLacking = target.twoFactorRequired && !standing.secondFactor;
  const reach = finding(isLacking ? 'reach.shareTwoFactor' : 'reach.share');
  if (isLacking && own.reach.allowed) return own;
  const shared: Access = { reach, rights: findShared(live, action) };
  const isOwnEnough = own.reach.allowed && (own.rights.allowed || !shared.rights.allowed);
  return isOwnEnough ? own : shared;
}

/** A share brings its own permissions, and seeing the computer in the list; it is not passed on. */
function findShared(shares: readonly Pick<Share, 'permissions'>[], action: Action): Finding {
  const { permission } = actionRow(action);
  const isShared =
    permission === null ? action === 'computer.view' : shares.some((share) => share.permissions.includes(permission));
  return finding(isShared ? 'rights.shared' : 'rights.notShared');
}

function findPolicy(target: Target, permission: Permission | null): Finding {
  if (permission === null) return finding('policy.nothing');
  if (target.kind === 'computer') {
    if (target.policy.disabled) return finding('policy.disabled');
    if (!target.policy.permissions.includes(permission)) return finding('policy.notAllowed');
    if (target.isDemo) return finding('policy.demo');
    return finding(target.policy.ask ? 'policy.asks' : 'policy.allowed');
  }
  const { state, asked, granted } = target;
  if (isEndedRequestState(state)) return finding('policy.ended');
  if (state === 'scheduled') return finding('policy.scheduled');
  if (!asked.includes(permission)) return finding('policy.notAsked');
  if (state === 'open' || state === 'waiting' || granted === null) return finding('policy.unanswered');
  return finding(granted.includes(permission) ? 'policy.granted' : 'policy.notGranted');
}

interface Causes {
  readonly groups?: readonly Named[];
  readonly rights?: readonly Right[];
}

function finding(reason: Reason, { groups = [], rights: about = [] }: Causes = {}): Finding {
  const { layer, error } = reasonTable[reason];
  const named = groups.map(({ id, name }) => ({ id, name }));
  return { layer, allowed: error === null, reason, groups: named, rights: [...about] };
}
