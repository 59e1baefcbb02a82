// The ordered list of migrations. Forward only: a released one is never changed, only followed.

import type { Kysely } from 'kysely';
import * as accounts from './0001-accounts.ts';
import * as support from './0002-support.ts';
import * as mail from './0003-mail.ts';
import * as twoFactor from './0004-two-factor.ts';
import * as audit from './0005-audit.ts';
import * as profile from './0006-profile.ts';
import * as enteredOrganisation from './0007-entered-organisation.ts';
import * as notifications from './0008-notifications.ts';
import * as signUp from './0009-sign-up.ts';
import * as passkeys from './0010-passkeys.ts';
import * as memberInvitations from './0011-member-invitations.ts';
import * as tour from './0012-tour.ts';
import * as presence from './0013-presence.ts';
import * as push from './0014-push.ts';
import * as rights from './0015-rights.ts';
import * as emailChanges from './0016-email-changes.ts';
import * as invitedRoles from './0017-invited-roles.ts';
import * as deletion from './0018-deletion.ts';
import * as enrolment from './0019-enrolment.ts';
import * as installedAgents from './0020-installed-agents.ts';
import * as queueTold from './0021-queue-told.ts';
import * as requestMails from './0022-request-mails.ts';
import * as silentSignIns from './0023-silent-sign-ins.ts';
import * as computerShares from './0024-computer-shares.ts';
import * as computerPolicy from './0025-computer-policy.ts';
import * as sessionEnd from './0026-session-end.ts';
import * as shareClaims from './0027-share-claims.ts';
import * as shareGivers from './0028-share-givers.ts';
import * as demoSettings from './0029-demo-settings.ts';
import * as unlock from './0030-unlock.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  up(db: Kysely<never>): Promise<void>;
}

export const migrations: readonly Migration[] = [
  { number: 1, name: 'accounts', up: accounts.up },
  { number: 2, name: 'support', up: support.up },
  { number: 3, name: 'mail', up: mail.up },
  { number: 4, name: 'two-factor', up: twoFactor.up },
  { number: 5, name: 'audit', up: audit.up },
  { number: 6, name: 'profile', up: profile.up },
  { number: 7, name: 'entered-organisation', up: enteredOrganisation.up },
  { number: 8, name: 'notifications', up: notifications.up },
  { number: 9, name: 'sign-up', up: signUp.up },
  { number: 10, name: 'passkeys', up: passkeys.up },
  { number: 11, name: 'member-invitations', up: memberInvitations.up },
  { number: 12, name: 'tour', up: tour.up },
  { number: 13, name: 'presence', up: presence.up },
  { number: 14, name: 'push', up: push.up },
  { number: 15, name: 'rights', up: rights.up },
  { number: 16, name: 'email-changes', up: emailChanges.up },
  { number: 17, name: 'invited-roles', up: invitedRoles.up },
  { number: 18, name: 'deletion', up: deletion.up },
  { number: 19, name: 'enrolment', up: enrolment.up },
  { number: 20, name: 'installed-agents', up: installedAgents.up },
  { number: 21, name: 'queue-told', up: queueTold.up },
  { number: 22, name: 'request-mails', up: requestMails.up },
  { number: 23, name: 'silent-sign-ins', up: silentSignIns.up },
  { number: 24, name: 'computer-shares', up: computerShares.up },
  { number: 25, name: 'computer-policy', up: computerPolicy.up },
  { number: 26, name: 'session-end', up: sessionEnd.up },
  { number: 27, name: 'share-claims', up: shareClaims.up },
  { number: 28, name: 'share-givers', up: shareGivers.up },
  { number: 29, name: 'demo-settings', up: demoSettings.up },
  { number: 30, name: 'unlock', up: unlock.up },
];
