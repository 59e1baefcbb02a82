// Why somebody may or may not do something: the choice, kept in the address, and the server's answer layer by layer.
import { NativeSelect } from '@mantine/core';
import { type Action, type Explanation, actionRow, actions, explanationQuerySchema } from '@nearhand/protocol';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { explanationQuery } from '../api/rights.ts';
import { useRight } from '../member/member.ts';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { ComputerField, RequestField, WhoField } from './explain-fields.tsx';
import { Findings } from './findings.tsx';
import './rights.css';

const route = getRouteApi('/member/shell/team/explain');

/** What one may look at oneself. */
function useActions(): Action[] {
  const may = { request: useRight('requests.view'), computer: useRight('computers.view') };
  return actions.filter((action) => may[actionRow(action).target]);
}

export function ExplainTab() {
  const { t } = useTranslation();
  const offered = useActions();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const action = search.action ?? offered[0] ?? 'request.view';
  const isOfComputer = actionRow(action).target === 'computer';
  const set = (change: typeof search) =>
    void navigate({ to: '/team/explain', search: { ...search, action, ...change }, replace: true });
  const { member: memberId, share: shareId, target: targetId = '' } = search;
  const query = { memberId, shareId, action, targetId };
  const isWhole = explanationQuerySchema.safeParse(query).success;
  const explanation = useQuery({ ...explanationQuery(query), enabled: isWhole });
  const who = explanation.data?.who;
  const Target = isOfComputer ? ComputerField : RequestField;
  return (
    <>
      <p className="nh-muted">{t('rights.explain.lead')}</p>
      <div className="explain-fields">
        <WhoField
          computerId={isOfComputer ? search.target : undefined}
          value={memberId ?? shareId}
          name={who?.kind === 'member' ? who.name : undefined}
          onChoose={set}
        />
        <NativeSelect
          label={t('rights.explain.action')}
          data={offered.map((value) => ({ value, label: t(`rights.actions.${value}`) }))}
          value={action}
          onChange={(event) => {
            const next = offered.find((one) => one === event.currentTarget.value) ?? action;
            const isSameKind = actionRow(next).target === actionRow(action).target;
            set({ action: next, ...(isSameKind ? {} : { target: undefined, share: undefined }) });
          }}
        />
        <Target value={search.target} onChange={(target) => set({ target, share: undefined })} />
      </div>
      {isWhole ? (
        <Answer action={action} explanation={explanation} />
      ) : (
        <p className="nh-muted">
          {t('rights.explain.choosing')}
          {isOfComputer && targetId === '' ? ` ${t('rights.explain.receiversLater')}` : null}
        </p>
      )}
    </>
  );
}

function Answer({ action, explanation }: { action: Action; explanation: UseQueryResult<Explanation> }) {
  if (explanation.isPending) return <Loading />;
  if (explanation.isError) {
    return <FailureNote error={explanation.error} onRetry={() => void explanation.refetch()} />;
  }
  return <Findings action={action} explanation={explanation.data} />;
}
