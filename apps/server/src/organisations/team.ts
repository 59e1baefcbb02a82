// Puts a team together: members, their presence and invitations, the organisations one belongs to, roles, groups and
// queues; and tells open sockets and sessions when somebody's standing changes.

import { DisposableStore } from '@nearhand/base';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../app-context.ts';
import type { EndedShare } from '../computers/sharing/end-shares.ts';
import type { Bus } from '../hub/bus.ts';
import { MemberInvitationAcceptance } from '../member-invitations/member-invitation.acceptance.ts';
import { MemberInvitationService } from '../member-invitations/member-invitation.service.ts';
import { registerMemberInvitations } from '../member-invitations/member-invitations.routes.ts';
import type { LocalMemberTabs } from '../member-presence/member-tabs.ts';
import { PresenceService } from '../member-presence/presence.service.ts';
import { registerPresence } from '../member-presence/presence.routes.ts';
import { registerRights } from '../rights/rights.ts';
import { TeamChanges } from '../rights/team-changes.ts';
import type { SessionScope } from '../sessions/session.recheck.ts';
import { MemberRepository } from './member.repository.ts';
import { MemberService } from './member.service.ts';
import { registerMembers } from './members.routes.ts';
import { OwnOrganisations } from './own-organisations.ts';
import { registerOwnOrganisations } from './own-organisations.routes.ts';

export interface TeamSurroundings {
  readonly bus: Bus;
  readonly tabs: LocalMemberTabs;
  readonly inSession: (memberIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Ends the sessions that are not allowed any more. */
  readonly recheck: (scope: SessionScope) => void;
  readonly unshared: (share: EndedShare) => void;
}

/** Gives back what else moves a member's presence: sessions. */
export function registerTeam(
  app: FastifyInstance,
  context: AppContext,
  { bus, tabs, inSession, recheck, unshared }: TeamSurroundings,
): PresenceService {
  const { clock, config, db, members } = context;
  const repository = new MemberRepository(db);
  const team = new MemberService({ repository, needs: { clock, config } });
  const changes = new TeamChanges({ db, clock });
  const own = new OwnOrganisations(context);
  const logger = context.logger.child({ part: 'team' });
  const presence = new PresenceService({ db, bus, logger, tabs, inSession });

  registerMembers(app, { service: team, members });
  registerMemberInvitations(app, {
    context,
    service: new MemberInvitationService(context, repository),
    acceptance: new MemberInvitationAcceptance(context),
    own,
  });
  registerOwnOrganisations(app, { own, team, members });
  registerPresence(app, { service: presence, members });
  registerRights(app, context, changes);

  const store = new DisposableStore();
  store.add(
    team.onChanged.on(({ memberId, ended }) => {
      bus.publish('member', memberId, { type: 'changed' });
      recheck({ memberId });
      ended.forEach(unshared);
    }),
  );
  store.add(
    changes.onChanged.on(({ organisationId }) => {
      bus.publish('rights', organisationId, { type: 'changed' });
      recheck({ organisationId });
    }),
  );
  store.add(own.onRenamed.on(({ organisationId }) => bus.publish('rights', organisationId, { type: 'changed' })));
  store.add(own.onEntered.on(({ signInId }) => bus.publish('signIn', signInId, { type: 'enteredOrganisation' })));
  store.add(presence);
  app.addHook('preClose', async () => store.dispose());
  return presence;
}
