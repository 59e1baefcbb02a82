// Who is asking: from the cookies of a request or socket to a member with rights. Every feature's gate.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import { AppError, type Event } from '@nearhand/base';
import { type Right, idSchema, organisationHeader } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';
import { heldRights, requireRights } from '../rights/decide.ts';
import { groupsOfMember, type Standing, standingColumns, standingOf } from '../rights/standing.ts';
import type { Authentication } from './authentication.ts';
import type { MemberActivity } from './member-activity.ts';
import type { SignInWatch, SignedOut } from './sign-in-watch.ts';

export interface MemberIdentity extends Standing {
  readonly userId: string;
  /** The signed-in browser; see `onSignedOut`. */
  readonly signInId: string;
  readonly organisationName: string;
  readonly name: string;
  /** By role and groups. */
  readonly rights: readonly Right[];
  /** `passkey`: this sign-in was made with one, which is as good. */
  readonly twoFactor: { readonly enabled: boolean; readonly required: boolean; readonly passkey: boolean };
  /** Of the connection; null where there is none at hand. */
  readonly address: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `requireRight` and `requireMember`; read it with `memberOf`. */
    member: MemberIdentity | null;
  }
}

type HeaderSource = Readonly<Record<string, string | string[] | undefined>>;

export interface Members {
  /**
   * Null when nobody is signed in, the user is no member of the organisation that is named, or of any where none is, or
   * still has to set two-factor sign-in up.
   */
  authenticate(headers: HeaderSource): Promise<MemberIdentity | null>;
  /** A preHandler: throws `not_signed_in`, `two_factor_required` or `forbidden`. */
  requireRight(right: Right): (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** A preHandler: any member will do. Throws `not_signed_in` or `two_factor_required`. */
  requireMember(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** A preHandler for what setting two-factor sign-in up needs, and nothing else: throws `not_signed_in`. */
  requireSignedIn(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** A sign-in ended: whatever it opened (sockets, sessions) ends with it. */
  readonly onSignedOut: Event<SignedOut>;
}

/** As the audit log and timelines name them. */
export function actorOf({ memberId, name }: Pick<MemberIdentity, 'memberId' | 'name'>) {
  return { kind: 'member', id: memberId, name } as const;
}

/** The member a preHandler found. Throws `not_signed_in` where none ran. */
export function memberOf(request: FastifyRequest): MemberIdentity {
  if (request.member === null) throw new AppError('not_signed_in', 'Sign in first.');
  return request.member;
}

function lacksTwoFactor({ twoFactor, secondFactor }: MemberIdentity): boolean {
  return twoFactor.required && !secondFactor;
}

interface SignInRow extends SignedOut {
  readonly byPasskey: boolean;
}

export interface MembersOptions {
  readonly db: Kysely<Database>;
  readonly authentication: Authentication;
  readonly watch: SignInWatch;
  readonly activity: MemberActivity;
}

export function createMembers(options: MembersOptions): Members {
  const { db, authentication, watch, activity } = options;

  /** `cookies` to set: a sign-in in use is prolonged, a dead one removed. */
  async function identify(source: HeaderSource): Promise<{ member: MemberIdentity | null; cookies: string[] }> {
    const cookie = source['cookie'];
    if (typeof cookie !== 'string') return { member: null, cookies: [] };
    const answer = await authentication.auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true });
    const cookies = answer.headers.getSetCookie();
    const found = answer.response;
    if (found === null) return { member: null, cookies };
    const signIn = { userId: found.user.id, signInId: found.session.id, byPasskey: found.session.byPasskey === true };
    return { member: await findMember(signIn, source[organisationHeader]), cookies };
  }

  /** `wanted` as the client sent it; without it, the organisation the device is in. */
  async function findMember(
    { userId, signInId, byPasskey }: SignInRow,
    wanted: unknown,
  ): Promise<MemberIdentity | null> {
    const organisationId = idSchema.optional().safeParse(wanted);
    if (!organisationId.success) return null;
    let select = membershipsOf(db, userId, signInId);
    if (organisationId.data !== undefined) select = select.where('members.organisationId', '=', organisationId.data);
    // The one that was entered, else the first.
    const row = await select.orderBy('signIns.id').orderBy('members.id').limit(1).executeTakeFirst();
    if (row === undefined) return null;
    watch.saw({ signInId, userId });
    activity.saw(row.memberId);
    const standing = standingOf(row);
    const secondFactor = standing.secondFactor || byPasskey;
    return {
      ...standing,
      secondFactor,
      userId,
      signInId,
      organisationName: row.organisationName,
      name: row.name,
      rights: heldRights(standing),
      twoFactor: {
        enabled: row.twoFactorEnabled,
        required: row.twoFactorRequired,
        passkey: byPasskey,
      },
      address: null,
    };
  }

  async function requireSignedIn(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { member, cookies } = await identify(request.headers);
    for (const cookie of cookies) reply.header('set-cookie', cookie);
    request.member = member === null ? null : { ...member, address: request.ip };
    memberOf(request);
  }

  async function requireMember(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await requireSignedIn(request, reply);
    if (lacksTwoFactor(memberOf(request)))
      throw new AppError('two_factor_required', 'Set two-factor sign-in up first.');
  }

  return {
    authenticate: async (headers) => {
      const { member } = await identify(headers);
      return member === null || lacksTwoFactor(member) ? null : member;
    },
    requireMember,
    requireSignedIn,
    requireRight: (right) => async (request, reply) => {
      await requireMember(request, reply);
      requireRights(memberOf(request), [right]);
    },
    onSignedOut: watch.onSignedOut,
  };
}

/** Joined with the sign-in where that is in the organisation. */
function membershipsOf(db: Kysely<Database>, userId: string, signInId: string) {
  return db
    .selectFrom('members')
    .innerJoin('organisations', 'organisations.id', 'members.organisationId')
    .innerJoin('users', 'users.id', 'members.userId')
    .leftJoin('signIns', (join) =>
      join.on('signIns.id', '=', signInId).onRef('signIns.organisationId', '=', 'members.organisationId'),
    )
    .leftJoin('ownRoles', 'ownRoles.id', 'members.ownRoleId')
    .select(standingColumns)
    .select(({ ref }) => groupsOfMember(ref('members.id')).as('groups'))
    .select(['organisations.name as organisationName', 'organisations.twoFactorRequired', 'users.name'])
    .where('members.userId', '=', userId);
}
