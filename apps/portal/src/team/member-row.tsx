// One member: who, when last seen, the role, and the way out.
import { ActionIcon, NativeSelect } from '@mantine/core';
import { type Member, type Role, mayGiveRole, mayTouchMember, roleSchema, roles } from '@nearhand/protocol';
import { IconUserMinus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { useErrorWords } from '../api/error-words.ts';
import { queryKeys } from '../api/queries.ts';
import { useFormat, useNow } from '../i18n/format.ts';
import { presenceQuery } from '../api/presence.ts';
import { WithPresence, usePresenceWords } from '../presence/presence-mark.tsx';
import { Avatar } from '../member/avatar.tsx';
import { useMe } from '../member/member.ts';

interface MemberRowProps {
  member: Member;
  onRemove: () => void;
  /** For screen readers. */
  onNews: (text: string) => void;
}

export function MemberRow({ member, onRemove, onNews }: MemberRowProps) {
  const { t } = useTranslation();
  const me = useMe().member;
  const words = usePresenceWords();
  const { data } = useQuery(presenceQuery);
  const presence = data?.members.find(({ memberId }) => memberId === member.id)?.presence;
  const isMe = me.id === member.id;
  const mayTouch = !isMe && mayTouchMember(me.role, member.role);
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
        <span className="member-role">{t(`profile.roles.${member.role}`)}</span>
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
  const me = useMe().member;
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (role: Role) => api.changeRole(member.id, role),
    onSuccess: (_, role) => onNews(t('team.roleChanged', { name: member.name, role: t(`profile.roles.${role}`) })),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.members }),
  });
  const offered = roles.filter((role) => mayGiveRole(me.role, member.role, role));
  return (
    <NativeSelect
      size="sm"
      className="member-role"
      aria-label={t('team.roleOf', { name: member.name })}
      data={offered.map((role) => ({ value: role, label: t(`profile.roles.${role}`) }))}
      value={change.isPending ? change.variables : member.role}
      disabled={change.isPending}
      error={change.isError ? errorWords(change.error) : null}
      onChange={(event) => change.mutate(roleSchema.parse(event.currentTarget.value))}
    />
  );
}
