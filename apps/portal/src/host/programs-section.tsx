// The agent's programs that this server builds and offers: what each is, how its build goes, and why one failed.
import { Button, Loader } from '@mantine/core';
import type { ProgramState, ProgramStates } from '@nearhand/protocol';
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { hostApi, programsQuery } from '../api/host.ts';
import { FormError } from '../form/form-error.tsx';
import { useFormat, useNow } from '../i18n/format.ts';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { Section } from './section.tsx';

export function ProgramsSection() {
  const { t } = useTranslation();
  const programs = useQuery(programsQuery);
  return (
    <Section title={t('host.programs.title')} text={t('host.programs.text')}>
      {programs.data !== undefined ? (
        <Programs states={programs.data} />
      ) : programs.isError ? (
        <FailureNote error={programs.error} onRetry={() => void programs.refetch()} />
      ) : (
        <Loading className="loading" />
      )}
    </Section>
  );
}

function Programs({ states }: { states: ProgramStates }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const again = useMutation({
    mutationFn: hostApi.buildAgain,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: programsQuery.queryKey }),
  });
  const offered = states.flatMap(({ target, state }) => (state === null ? [] : [{ target, state }]));
  if (offered.length === 0) return <p className="host-fixed">{t('host.programs.none')}</p>;
  return (
    <>
      <ul className="host-versions">
        {offered.map(({ target, state }) => (
          <li key={target} className="host-program">
            <strong>{t(`host.agents.targets.${target}`)}</strong>
            <ProgramLine state={state} />
          </li>
        ))}
      </ul>
      <FormError error={again.error} />
      {offered.some(({ state }) => state.kind === 'failed') ? (
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          {t('host.programs.again')}
        </Button>
      ) : null}
    </>
  );
}

function ProgramLine({ state }: { state: ProgramState }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const nowMs = useNow();
  switch (state.kind) {
    case 'waiting':
      return (
        <span className="host-program-state nh-muted">
          <IconClock size={16} aria-hidden="true" />
          {t('host.programs.waiting')}
        </span>
      );
    case 'building':
      return (
        <span className="host-program-state nh-muted">
          <Loader size={16} aria-hidden="true" />
          {t('host.programs.building')}
        </span>
      );
    case 'failed':
      return (
        <>
          <span className="host-program-state host-program-failed">
            <IconAlertTriangle size={16} aria-hidden="true" />
            {t('host.programs.failed', { when: dateTime(state.tryAgainAt, nowMs) })}
          </span>
          <span className="mail-reason">{state.reason}</span>
        </>
      );
    case 'ready': {
      const size = number(state.size / 1e6, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 });
      const signed = t(state.isSigned ? 'host.programs.signed' : 'host.programs.unsigned');
      return (
        <>
          <span className="host-program-state host-program-ready">
            <IconCheck size={16} aria-hidden="true" />
            {t('host.programs.ready', { version: state.version })}
          </span>
          <span className="nh-small nh-muted">
            {t('host.programs.facts', { size, when: dateTime(state.builtAt, nowMs), signed })}
          </span>
          <span className="nh-small nh-muted">
            SHA-256 <code className="host-hash">{state.sha256}</code>
          </span>
        </>
      );
    }
  }
}
