// Making people: a user with a password, as a member of an organisation. Who may do so is the caller's business.

import type { Transaction } from 'kysely';
import { AppError } from '@nearhand/base';
import type { AuditActor, Locale, Role } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { builtInRole, type KnownRole, roleColumns, wordOf } from '../rights/roles/known-role.ts';
import { storeCredential } from './credential.ts';

export interface NewPerson {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  /** Of the password, made before any transaction; null for somebody who signs in with a provider. */
  readonly passwordHash: string | null;
  readonly locale?: Locale | null;
  /** The person has shown that the address is theirs. */
  readonly emailVerified?: boolean;
  readonly hostAdministrator?: boolean;
  /** For the audit log; the new member itself where nobody else is named. */
  readonly addedBy?: AuditActor;
  /** Of the client. */
  readonly address?: string | null;
}

export interface CreatedMember {
  readonly memberId: string;
  readonly userId: string;
  readonly organisationId: string;
}

type Needs = Pick<AppContext, 'clock' | 'organisations' | 'db'>;

/** Throws AppError `conflict` when the address has an account already. */
export async function createOrganisationWithOwner(
  context: Needs,
  person: NewPerson & { organisation: string },
): Promise<CreatedMember> {
  return context.organisations.create(context.db, person.organisation, (transaction, { organisationId }) =>
    addMember(context, transaction, { ...person, organisationId, role: 'owner' }),
  );
}

/** Throws AppError `conflict` when the address has an account already. */
export async function addMember(
  context: Pick<Needs, 'clock'>,
  transaction: Transaction<Database>,
  person: NewPerson & { organisationId: string; role: Role | KnownRole },
): Promise<CreatedMember> {
  const userId = await createUser(context, transaction, person);
  return joinOrganisation(context, transaction, { ...person, userId });
}

export interface NewMembership {
  readonly userId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly role: Role | KnownRole;
  readonly addedBy?: AuditActor;
  readonly address?: string | null;
}

/** For a user there is already. Throws the database's error where they are a member. */
export async function joinOrganisation(
  context: Pick<AppContext, 'clock'>,
  transaction: Transaction<Database>,
  { userId, name, organisationId, role, addedBy, address = null }: NewMembership,
): Promise<CreatedMember> {
  const memberId = newId();
  const given = typeof role === 'string' ? builtInRole(role) : role;
  const createdAt = new Date(context.clock.nowMs());
  await transaction
    .insertInto('members')
    .values({ id: memberId, organisationId, userId, ...roleColumns(given.id), createdAt })
    .execute();
  await recordAudit(transaction, {
    organisationId,
    at: createdAt,
    event: 'member.added',
    actor: addedBy ?? { kind: 'member', id: memberId, name },
    target: { kind: 'member', id: memberId, name },
    address,
    details: { role: wordOf(given) },
  });
  return { memberId, userId, organisationId };
}

async function createUser(
  context: Pick<Needs, 'clock'>,
  transaction: Transaction<Database>,
  person: NewPerson,
): Promise<string> {
  const now = new Date(context.clock.nowMs());
  const userId = newId();
  const inserted = await transaction
    .insertInto('users')
    .values({
      id: userId,
      name: person.name,
      email: person.email,
      emailVerified: person.emailVerified ?? false,
      image: null,
      locale: person.locale ?? null,
      hostAdministrator: person.hostAdministrator ?? false,
      createdAt: now,
      updatedAt: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n)
    throw new AppError('conflict', `${person.email} has an account already.`);
  if (person.passwordHash === null) return userId;
  await storeCredential(transaction, { userId, hash: person.passwordHash, at: now });
  return userId;
}
