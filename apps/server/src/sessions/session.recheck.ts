// Open sessions whose members may no longer do what they were opened for: asked again after rights, groups or places
// changed, or a computer's policy. What a customer allows is told by the agent and looked after elsewhere.

import type { Clock } from '@nearhand/base';
import { type Finding, type Permission, sessionActions } from '@nearhand/protocol';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { decide, type Target } from '../rights/decide.ts';
import { findStandings, type Standing } from '../rights/standing.ts';
import { computerTarget, requestTarget } from '../rights/targets.ts';
import type { SessionRow } from './session.repository.ts';

export type SessionScope =
  | { readonly organisationId: string }
  | { readonly memberId: string }
  | { readonly requestId: string }
  | { readonly computerId: string };

export async function sessionsToEnd(db: Kysely<Database>, clock: Clock, scope: SessionScope): Promise<string[]> {
  let select = db.selectFrom('sessions').selectAll().where('endedAt', 'is', null);
  if ('organisationId' in scope) select = select.where('organisationId', '=', scope.organisationId);
  else if ('memberId' in scope) select = select.where('memberId', '=', scope.memberId);
  else if ('requestId' in scope) select = select.where('requestId', '=', scope.requestId);
  else select = select.where('computerId', '=', scope.computerId);
  const sessions = await select.execute();
  const standings = await findStandings(db, [...new Set(sessions.map(({ memberId }) => memberId))]);
  const ending: string[] = [];
  for (const session of sessions) {
    const standing = standings.get(session.memberId);
    const target = await targetOf(db, session);
    const isStill = standing !== undefined && target !== null && mayStill(standing, session, target, clock.nowMs());
    if (!isStill) ending.push(session.id);
  }
  return ending;
}

async function targetOf(db: Kysely<Database>, { requestId, computerId }: SessionRow): Promise<Target | null> {
  if (requestId !== null) {
    const row = await db.selectFrom('requests').selectAll().where('id', '=', requestId).executeTakeFirst();
    return row ? requestTarget(db, row) : null;
  }
  if (computerId === null) return null;
  const row = await db.selectFrom('computers').selectAll().where('id', '=', computerId).executeTakeFirst();
  return row ? computerTarget(db, row) : null;
}

function mayStill(standing: Standing, session: SessionRow, target: Target, nowMs: number): boolean {
  return session.permissions.every((permission) => {
    const { findings } = decide(sessionActions[target.kind][permission], standing, target, nowMs);
    return findings.reach.allowed && findings.rights.allowed && isStillOpen(target, findings.policy, permission);
  });
}

/** A computer's agent lowers what its policy cuts while the session goes on; without seeing there is none. */
function isStillOpen(target: Target, policy: Finding, permission: Permission): boolean {
  return target.kind !== 'computer' || policy.allowed || (permission !== 'view' && !target.isDemo);
}
