// The entries of the audit log for one filter, newest first, read again while only the newest are shown.
import { Button, Skeleton } from '@mantine/core';
import type { AuditEntry, AuditFilter } from '@nearhand/protocol';
import { IconListSearch, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { auditQuery } from '../api/queries.ts';
import { useFormat, useNow } from '../i18n/format.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Loading } from '../shell/loading.tsx';
import { EmptyNote, FailureNote } from '../shell/notes.tsx';
import { useEntryWords } from './entry-words.ts';

const refreshMs = 10_000;
const troubles: ReadonlySet<AuditEntry['event']> = new Set(['signIn.failed', 'signIn.codeFailed']);

export function AuditList({ filter, onClear }: { filter: AuditFilter; onClear: () => void }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery({
    ...auditQuery(filter),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : refreshMs),
  });
  if (list.isPending) return <LogSkeleton />;
  if (list.isError && list.data === undefined) {
    return <FailureNote error={list.error} onRetry={() => void list.refetch()} />;
  }
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? [];
  if (entries.length === 0) return <NoEntries filter={filter} onClear={onClear} />;
  return (
    <>
      <table className="log" aria-label={t('team.log.list')}>
        <thead>
          <tr className="log-entry log-head">
            {(['time', 'event', 'by', 'target', 'address'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`team.log.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
      <LoadMore list={list} />
    </>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const format = useFormat();
  const nowMs = useNow();
  const words = useEntryWords();
  const note = words.note(entry);
  const target = words.target(entry);
  return (
    <tr className="log-entry">
      <td className="log-time nh-small nh-muted nh-numbers">
        <time dateTime={entry.at} title={format.fullDateTime(entry.at)}>
          {format.dateTime(entry.at, nowMs)}
        </time>
      </td>
      <td className="log-event" data-tone={troubles.has(entry.event) ? 'trouble' : undefined}>
        {words.event(entry)}
        {note === '' ? null : <bdi className="log-note nh-small nh-muted">{note}</bdi>}
      </td>
      <td className="log-actor">
        <bdi>{words.actor(entry)}</bdi>
      </td>
      <td className="log-target nh-muted">{target === '' ? null : <bdi>{target}</bdi>}</td>
      <td className="log-address nh-small nh-muted nh-numbers">{entry.address ?? ''}</td>
    </tr>
  );
}

function NoEntries({ filter, onClear }: { filter: AuditFilter; onClear: () => void }) {
  const { t } = useTranslation();
  if (Object.values(filter).every((value) => value === undefined)) {
    return <EmptyNote icon={IconHistory} title={t('team.log.empty')} text={t('team.log.emptyText')} />;
  }
  return (
    <EmptyNote icon={IconListSearch} title={t('team.log.noMatch')} text={t('team.log.noMatchText')}>
      <Button variant="default" onClick={onClear}>
        {t('team.log.showAll')}
      </Button>
    </EmptyNote>
  );
}

function LogSkeleton() {
  return (
    <Loading className="log">
      {[1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="log-entry">
          <Skeleton height={12} width="60%" />
          <Skeleton height={14} width="70%" />
          <Skeleton height={14} width="50%" />
        </div>
      ))}
    </Loading>
  );
}
