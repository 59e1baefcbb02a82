// Reading the audit log: pages for the portal, everything for a file. Always inside the member's own organisation.

import { AppError } from '@nearhand/base';
import {
  type AuditEntry,
  type AuditEvent,
  type AuditFilter,
  type AuditPage,
  auditEvents,
  otherActorKinds,
  requestEvents,
  requestNotes,
  waitingSteps,
} from '@nearhand/protocol';
import type { MemberIdentity } from '../accounts/members.ts';
import { csvLine } from './csv.ts';
import type { AuditPlace, AuditRepository, AuditRow, AuditSearch } from './audit.repository.ts';

type Reader = Pick<MemberIdentity, 'organisationId'>;

const filePageSize = 1_000;
const cursorPattern = /^(\d{1,15})\.([01])\.(\d{1,18})$/;
const columns = ['time', 'event', 'actor', 'actor id', 'target', 'target name', 'target id', 'address', 'details'];

export class AuditService {
  readonly #repository: AuditRepository;

  constructor(repository: AuditRepository) {
    this.#repository = repository;
  }

  async list(
    reader: Reader,
    query: AuditFilter & { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<AuditPage> {
    const before = query.cursor === undefined ? null : placeOf(query.cursor);
    const rows = await this.#repository.find({ ...searchOf(reader, query), before, limit: query.limit + 1 });
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return { entries: page.map(entryOf), next: rows.length > query.limit && last ? cursorOf(last) : null };
  }

  /** Lines of a CSV file, read as they are taken; begins with a mark by which spreadsheets know UTF-8. */
  async *csv(reader: Reader, filter: AuditFilter): AsyncGenerator<string> {
    yield `\uFEFF${csvLine(columns)}`;
    const search = searchOf(reader, filter);
    let before: AuditPlace | null = null;
    for (;;) {
      const rows: AuditRow[] = await this.#repository.find({ ...search, before, limit: filePageSize });
      if (rows.length > 0) yield rows.map(lineOf).join('');
      const last = rows.at(-1);
      if (rows.length < filePageSize || !last) return;
      before = last;
    }
  }
}

function searchOf({ organisationId }: Reader, filter: AuditFilter): Omit<AuditSearch, 'before' | 'limit'> {
  const text = filter.text?.trim() ?? '';
  return {
    organisationId,
    events: eventsOf(filter.kind),
    actor: actorOf(filter.actor),
    from: filter.from === undefined ? null : new Date(filter.from),
    until: filter.until === undefined ? null : new Date(filter.until),
    text: text === '' ? null : text,
  };
}

function eventsOf(kind: AuditFilter['kind']): readonly AuditEvent[] | null {
  if (kind === undefined) return null;
  if (kind === 'requests') return [...requestNotes, ...requestEvents, ...waitingSteps];
  return auditEvents[kind];
}

const actorKinds: ReadonlySet<string> = new Set(otherActorKinds);

function actorOf(actor: AuditFilter['actor']): AuditSearch['actor'] {
  if (actor === undefined) return null;
  return actorKinds.has(actor) ? { kind: actor } : { memberId: actor };
}

function entryOf(row: AuditRow): AuditEntry {
  const { source, id, at, event, actor, target, address, details } = row;
  return { id: `${source}.${id}`, at: at.toISOString(), event, actor, target, address, details };
}

function lineOf({ at, event, actor, target, address, details }: AuditRow): string {
  const member = actor.kind === 'member' ? actor : { id: '', name: actor.kind };
  const about = target ?? { kind: '', id: '', name: '' };
  const more = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  return csvLine([
    at.toISOString(),
    event,
    member.name,
    member.id,
    about.kind,
    about.name,
    about.id,
    address ?? '',
    more.join('; '),
  ]);
}

/** Times have whole milliseconds in both halves of the log. */
function cursorOf({ at, source, id }: AuditPlace): string {
  return `${at.getTime()}.${source}.${id}`;
}

function placeOf(cursor: string): AuditPlace {
  const match = cursorPattern.exec(cursor);
  const at = new Date(Number(match?.[1]));
  if (!match || Number.isNaN(at.getTime())) throw new AppError('bad_request', 'The cursor is not one of ours.');
  return { at, source: match[2] === '1' ? 1 : 0, id: match[3] ?? '0' };
}
