// All tables, merged from the features that own them.

import type { AccountsTables } from '../accounts/accounts.tables.ts';
import type { PasskeysTables } from '../accounts/passkeys/passkeys.tables.ts';
import type { TwoFactorTables } from '../accounts/two-factor/two-factor.tables.ts';
import type { AuditTables } from '../audit/audit.tables.ts';
import type { ComputersTables } from '../computers/computers.tables.ts';
import type { EnrolmentTables } from '../enrolment/enrolment.tables.ts';
import type { MailTables } from '../mail/mail.tables.ts';
import type { NotificationsTables } from '../notifications/notifications.tables.ts';
import type { MemberInvitationsTables } from '../member-invitations/member-invitations.tables.ts';
import type { OrganisationsTables } from '../organisations/organisations.tables.ts';
import type { RequestsTables } from '../requests/requests.tables.ts';
import type { RightsTables } from '../rights/rights.tables.ts';
import type { SessionsTables } from '../sessions/sessions.tables.ts';

export interface Database
  extends
    OrganisationsTables,
    AccountsTables,
    AuditTables,
    MailTables,
    NotificationsTables,
    MemberInvitationsTables,
    RequestsTables,
    ComputersTables,
    EnrolmentTables,
    RightsTables,
    SessionsTables,
    PasskeysTables,
    TwoFactorTables {}
