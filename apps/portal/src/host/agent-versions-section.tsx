// The agent's versions on this server: which one installed agents get, and taking one back.
import { Button } from '@mantine/core';
import type { AgentVersions } from '@nearhand/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agentVersionsQuery, hostApi } from '../api/host.ts';
import { FormActions } from '../form/form-actions.tsx';
import { FormError } from '../form/form-error.tsx';
import { useFormat } from '../i18n/format.ts';
import { Dialog } from '../shell/dialog.tsx';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { Section } from './section.tsx';

type Version = AgentVersions['versions'][number];

export function AgentVersionsSection() {
  const { t } = useTranslation();
  const versions = useQuery(agentVersionsQuery);
  return (
    <Section title={t('host.agents.title')} text={t('host.agents.text')}>
      {versions.data !== undefined ? (
        <Versions {...versions.data} />
      ) : versions.isError ? (
        <FailureNote error={versions.error} onRetry={() => void versions.refetch()} />
      ) : (
        <Loading className="loading" />
      )}
    </Section>
  );
}

function Versions({ offered, versions }: AgentVersions) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: hostApi.changeAgentVersion,
    onSuccess: (saved) => {
      queryClient.setQueryData(agentVersionsQuery.queryKey, saved);
      setAsking(null);
    },
  });
  if (versions.length === 0) return <p className="host-fixed">{t('host.agents.none')}</p>;
  return (
    <>
      <ul className="host-versions">
        {versions.map((version) => (
          <VersionRow
            key={version.version}
            {...version}
            isOffered={version.version === offered}
            onWithdraw={() => setAsking(version.version)}
            onOffer={() => change.mutate({ version: version.version, withdrawn: false })}
          />
        ))}
      </ul>
      {asking === null ? <FormError error={change.error} /> : null}
      <Dialog opened={asking !== null} onClose={() => setAsking(null)} title={t('host.agents.withdrawTitle')}>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (asking !== null) change.mutate({ version: asking, withdrawn: true });
          }}
        >
          <p className="nh-muted">{t('host.agents.withdrawText', { version: asking })}</p>
          <FormActions
            sending={change}
            submitLabel={t('host.agents.withdraw')}
            dangerous
            onCancel={() => setAsking(null)}
          />
        </form>
      </Dialog>
    </>
  );
}

interface VersionRowProps extends Version {
  isOffered: boolean;
  onWithdraw: () => void;
  onOffer: () => void;
}

function VersionRow({ version, targets, withdrawn, isOffered, onWithdraw, onOffer }: VersionRowProps) {
  const { t } = useTranslation();
  const { listOf } = useFormat();
  const state = withdrawn ? t('host.agents.withdrawn') : isOffered ? t('host.agents.offered') : t('host.agents.older');
  return (
    <li className="host-version">
      <div>
        <strong>{version}</strong> <span className="nh-muted">{state}</span>
        <div className="nh-small nh-muted">{listOf(targets.map((target) => t(`host.agents.targets.${target}`)))}</div>
      </div>
      <Button
        {...(withdrawn ? { variant: 'default' } : { variant: 'subtle', color: 'red' })}
        aria-label={t(withdrawn ? 'host.agents.offerVersion' : 'host.agents.withdrawVersion', { version })}
        onClick={withdrawn ? onOffer : onWithdraw}
      >
        {t(withdrawn ? 'host.agents.offer' : 'host.agents.withdraw')}
      </Button>
    </li>
  );
}
