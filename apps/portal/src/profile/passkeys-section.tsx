// Passkeys in the profile: the list, and adding, naming and removing. Not there where browsers make none.
import { ActionIcon, Button, Skeleton } from '@mantine/core';
import type { Passkey } from '@nearhand/protocol';
import { IconKey, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canUsePasskeys, passkeysQuery } from '../api/passkeys.ts';
import { serverQuery } from '../api/queries.ts';
import { useFormat, useNow } from '../i18n/format.ts';
import { useMe } from '../member/member.ts';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { type PasskeyTask, PasskeyWindow } from './passkey-window.tsx';

export function PasskeysSection() {
  const { data: server } = useQuery(serverQuery);
  return canUsePasskeys(server) ? <Passkeys /> : null;
}

function Passkeys() {
  const { t } = useTranslation();
  const me = useMe();
  const queryClient = useQueryClient();
  const list = useQuery(passkeysQuery);
  const [task, setTask] = useState<PasskeyTask | null>(null);
  const [news, setNews] = useState('');
  const onDone = (text: string) => {
    setTask(null);
    setNews(text);
    void queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
  };
  const passkeys = list.data?.passkeys;
  return (
    <section className="devices" aria-labelledby="passkeys">
      <div className="devices-head">
        <div>
          <h2 id="passkeys">{t('passkeys.title')}</h2>
          <p className="nh-muted">{t('passkeys.lead')}</p>
        </div>
        <Button variant="default" size="sm" onClick={() => setTask({ kind: 'add' })}>
          {t('passkeys.add')}
        </Button>
      </div>
      {list.isPending ? (
        <Loading className="devices-list">
          <Skeleton height={72} radius="md" />
        </Loading>
      ) : passkeys === undefined ? (
        <FailureNote error={list.error} onRetry={() => void list.refetch()} />
      ) : passkeys.length === 0 ? (
        <p className="devices-none nh-muted">{t('passkeys.none')}</p>
      ) : (
        <ul className="devices-list" aria-labelledby="passkeys">
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} onTask={setTask} />
          ))}
        </ul>
      )}
      <output className="nh-hidden">{news}</output>
      <PasskeyWindow task={task} me={me} onClose={() => setTask(null)} onDone={onDone} />
    </section>
  );
}

function PasskeyRow({ passkey, onTask }: { passkey: Passkey; onTask: (task: PasskeyTask) => void }) {
  const { t } = useTranslation();
  const { relativeTime } = useFormat();
  const nowMs = useNow();
  const { name, synced, createdAt, lastUsedAt } = passkey;
  const facts = [
    t('passkeys.made', { when: relativeTime(createdAt, nowMs) }),
    lastUsedAt === null ? t('passkeys.neverUsed') : t('passkeys.used', { when: relativeTime(lastUsedAt, nowMs) }),
    ...(synced ? [t('passkeys.synced')] : []),
  ];
  return (
    <li className="device">
      <span className="device-icon" aria-hidden="true">
        <IconKey size={22} stroke={1.6} />
      </span>
      <div className="device-text">
        <p className="device-name">
          <bdi>{name}</bdi>
        </p>
        <p className="nh-small nh-muted">{facts.join(' · ')}</p>
      </div>
      <div className="device-actions">
        <ActionIcon
          variant="subtle"
          size={40}
          className="quiet-icon"
          aria-label={t('passkeys.renameNamed', { name })}
          title={t('passkeys.rename')}
          onClick={() => onTask({ kind: 'rename', passkey })}
        >
          <IconPencil size={19} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size={40}
          className="quiet-icon"
          aria-label={t('passkeys.removeNamed', { name })}
          title={t('passkeys.remove')}
          onClick={() => onTask({ kind: 'remove', passkey })}
        >
          <IconTrash size={19} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      </div>
    </li>
  );
}
