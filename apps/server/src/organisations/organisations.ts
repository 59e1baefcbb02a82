// Organisations: creating them, with what other features add to each.

import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '@nearhand/base';
import { recordAudit } from '../audit/record-audit.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';

export interface NewOrganisation {
  readonly organisationId: string;
  readonly name: string;
}

/** Runs inside the transaction that creates the organisation: what it adds exists with it or not at all. */
export type OrganisationHook = (transaction: Transaction<Database>, organisation: NewOrganisation) => Promise<void>;

export class Organisations {
  readonly #clock: Clock;
  #hooks: OrganisationHook[] = [];

  constructor(options: { clock: Clock }) {
    this.#clock = options.clock;
  }

  /** Registers what every new organisation gets from the start (for example its demo computer). */
  addHook(hook: OrganisationHook): void {
    this.#hooks = [...this.#hooks, hook];
  }

  /** `address`: of a member who asks for it. `within` may add rows of the same transaction, such as the first member. */
  async create<T>(
    db: Kysely<Database>,
    name: string,
    within: (transaction: Transaction<Database>, organisation: NewOrganisation) => Promise<T>,
    address: string | null = null,
  ): Promise<T> {
    const organisation: NewOrganisation = { organisationId: newId(), name };
    const at = new Date(this.#clock.nowMs());
    return db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('organisations')
        .values({ id: organisation.organisationId, name, createdAt: at })
        .execute();
      const { organisationId: id } = organisation;
      await recordAudit(transaction, {
        organisationId: id,
        at,
        event: 'organisation.created',
        actor: { kind: 'system' },
        target: { kind: 'organisation', id, name },
        address,
      });
      const made = await within(transaction, organisation);
      for (const hook of this.#hooks) await hook(transaction, organisation);
      return made;
    });
  }
}
