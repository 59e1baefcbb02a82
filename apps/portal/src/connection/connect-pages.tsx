// The two addresses of the connection window: reads what it is about, then hands over to the window.
import type { SupportRequest } from '@nearhand/protocol';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../api/error-words.ts';
import { ApiError } from '../api/errors.ts';
import { computersQuery, requestQuery, timelineQuery } from '../api/queries.ts';
import { useRight } from '../member/member.ts';
import { PendingPage } from '../shell/plain-pages.tsx';
import { ConnectionWindow } from './connection-window.tsx';
import { MissingTarget } from './missing-target.tsx';
import { keyScopeOfComputer, keyScopeOfRequest } from './target.ts';

const requestRoute = getRouteApi('/member/connect/request/$requestId');
const computerRoute = getRouteApi('/member/connect/computer/$computerId');

export function ConnectRequestPage() {
  const errorWords = useErrorWords();
  const { requestId } = requestRoute.useParams();
  const mayConnect = useRight('requests.edit');
  const request = useQuery(requestQuery(requestId));
  const error = mayConnect ? request.error : new ApiError('forbidden', 'Not for this member');
  if (error !== null && (request.data === undefined || !mayConnect)) {
    return <MissingTarget text={errorWords(error)} back="/support" onRetry={() => void request.refetch()} />;
  }
  if (request.data === undefined) return <PendingPage />;
  return <RequestConnection key={requestId} request={request.data} />;
}

function RequestConnection({ request }: { request: SupportRequest }) {
  const errorWords = useErrorWords();
  const timeline = useQuery(timelineQuery(request.id));
  if (timeline.data === undefined) {
    if (!timeline.isError) return <PendingPage />;
    return <MissingTarget text={errorWords(timeline.error)} back="/support" onRetry={() => void timeline.refetch()} />;
  }
  return (
    <ConnectionWindow target={{ kind: 'request', request }} keyScope={keyScopeOfRequest(request.id, timeline.data)} />
  );
}

export function ConnectComputerPage() {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const { computerId } = computerRoute.useParams();
  const holdsConnect = useRight('computers.connect');
  const list = useQuery(computersQuery);
  const found = list.data?.computers.find(({ id }) => id === computerId);
  // One that is taken away while it is shown: the window says how the session ended.
  const [known, setKnown] = useState(found);
  if (found !== undefined && found !== known) setKnown(found);
  const computer = known?.id === computerId ? known : found;
  const mayConnect = holdsConnect || list.isPending || (computer?.sharedBy ?? null) !== null;
  if (!mayConnect) return <MissingTarget text={t('errors.forbidden')} back="/computers" />;
  if (computer !== undefined) {
    return (
      <ConnectionWindow
        key={computerId}
        target={{ kind: 'computer', computer }}
        keyScope={keyScopeOfComputer(computerId)}
      />
    );
  }
  if (list.isPending) return <PendingPage />;
  const text = list.isError ? errorWords(list.error) : t('errors.not_found');
  return <MissingTarget text={text} back="/computers" onRetry={() => void list.refetch()} />;
}
