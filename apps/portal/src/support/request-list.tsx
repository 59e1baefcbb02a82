// The list of requests for one filter, kept live by the hub, with its loading, empty and failed looks.
import { Button, Skeleton } from '@mantine/core';
import { IconArchive, IconHeadset, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestFilter } from '../api/api.ts';
import { requestListQuery } from '../api/queries.ts';
import { useRight } from '../member/member.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Loading } from '../shell/loading.tsx';
import { EmptyNote, FailureNote } from '../shell/notes.tsx';
import { RequestRow } from './request-row.tsx';

interface RequestListProps {
  filter: RequestFilter;
  onInvite: (requestId: string) => void;
  onNew: () => void;
  onShowAll: () => void;
}

export function RequestList({ filter, onInvite, onNew, onShowAll }: RequestListProps) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(requestListQuery(filter));
  if (list.isPending) return <ListSkeleton />;
  if (list.isError && list.data === undefined) {
    return <FailureNote error={list.error} onRetry={() => void list.refetch()} />;
  }
  const requests = list.data?.pages.flatMap((page) => page.requests) ?? [];
  if (requests.length === 0) return <NoRequests filter={filter} onNew={onNew} onShowAll={onShowAll} />;
  return (
    <>
      <ul className="requests" aria-label={t('support.list')}>
        {requests.map((request) => (
          <RequestRow key={request.id} request={request} onInvite={onInvite} />
        ))}
      </ul>
      <LoadMore list={list} />
    </>
  );
}

function NoRequests({ filter, onNew, onShowAll }: Omit<RequestListProps, 'onInvite'>): ReactNode {
  const { t } = useTranslation();
  const mayEdit = useRight('requests.edit');
  // Whether the organisation has any request at all decides between an invitation and good news.
  const all = useInfiniteQuery(requestListQuery({ state: 'all', text: '' }));
  const none = all.data?.pages.every((page) => page.requests.length === 0) ?? false;

  if (filter.text !== '') {
    return (
      <EmptyNote
        icon={IconSearch}
        title={t('support.noMatch', { text: filter.text })}
        text={filter.state === 'all' ? t('support.noMatchAtAll') : t('support.noMatchText')}
      >
        {filter.state === 'all' ? null : (
          <Button variant="default" onClick={onShowAll}>
            {t('support.showAll')}
          </Button>
        )}
      </EmptyNote>
    );
  }
  if (filter.state === 'ended' && !none) {
    return <EmptyNote icon={IconArchive} title={t('support.emptyEnded')} text={t('support.emptyEndedText')} />;
  }
  if (all.isPending) return <ListSkeleton />;
  const title = none ? t('support.emptyTitle') : t('support.emptyLiveTitle');
  const firstText = mayEdit ? t('support.emptyText') : t('support.emptyViewText');
  return (
    <EmptyNote icon={IconHeadset} title={title} text={none ? firstText : t('support.emptyLiveText')}>
      {mayEdit ? (
        <Button variant={none ? 'filled' : 'default'} onClick={onNew}>
          {none ? t('support.emptyAction') : t('support.newRequest')}
        </Button>
      ) : null}
    </EmptyNote>
  );
}

function ListSkeleton() {
  return (
    <Loading className="requests">
      {[46, 34, 52, 40].map((width) => (
        <div key={width} className="request">
          <Skeleton height={42} width={42} circle />
          <div className="request-who">
            <Skeleton height={14} width={`${width}%`} />
            <Skeleton height={11} width={`${width + 20}%`} mt={9} />
          </div>
          <Skeleton height={12} width={110} className="request-late" />
          <Skeleton height={12} width={140} className="request-late" />
        </div>
      ))}
    </Loading>
  );
}
