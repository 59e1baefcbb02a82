// A request as its customer sees it.

import type { Kysely } from 'kysely';
import type { RequestOffer } from '@nearhand/protocol';
import { Pictures } from '../accounts/profile/pictures.ts';
import type { Database } from '../database/schema.ts';
import type { RequestRow } from './request.repository.ts';

export class RequestOffers {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async offerOf(request: RequestRow): Promise<RequestOffer> {
    const organisation = await this.#db
      .selectFrom('organisations')
      .select('name')
      .where('id', '=', request.organisationId)
      .executeTakeFirstOrThrow();
    return {
      requestId: request.id,
      state: request.state,
      invitedBy: { technician: request.createdByName ?? '', organisation: organisation.name },
      permissions: request.permissions,
    };
  }

  /** For an agent that comes: with the picture of whoever invites. */
  async introduce(request: RequestRow): Promise<RequestOffer> {
    const offer = await this.offerOf(request);
    const { createdById } = request;
    const picture = createdById === null ? null : await new Pictures(this.#db).smallOf(createdById);
    if (picture === null) return offer;
    return { ...offer, invitedBy: { ...offer.invitedBy, picture: picture.toString('base64') } };
  }

  /** The address of the picture of whoever invites. */
  async pictureOf({ createdById }: RequestRow): Promise<string | null> {
    return createdById === null ? null : new Pictures(this.#db).pathOf(createdById);
  }
}
