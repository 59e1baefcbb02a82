// What happened to a request, newest first.
import { Skeleton } from '@mantine/core';
import type { Timeline } from '@nearhand/protocol';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { timelineQuery } from '../api/queries.ts';
import { useFormat, useNow } from '../i18n/format.ts';
import { FailureNote } from '../shell/notes.tsx';
import { useActorName } from './request-facts.tsx';
import { stateLooks } from './state-look.ts';

export function RequestHistory({ requestId }: { requestId: string }) {
  const { t } = useTranslation();
  const timeline = useQuery(timelineQuery(requestId));
  return (
    <section aria-labelledby="detail-history">
      <div className="detail-head">
        <h3 id="detail-history">{t('support.detail.history')}</h3>
      </div>
      {timeline.isPending ? (
        <Skeleton height={72} />
      ) : timeline.data === undefined ? (
        <FailureNote error={timeline.error} onRetry={() => void timeline.refetch()} />
      ) : (
        <ol className="history">
          {timeline.data.entries
            .filter(isNews)
            .toReversed()
            .map((entry) => (
              <HistoryEntry key={`${entry.at} ${entry.event}`} entry={entry} />
            ))}
        </ol>
      )}
    </section>
  );
}

type Entry = Timeline['entries'][number];

/** That the customer arrived goes with the step by which it was seen, which says more. */
function isNews(entry: Entry): boolean {
  return entry.event !== 'customer.arrived';
}

/** What customers do says so itself, but for what technicians do too; the server's own doings need no name. */
function tellsActor({ actor, event }: Entry): boolean {
  if (actor.kind === 'member') return true;
  return actor.kind === 'customer' && (event === 'request.closed' || event === 'session.ended');
}

function HistoryEntry({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actorName = useActorName();
  const nowMs = useNow();
  return (
    <li className="history-entry" data-tone={stateLooks[entry.to].tone}>
      <div className="history-line">
        <span className="history-event">{t(`support.event.${entry.event}`)}</span>
        <time className="nh-small nh-muted nh-numbers" dateTime={entry.at} title={format.fullDateTime(entry.at)}>
          {format.dateTime(entry.at, nowMs)}
        </time>
      </div>
      {tellsActor(entry) ? <span className="nh-small nh-muted">{actorName(entry.actor)}</span> : null}
      {entry.note === '' ? null : <p className="history-note">{entry.note}</p>}
    </li>
  );
}
