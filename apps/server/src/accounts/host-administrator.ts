// The gate of what concerns the whole server: a role apart from those in organisations.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '@nearhand/base';
import type { AppContext } from '../app-context.ts';
import { memberOf } from './members.ts';

/** A preHandler: throws `not_signed_in` or `forbidden`. */
export function hostAdministratorGate({ db, members }: Pick<AppContext, 'db' | 'members'>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    await members.requireMember(request, reply);
    const user = await db
      .selectFrom('users')
      .select('hostAdministrator')
      .where('id', '=', memberOf(request).userId)
      .executeTakeFirst();
    if (user?.hostAdministrator !== true) throw new AppError('forbidden', 'This is for host administrators.');
  };
}
