// The agent's programs that this server builds and offers: what each is, how its build goes, and why one failed.
import { Button, Loader } from '@mantine/core';
import { isProgramUnderWay, type ProgramRenewal, type ProgramState, type ProgramStates } from '@nearhand/protocol';
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
    onSuccess: (states) => queryClient.setQueryData(programsQuery.queryKey, states),
  });
  const offered = states.flatMap(({ target, state }) => (state === null ? [] : [{ target, state }]));
  if (offered.length === 0) return <p className="host-fixed">{t('host.programs.none')}</p>;
  return (
    <>
      <ul className="host-versions">
        {offered.map(({ target, state }) => {
          const system = t(`host.agents.targets.${target}`);
          const isBusy = isProgramUnderWay(state) || (again.isPending && again.variables === target);
          return (
            <li key={target} className="host-program">
              <div className="host-program-facts">
                <strong>{system}</strong>
                <ProgramLine state={state} />
              </div>
              <Button
                variant="default"
                aria-label={t('host.programs.againFor', { system })}
                // Not `disabled`, which would take the focus from whoever pressed it.
                {...(isBusy && { 'aria-disabled': true, 'data-disabled': true })}
                onClick={() => {
                  if (!isBusy) again.mutate(target);
                }}
              >
                {t('host.programs.again')}
              </Button>
            </li>
          );
        })}
      </ul>
      <FormError error={again.error} />
    </>
  );
}

function ProgramLine({ state }: { state: ProgramState }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const nowMs = useNow();
  switch (state.kind) {
    case 'waiting':
    case 'building':
      return <UnderWay kind={state.kind} text={t(`host.programs.${state.kind}`)} />;
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
          {state.renewal === null ? null : <RenewalLine renewal={state.renewal} />}
        </>
      );
    }
  }
}

function RenewalLine({ renewal }: { renewal: ProgramRenewal }) {
  const { t } = useTranslation();
  if (renewal.kind !== 'failed')
    return <UnderWay kind={renewal.kind} text={t(`host.programs.renewal.${renewal.kind}`)} />;
  return (
    <>
      <span className="host-program-state host-program-failed">
        <IconAlertTriangle size={16} aria-hidden="true" />
        {t('host.programs.renewal.failed')}
      </span>
      <span className="mail-reason">{renewal.reason}</span>
    </>
  );
}

function UnderWay({ kind, text }: { kind: 'waiting' | 'building'; text: string }) {
  return (
    <span className="host-program-state nh-muted">
      {kind === 'waiting' ? <IconClock size={16} aria-hidden="true" /> : <Loader size={16} aria-hidden="true" />}
      {text}
    </span>
  );
}
