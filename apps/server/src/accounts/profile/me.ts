// The signed-in member's own data.

import type { Kysely } from 'kysely';
import { AppError } from '@nearhand/base';
import { type Me, type TourAnswer, type UpdateMe, nameOf, picturePath, splitName } from '@nearhand/protocol';
import type { AppContext } from '../../app-context.ts';
import { recordAccount } from '../../audit/record-audit.ts';
import type { Database } from '../../database/schema.ts';
import { isUniqueViolation } from '../../database/unique-violation.ts';
import type { MemberIdentity } from '../members.ts';

export async function readMe(db: Kysely<Database>, member: MemberIdentity): Promise<Me> {
  const user = await db
    .selectFrom('users')
    .leftJoin('pictures', 'pictures.userId', 'users.id')
    .leftJoin('signIns', (join) => join.onRef('signIns.userId', '=', 'users.id').on('signIns.id', '=', member.signInId))
    .select(['name', 'email', 'locale', 'hostAdministrator', 'firstName', 'lastName'])
    .select(['userName', 'country', 'timeZone', 'dateFormat', 'pictures.id as pictureId'])
    .select(['tourAnswer', 'tourAnsweredAt', 'signIns.createdAt as signedInAt'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('accounts')
          .select('accounts.id')
          .whereRef('accounts.userId', '=', 'users.id')
          .where('accounts.password', 'is not', null),
      )
        .$castTo<boolean>()
        .as('hasPassword'),
    )
    .where('users.id', '=', member.userId)
    .executeTakeFirstOrThrow();
  const { userName, country, timeZone, dateFormat, pictureId } = user;
  const picture = pictureId === null ? null : picturePath(pictureId);
  return {
    member: {
      id: member.memberId,
      name: user.name,
      email: user.email,
      role: member.role.id,
      roleName: member.role.name,
    },
    organisation: { id: member.organisationId, name: member.organisationName },
    rights: [...member.rights],
    twoFactor: { ...member.twoFactor },
    hasPassword: user.hasPassword,
    hostAdministrator: user.hostAdministrator,
    locale: user.locale,
    profile: { ...namesOf(user), userName, picture, country, timeZone, dateFormat },
    tourOffered: isTourOffered(user),
  };
}

interface TourRow {
  readonly tourAnswer: TourAnswer | null;
  readonly tourAnsweredAt: Date | null;
  readonly signedInAt: Date | null;
}

function isTourOffered({ tourAnswer, tourAnsweredAt, signedInAt }: TourRow): boolean {
  if (tourAnswer !== 'later') return tourAnswer === null;
  return tourAnsweredAt !== null && signedInAt !== null && signedInAt > tourAnsweredAt;
}

interface NamesRow {
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

function namesOf({ name, firstName, lastName }: NamesRow): { firstName: string; lastName: string } {
  return firstName === null ? splitName(name) : { firstName, lastName: lastName ?? '' };
}

/** Throws AppError `user_name_taken`. */
export async function updateMe(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  member: MemberIdentity,
  { name, firstName, lastName, tour, ...rest }: UpdateMe,
): Promise<void> {
  const now = new Date(clock.nowMs());
  await db.transaction().execute(async (transaction) => {
    // Held, so that a first and a last name that come apart do not undo each other.
    const before = await transaction
      .selectFrom('users')
      .select(['name', 'firstName', 'lastName'])
      .where('id', '=', member.userId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const known = namesOf(name === undefined ? before : { name, firstName: null, lastName: null });
    const names = { firstName: firstName ?? known.firstName, lastName: lastName ?? known.lastName };
    const isNamed = name !== undefined || firstName !== undefined || lastName !== undefined;
    await transaction
      .updateTable('users')
      .set({
        ...rest,
        ...(tour === undefined ? {} : { tourAnswer: tour, tourAnsweredAt: now }),
        ...(isNamed ? { ...names, name: nameOf(names) } : {}),
        updatedAt: now,
      })
      .where('id', '=', member.userId)
      .execute()
      .catch((error: unknown) => {
        if (isUniqueViolation(error)) throw new AppError('user_name_taken', 'Somebody else has this user name.');
        throw error;
      });
    if (!isNamed || nameOf(names) === before.name) return;
    await recordAccount(transaction, {
      user: { id: member.userId },
      event: 'member.renamed',
      at: now,
      by: { actor: 'self', address: member.address },
      details: { from: before.name, to: nameOf(names) },
    });
  });
}
