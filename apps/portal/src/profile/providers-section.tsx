// Accounts elsewhere that open this one: joined by going there and back, and removed. Not there where the host offers none.
import { Button } from '@mantine/core';
import type { JoinOutcome, OwnProvider } from '@nearhand/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownProvidersQuery } from '../api/providers.ts';
import { useMe } from '../member/member.ts';
import { FailureNote } from '../shell/notes.tsx';
import { providerIcons } from '../sign-in/provider-icons.ts';
import { type ProviderTask, ProviderWindow } from './provider-window.tsx';

const route = getRouteApi('/member/shell/profile');

export function ProvidersSection() {
  const { t } = useTranslation();
  const me = useMe();
  const queryClient = useQueryClient();
  const list = useQuery(ownProvidersQuery);
  const [task, setTask] = useState<ProviderTask | null>(null);
  const [removed, setRemoved] = useState<string | null>(null);
  const { outcome, heading } = useOutcome(list.isSuccess);
  const providers = list.data?.providers ?? [];
  if (list.isError) return <FailureNote error={list.error} onRetry={() => void list.refetch()} />;
  if (providers.length === 0) return null;
  const onRemoved = (name: string) => {
    setTask(null);
    setRemoved(name);
    void queryClient.invalidateQueries({ queryKey: ownProvidersQuery.queryKey });
  };
  const news =
    removed !== null
      ? t('account.providers.removed', { name: removed })
      : outcome === null
        ? ''
        : t(`account.providers.outcome.${outcome}`);
  const isTrouble = removed === null && outcome !== null && outcome !== 'joined';
  return (
    <section className="devices" aria-labelledby="providers">
      <div className="devices-head">
        <div>
          <h2 id="providers" ref={heading} tabIndex={-1}>
            {t('account.providers.title')}
          </h2>
          <p className="nh-muted">{t('account.providers.lead')}</p>
        </div>
      </div>
      <output className="providers-news" data-trouble={isTrouble} hidden={news === ''}>
        {news}
      </output>
      <ul className="devices-list" aria-labelledby="providers">
        {providers.map((provider) => (
          <ProviderRow key={provider.id} provider={provider} onTask={setTask} />
        ))}
      </ul>
      <ProviderWindow task={task} me={me} onClose={() => setTask(null)} onRemoved={onRemoved} />
    </section>
  );
}

/** How joining ended, as the address of the page said it; said once, and brought into view. */
function useOutcome(isShown: boolean) {
  const { provider } = route.useSearch();
  const navigate = route.useNavigate();
  const [outcome] = useState<JoinOutcome | null>(provider ?? null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (provider !== undefined) void navigate({ search: {}, replace: true });
  }, [provider, navigate]);
  useEffect(() => {
    if (outcome !== null && isShown) heading.current?.focus();
  }, [outcome, isShown]);
  return { outcome, heading };
}

function ProviderRow({ provider, onTask }: { provider: OwnProvider; onTask: (task: ProviderTask) => void }) {
  const { t } = useTranslation();
  const { kind, name, joined, available } = provider;
  const Icon = providerIcons[kind];
  const state = joined ? (available ? 'joined' : 'withdrawn') : 'notJoined';
  return (
    <li className="device">
      <span className="device-icon" aria-hidden="true">
        <Icon size={22} stroke={1.6} />
      </span>
      <div className="device-text">
        <p className="device-name">
          <bdi>{name}</bdi>
        </p>
        <p className="nh-small nh-muted">{t(`account.providers.${state}`)}</p>
      </div>
      <Button
        variant={joined ? 'subtle' : 'default'}
        size="sm"
        aria-label={t(joined ? 'account.providers.removeNamed' : 'account.providers.joinNamed', { name })}
        onClick={() => onTask({ kind: joined ? 'remove' : 'join', provider })}
      >
        {t(joined ? 'account.providers.remove' : 'account.providers.join')}
      </Button>
    </li>
  );
}
