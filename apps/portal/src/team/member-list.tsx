// The members with their roles. Who may change whom is the protocol's table; what would be refused is not offered.
import { Button, Skeleton } from '@mantine/core';
import type { Member } from '@nearhand/protocol';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { membersQuery } from '../api/queries.ts';
import { useRight } from '../member/member.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Loading } from '../shell/loading.tsx';
import { EmptyNote, FailureNote } from '../shell/notes.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteWindow } from './invite-window.tsx';
import { MemberRow } from './member-row.tsx';
import { RemoveMemberWindow } from './remove-member-window.tsx';
import { SearchField } from '../shell/search-field.tsx';
import './invitations.css';

const route = getRouteApi('/member/shell/team/');

export function MembersTab() {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const text = route.useSearch().text ?? '';
  const mayEdit = useRight('members.edit');
  const [inviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  const [news, setNews] = useState('');
  const setText = (next: string) =>
    void navigate({ to: '/team', search: next === '' ? {} : { text: next }, replace: true });
  return (
    <>
      <div className="team-filters">
        <SearchField label={t('team.search')} text={text} onText={setText} />
        {mayEdit ? (
          <Button
            className="team-invite"
            leftSection={<IconUserPlus size={18} stroke={1.8} aria-hidden="true" />}
            onClick={() => setInviting(true)}
          >
            {t('inviting.button')}
          </Button>
        ) : null}
      </div>
      <output className="team-news">{news}</output>
      <MemberList text={text} onRemove={setRemoving} onNews={setNews} />
      {text === '' ? <InvitationList onNews={setNews} /> : null}
      <InviteWindow opened={inviting} onClose={() => setInviting(false)} />
      <RemoveMemberWindow
        member={removing}
        onClose={() => setRemoving(null)}
        onRemoved={({ name }) => setNews(t('team.removed', { name }))}
      />
    </>
  );
}

interface MemberListProps {
  text: string;
  onRemove: (member: Member) => void;
  onNews: (text: string) => void;
}

function MemberList({ text, onRemove, onNews }: MemberListProps) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(membersQuery(text));
  if (list.isPending) return <ListSkeleton />;
  if (list.isError && list.data === undefined) {
    return <FailureNote error={list.error} onRetry={() => void list.refetch()} />;
  }
  const members = list.data?.pages.flatMap((page) => page.members) ?? [];
  // Without a search there is always the one who looks.
  if (members.length === 0) {
    return <EmptyNote icon={IconSearch} title={t('team.noMatch', { text })} text={t('team.noMatchText')} />;
  }
  return (
    <>
      <ul className="members" aria-label={t('team.members')}>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} onRemove={() => onRemove(member)} onNews={onNews} />
        ))}
      </ul>
      <LoadMore list={list} />
    </>
  );
}

function ListSkeleton() {
  return (
    <Loading className="members">
      {[1, 2, 3].map((row) => (
        <div key={row} className="member">
          <Skeleton height={36} width={36} circle />
          <div className="member-text">
            <Skeleton height={14} width="38%" />
            <Skeleton height={11} width="22%" mt={10} />
          </div>
        </div>
      ))}
    </Loading>
  );
}
