// SQL of reading the audit log: its own rows and the requests' timelines as one list, newest first. Each half is read by
// its own index and cut before the two are joined.

import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { AuditActor, AuditDetails, AuditEvent, AuditTarget } from '@nearhand/protocol';
import type { Database } from '../database/schema.ts';

export interface AuditPlace {
  readonly at: Date;
  /** 0: the timelines; 1: rows of the log itself. */
  readonly source: 0 | 1;
  readonly id: string;
}

export interface AuditRow extends AuditPlace {
  readonly event: AuditEvent;
  readonly actor: AuditActor;
  readonly target: AuditTarget | null;
  readonly address: string | null;
  readonly details: AuditDetails;
}

export interface AuditSearch {
  readonly organisationId: string;
  /** Null: all. */
  readonly events: readonly AuditEvent[] | null;
  readonly actor: { readonly memberId: string } | { readonly kind: string } | null;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly text: string | null;
  /** Older than this. */
  readonly before: AuditPlace | null;
  readonly limit: number;
}

const own = sql`
  select id, at, 1 as source, event, actor, target, address, details
  from audit_events`;
const timelines = sql`
  select id, at, 0 as source, event, actor, jsonb_build_object('kind', 'request', 'id', request_id, 'name', customer) as target,
    address,
    jsonb_strip_nulls(jsonb_build_object('from', from_state, 'to', to_state, 'note', nullif(note, ''))) as details
  from (
    select request_events.*, requests.customer
    from request_events join requests on requests.id = request_events.request_id
  ) as entry`;

export class AuditRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async find(search: AuditSearch): Promise<AuditRow[]> {
    const limit = sql`order by at desc, id desc limit ${search.limit}`;
    const found = await sql<AuditRow>`
      select * from (
        (select * from (${own} where ${conditions(search, 1, sql`target ->> 'name'`)}) as own_rows ${limit})
        union all
        (select * from (${timelines} where ${conditions(search, 0, sql`customer`)}) as moves ${limit})
      ) as log
      order by at desc, source desc, id desc
      limit ${search.limit}`.execute(this.#db);
    return found.rows;
  }
}

function conditions(search: AuditSearch, source: 0 | 1, targetName: RawBuilder<unknown>): RawBuilder<unknown> {
  const { organisationId, events, actor, from, until, text, before } = search;
  const all = [sql`organisation_id = ${organisationId}`];
  if (events !== null) all.push(sql`event = any(${events}::text[])`);
  if (actor !== null && 'memberId' in actor) all.push(sql`actor ->> 'id' = ${actor.memberId}`);
  if (actor !== null && 'kind' in actor) all.push(sql`actor ->> 'kind' = ${actor.kind}`);
  if (from !== null) all.push(sql`at >= ${from}`);
  if (until !== null) all.push(sql`at < ${until}`);
  if (before !== null) {
    const { at, id } = before;
    // The first part is what the index understands.
    all.push(sql`at <= ${at}`, sql`(at, ${source}::integer, id) < (${at}, ${before.source}::integer, ${id}::bigint)`);
  }
  if (text !== null) {
    const pattern = `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    const more = source === 1 ? sql`coalesce(address, '') || ' ' || details::text` : sql`note`;
    all.push(sql`concat_ws(' ', actor ->> 'name', ${targetName}, ${more}) ilike ${pattern}`);
  }
  return sql.join(all, sql` and `);
}
