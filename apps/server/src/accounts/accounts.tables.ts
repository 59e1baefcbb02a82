// Tables of accounts. users, signIns, accounts and verifications are Better Auth's user, session, account and
// verification under the product's words ("session" means a remote session here).

import type { Generated } from 'kysely';
import type { DateFormat, Locale, PresenceChoice, Role, TourAnswer } from '@nearhand/protocol';
import type { Optional, OptionalTime, Time } from '../database/columns.ts';

export interface UsersTable {
  id: string;
  name: string;
  /** Lower case. */
  email: string;
  emailVerified: Generated<boolean>;
  image: string | null;
  /** Null: never said apart; derived from `name`, which is what others see. */
  firstName: Optional<string>;
  lastName: Optional<string>;
  /** Lower case, unique. */
  userName: Optional<string>;
  country: Optional<string>;
  timeZone: Optional<string>;
  dateFormat: Optional<DateFormat>;
  tourAnswer: Optional<TourAnswer>;
  tourAnsweredAt: OptionalTime;
  locale: Locale | null;
  /** A role on the server, apart from roles in organisations. */
  hostAdministrator: Generated<boolean>;
  twoFactorEnabled: Generated<boolean>;
  createdAt: Time;
  updatedAt: Time;
}

export interface SignInsTable {
  id: string;
  userId: string;
  token: string;
  expiresAt: Time;
  ipAddress: string | null;
  userAgent: string | null;
  /** As good as two factors. */
  byPasskey: Generated<boolean>;
  /** By a provider's word that asked nobody anew: no proof of who is there. */
  silent: Generated<boolean>;
  /** False while it waits for the second step; such a row is deleted at once. */
  complete: Generated<boolean>;
  /** The one this device is in. Null, or of which the user is no member any more: their first. */
  organisationId: Generated<string | null>;
  createdAt: Time;
  updatedAt: Time;
}

export interface AccountsTable {
  id: string;
  userId: string;
  accountId: string;
  /** `credential` for e-mail and password. */
  providerId: string;
  password: string | null;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: OptionalTime;
  refreshTokenExpiresAt: OptionalTime;
  scope: string | null;
  createdAt: Time;
  updatedAt: Time;
}

export interface VerificationsTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: Time;
  createdAt: Time;
  updatedAt: Time;
}

/** A user's picture, under an id that nobody guesses. */
export interface PicturesTable {
  id: string;
  userId: string;
  /** PNG. */
  data: Buffer;
}

/** One-time links for a new password. */
export interface PasswordResetsTable {
  /** SHA-256, base64url. */
  tokenHash: string;
  userId: string;
  expiresAt: Time;
}

/** A new e-mail address that waits for the code mailed to it; one for each user. */
export interface EmailChangesTable {
  userId: string;
  /** The code is good in this browser only. */
  signInId: string;
  email: string;
  /** Keyed with a secret of the server: six digits are soon tried. */
  codeHash: string;
  tries: Generated<number>;
  expiresAt: Time;
}

/** Sign-ups whose mailed password nobody has used yet; an address may have several. */
export interface SignUpsTable {
  /** SHA-256 of address and password, base64url. */
  passwordHash: string;
  email: string;
  locale: Locale;
  expiresAt: Time;
}

export interface MembersTable {
  id: string;
  organisationId: string;
  userId: string;
  /** Built in; null for those with an own role. */
  role: Role | null;
  ownRoleId: string | null;
  createdAt: Time;
  lastSeenAt: OptionalTime;
  presenceChoice: Generated<PresenceChoice>;
}

export interface AccountsTables {
  users: UsersTable;
  signIns: SignInsTable;
  accounts: AccountsTable;
  verifications: VerificationsTable;
  members: MembersTable;
  passwordResets: PasswordResetsTable;
  emailChanges: EmailChangesTable;
  pictures: PicturesTable;
  signUps: SignUpsTable;
}
