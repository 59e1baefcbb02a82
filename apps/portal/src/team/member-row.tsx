// One member: who, when last seen, the role, and the way out.
import { ActionIcon, NativeSelect } from '@mantine/core';
import { type Member, type RoleId, mayGiveRole, mayTouchMember, roleIdSchema } from '@nearhand/protocol';
import { IconUserMinus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { useErrorWords } from '../api/error-words.ts';
import { queryKeys } from '../api/queries.ts';
import { rolesQuery } from '../api/rights.ts';
import { useFormat, useNow } from '../i18n/format.ts';
import { presenceQuery } from '../api/presence.ts';
import { WithPresence, usePresenceWords } from '../presence/presence-mark.tsx';
import { Avatar } from '../member/avatar.tsx';
import { useMe } from '../member/member.ts';
import { useRoleName } from '../member/role-name.ts';

interface MemberRowProps {
  member: Member;
  onRemove: () => void;
  /** For screen readers. */
  onNews: (text: string) => void;
}

export function MemberRow({ member, onRemove, onNews }: MemberRowProps) {
  const { t } = useTranslation();
  const words = usePresenceWords();
  const { data } = useQuery(presenceQuery);
  const presence = data?.members.find(({ memberId }) => memberId === member.id)?.presence;
  const { member: me, rights } = useMe();
  const roleName = useRoleName();
  const isMe = me.id === member.id;
  const mayTouch = !isMe && mayTouchMember({ role: me.role, rights }, member);
  return (
    <li className="member">
      <WithPresence presence={presence}>
        <Avatar name={member.name} picture={member.picture} />
      </WithPresence>
      <div className="member-text">
        <span className="member-name nh-ellipsis">
          <bdi>{member.name}</bdi>
          {isMe ? <span className="member-you">{t('team.you')}</span> : null}
        </span>
        <span className="nh-small nh-muted nh-ellipsis">{member.email}</span>
      </div>
      {presence === undefined ? (
        <LastSeen member={member} />
      ) : (
        <span className="member-seen nh-small nh-muted">{words(presence)}</span>
      )}
      {mayTouch ? (
        <RoleField member={member} onNews={onNews} />
      ) : (
        <bdi className="member-role">{roleName(member.role, member.roleName)}</bdi>
      )}
      {mayTouch ? (
        <ActionIcon
          variant="subtle"
          size={40}
          className="quiet-icon"
          aria-label={t('team.removeNamed', { name: member.name })}
          title={t('team.remove')}
          onClick={onRemove}
        >
          <IconUserMinus size={19} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      ) : (
        <span />
      )}
    </li>
  );
}

function LastSeen({ member }: { member: Member }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  return (
    <span className="member-seen nh-small nh-muted">
      {member.lastSeenAt === null
        ? t('team.neverSeen')
        : t('team.lastSeen', { when: format.relativeTime(member.lastSeenAt, nowMs) })}
    </span>
  );
}

function RoleField({ member, onNews }: Omit<MemberRowProps, 'onRemove'>) {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const { member: me, rights } = useMe();
  const roleName = useRoleName();
  const client = useQueryClient();
  const known = useQuery(rolesQuery).data ?? [{ id: member.role, name: member.roleName, rights: member.rights }];
  const nameOf = (id: RoleId) => roleName(id, known.find((role) => role.id === id)?.name ?? null);
  const change = useMutation({
    mutationFn: (role: RoleId) => api.changeRole(member.id, role),
    onSuccess: (_, role) => onNews(t('team.roleChanged', { name: member.name, role: nameOf(role) })),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.members }),
  });
  const offered = known.filter((role) =>
    mayGiveRole({ role: me.role, rights }, member, { role: role.id, rights: role.rights }),
  );
  return (
    <NativeSelect
      size="sm"
      className="member-role"
      aria-label={t('team.roleOf', { name: member.name })}
      data={offered.map(({ id, name }) => ({ value: id, label: roleName(id, name) }))}
      value={change.isPending ? change.variables : member.role}
      disabled={change.isPending}
      error={change.isError ? errorWords(change.error) : null}
      onChange={(event) => change.mutate(roleIdSchema.parse(event.currentTarget.value))}
    />
  );
}
