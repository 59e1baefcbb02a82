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
  | { readonly computerId: string }
  /** At the computers of this organisation, by whomever. */
  | { readonly ownerId: string };

export async function sessionsToEnd(db: Kysely<Database>, clock: Clock, scope: SessionScope): Promise<string[]> {
  let select = db
    .selectFrom('sessions')
    .leftJoin('signIns', 'signIns.id', 'sessions.signInId')
    .selectAll('sessions')
    .select('signIns.byPasskey')
    .where('endedAt', 'is', null);
  if ('organisationId' in scope) select = select.where('sessions.organisationId', '=', scope.organisationId);
  else if ('memberId' in scope) select = select.where('memberId', '=', scope.memberId);
  else if ('requestId' in scope) select = select.where('requestId', '=', scope.requestId);
  else if ('computerId' in scope) select = select.where('computerId', '=', scope.computerId);
  else {
    const { ownerId } = scope;
    select = select.where('computerId', 'in', (query) =>
      query.selectFrom('computers').select('computers.id').where('computers.organisationId', '=', ownerId),
    );
  }
  const sessions = await select.execute();
  const standings = await findStandings(db, [...new Set(sessions.map(({ memberId }) => memberId))]);
  const ending: string[] = [];
  for (const session of sessions) {
    const held = standings.get(session.memberId);
    const standing = held && { ...held, secondFactor: held.secondFactor || session.byPasskey === true };
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
