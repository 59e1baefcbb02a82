// Technician groups, and making them.
import { type Group, mayShapeRights } from '@nearhand/protocol';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupsQuery, rightsApi } from '../api/rights.ts';
import { useFormat } from '../i18n/format.ts';
import { useMe } from '../member/member.ts';
import { DeleteWindow } from './delete-window.tsx';
import { GroupWindow } from './group-window.tsx';
import { PartList } from './part-list.tsx';
import { PartRow } from './part-row.tsx';
import { useRightsWords } from './rights-words.ts';

export function GroupsTab() {
  const { t } = useTranslation();
  const list = useQuery(groupsQuery);
  const me = useMe();
  const [editing, setEditing] = useState<Group | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Group | null>(null);
  const mayChange = ({ rights, reached }: Group) =>
    reached && mayShapeRights({ role: me.member.role, rights: me.rights }, rights, []);
  return (
    <>
      <PartList
        label={t('rights.groups.title')}
        lead={t('rights.groups.lead')}
        createLabel={t('rights.groups.create')}
        list={list}
        empty={{ icon: IconUsersGroup, title: t('rights.groups.empty'), text: t('rights.groups.emptyText') }}
        onCreate={() => setEditing('new')}
        row={(group) => (
          <PartRow
            key={group.id}
            name={group.name}
            count={t('rights.members', { count: group.members.length })}
            onEdit={mayChange(group) ? () => setEditing(group) : undefined}
            onDelete={mayChange(group) ? () => setDeleting(group) : undefined}
          >
            <GroupFacts group={group} />
          </PartRow>
        )}
      />
      <GroupWindow editing={editing} onClose={() => setEditing(null)} />
      <DeleteWindow
        part={deleting}
        text={t('rights.groups.deleteText')}
        onClose={() => setDeleting(null)}
        onDelete={() => rightsApi.deleteGroup(deleting?.id ?? '')}
      />
    </>
  );
}

const mostNames = 6;

function GroupFacts({ group }: { group: Group }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rightsWords = useRightsWords();
  const { members, queues, computers, hidden, rights } = group;
  const computerCount = computers.length + hidden.computers;
  const names = members.slice(0, mostNames).map(({ name }) => name);
  const people = members.length > mostNames ? [...names, `+${members.length - mostNames}`] : names;
  const lines = [
    ...(people.length === 0 ? [] : [format.listOf(people)]),
    ...(queues.length === 0
      ? []
      : [t('rights.groups.serves', { names: format.listOf(queues.map(({ name }) => name)) })]),
    ...(hidden.queues === 0 ? [] : [t('rights.groups.servesHidden', { count: hidden.queues })]),
    ...(computerCount === 0 ? [] : [t('rights.groups.reaches', { count: computerCount })]),
    ...(rights.length === 0 ? [] : [t('rights.groups.adds', { names: rightsWords(rights) })]),
  ];
  return lines.map((line) => (
    <bdi key={line} className="nh-small nh-muted">
      {line}
    </bdi>
  ));
}
