// Where a computer that wants to be added sends its person: what it is, from where it asks, and yes or no. Says how to
// tell one's own request from a stranger's.
import { Button } from '@mantine/core';
import { formatSignInCode, parseSignInCode, type PendingComputer } from '@nearhand/protocol';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enrolmentApi, pendingComputerQuery } from '../../api/enrolment.ts';
import { errorCodeOf } from '../../api/errors.ts';
import { computersQuery } from '../../api/queries.ts';
import { FormError } from '../../form/form-error.tsx';
import { useFormat, useNow } from '../../i18n/format.ts';
import { useMe, useRight } from '../../member/member.ts';
import { Loading } from '../../shell/loading.tsx';
import { FailureNote } from '../../shell/notes.tsx';
import { usePageTitle } from '../../shell/page-title.ts';
import { Gate } from '../../sign-in/gate.tsx';
import { CodeForm } from './code-form.tsx';
import './adding.css';

export function AddComputerPage() {
  const { t } = useTranslation();
  const [code, setCode] = useState(() => parseSignInCode(window.location.hash));
  const mayAdd = useRight('computers.add');
  const { organisation } = useMe();
  usePageTitle(t('adding.page'));
  if (!mayAdd) {
    return (
      <Gate>
        <Words title={t('adding.noRight')} text={t('adding.noRightHint', { organisation: organisation.name })} />
      </Gate>
    );
  }
  return (
    <Gate>
      {code === null ? (
        <>
          <h1>{t('adding.page')}</h1>
          <p className="gate-lead">{t('adding.enterLead')}</p>
          <CodeForm onCode={setCode} focusFirst />
        </>
      ) : (
        <Asking key={code} code={code} onOtherCode={setCode} />
      )}
    </Gate>
  );
}

type Outcome = { kind: 'added'; name: string } | { kind: 'denied' };

function Asking({ code, onOtherCode }: { code: string; onOtherCode: (code: string) => void }) {
  const { t } = useTranslation();
  const { organisation } = useMe();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const pending = useQuery({ ...pendingComputerQuery(code), enabled: outcome === null });
  if (outcome?.kind === 'added') {
    return (
      <Words
        title={t('adding.added', { name: outcome.name })}
        text={t('adding.addedHint', { organisation: organisation.name })}
      >
        <Button component={Link} to="/computers" fullWidth size="md">
          {t('adding.toComputers')}
        </Button>
      </Words>
    );
  }
  if (outcome !== null) return <Words title={t('adding.denied')} text={t('adding.deniedHint')} />;
  if (pending.isError && errorCodeOf(pending.error) === 'code_invalid') {
    return (
      <Words title={t('adding.over')} text={t('adding.overHint')}>
        <CodeForm onCode={onOtherCode} />
      </Words>
    );
  }
  if (pending.isError) return <FailureNote error={pending.error} onRetry={() => void pending.refetch()} />;
  if (pending.data === undefined) return <Loading className="loading" />;
  return <Question code={code} computer={pending.data} onOutcome={setOutcome} />;
}

interface QuestionProps {
  code: string;
  computer: PendingComputer;
  onOutcome: (outcome: Outcome) => void;
}

function Question({ code, computer, onOutcome }: QuestionProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { organisation } = useMe();
  const confirming = useMutation({
    mutationFn: () => enrolmentApi.confirm(code),
    onSuccess: async ({ name }) => {
      onOutcome({ kind: 'added', name });
      await client.invalidateQueries({ queryKey: computersQuery.queryKey });
    },
  });
  const denying = useMutation({
    mutationFn: () => enrolmentApi.deny(code),
    onSuccess: () => onOutcome({ kind: 'denied' }),
  });
  const isBusy = confirming.isPending || denying.isPending;
  return (
    <>
      <h1>{t('adding.question', { organisation: organisation.name })}</h1>
      <p className="gate-lead">{t('adding.compare')}</p>
      <p className="adding-code nh-numbers">{formatSignInCode(code)}</p>
      <Facts computer={computer} />
      <p className="adding-warning">
        <IconAlertTriangle size={20} stroke={1.7} aria-hidden="true" />
        <span>{t('adding.warning')}</span>
      </p>
      <FormError error={confirming.error ?? denying.error} />
      <div className="adding-answers">
        <Button
          variant="default"
          size="md"
          loading={denying.isPending}
          disabled={isBusy}
          onClick={() => denying.mutate()}
        >
          {t('adding.deny')}
        </Button>
        <Button size="md" loading={confirming.isPending} disabled={isBusy} onClick={() => confirming.mutate()}>
          {t('adding.confirm')}
        </Button>
      </div>
    </>
  );
}

function Facts({ computer }: { computer: PendingComputer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const { name, system, systemName, userName, address, isNear, askedAt } = computer;
  return (
    <dl className="adding-facts">
      <dt>{t('adding.facts.name')}</dt>
      <dd>
        <strong>{name}</strong>
      </dd>
      <dt>{t('adding.facts.system')}</dt>
      <dd>{systemName === '' ? t(`computers.systems.${system}`) : systemName}</dd>
      {userName === '' ? null : (
        <>
          <dt>{t('adding.facts.user')}</dt>
          <dd>{userName}</dd>
        </>
      )}
      <dt>{t('adding.facts.address')}</dt>
      <dd>
        {address}
        <span className="adding-network" data-tone={isNear ? undefined : 'trouble'}>
          {isNear ? t('adding.near') : t('adding.far')}
        </span>
      </dd>
      <dt>{t('adding.facts.asked')}</dt>
      <dd>{format.relativeTime(askedAt, nowMs)}</dd>
    </dl>
  );
}

function Words({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <output className="adding-words">
        <h1>{title}</h1>
        <p className="gate-lead">{text}</p>
      </output>
      {children ?? (
        <Button component={Link} to="/computers" variant="default" fullWidth>
          {t('adding.toComputers')}
        </Button>
      )}
    </>
  );
}
