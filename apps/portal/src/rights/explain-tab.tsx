// Why a member may or may not do something: the choice, kept in the address, and the server's answer layer by layer.
import { NativeSelect } from '@mantine/core';
import { type Action, type ExplanationQuery, actionRow, actions, explanationQuerySchema } from '@nearhand/protocol';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { computersQuery, membersQuery, requestListQuery } from '../api/queries.ts';
import { explanationQuery } from '../api/rights.ts';
import { computerName } from '../computers/computer-name.ts';
import { useFormat, useNow } from '../i18n/format.ts';
import { useRight } from '../member/member.ts';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { SearchField } from '../shell/search-field.tsx';
import { Findings } from './findings.tsx';
import './rights.css';

const route = getRouteApi('/member/shell/team/explain');

interface Choice {
  value: string;
  label: string;
}

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
  const set = (change: typeof search) =>
    void navigate({ to: '/team/explain', search: { ...search, action, ...change }, replace: true });
  const query = explanationQuerySchema.safeParse({ memberId: search.member, action, targetId: search.target });
  return (
    <>
      <p className="nh-muted">{t('rights.explain.lead')}</p>
      <MemberSearch
        text={search.text ?? ''}
        onText={(text) => set({ text: text === '' ? undefined : text, member: undefined })}
      />
      <div className="explain-fields">
        <MemberField
          text={search.text ?? ''}
          value={search.member}
          onChange={(member) => set({ member: member === '' ? undefined : member })}
        />
        <NativeSelect
          label={t('rights.explain.action')}
          data={offered.map((value) => ({ value, label: t(`rights.actions.${value}`) }))}
          value={action}
          onChange={(event) => {
            const next = offered.find((one) => one === event.currentTarget.value) ?? action;
            const isSameKind = actionRow(next).target === actionRow(action).target;
            set({ action: next, ...(isSameKind ? {} : { target: undefined }) });
          }}
        />
        <TargetField
          action={action}
          value={search.target}
          onChange={(target) => set({ target: target === '' ? undefined : target })}
        />
      </div>
      {query.success ? <Answer query={query.data} /> : <p className="nh-muted">{t('rights.explain.choosing')}</p>}
    </>
  );
}

/** Only where there are more than fit into one list. */
function MemberSearch({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useTranslation();
  const members = useInfiniteQuery(membersQuery(text));
  if (text === '' && !members.hasNextPage) return null;
  return (
    <div className="explain-search team-filters">
      <SearchField label={t('team.search')} text={text} onText={onText} />
    </div>
  );
}

interface FieldProps {
  value: string | undefined;
  onChange: (value: string) => void;
}

function ChoiceField({
  label,
  choices,
  value,
  onChange,
}: FieldProps & { label: string; choices: Choice[] | undefined }) {
  const { t } = useTranslation();
  const isKnown = choices?.some((choice) => choice.value === value) === true;
  // Said in the field itself: a line of its own would push this one field out of the row.
  const none = choices?.length === 0 ? t('rights.explain.noTargets') : t('rights.explain.choose');
  return (
    <NativeSelect
      label={label}
      data={[{ value: '', label: none }, ...(choices ?? [])]}
      value={isKnown ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function MemberField({ text, ...field }: FieldProps & { text: string }) {
  const { t } = useTranslation();
  const members = useInfiniteQuery(membersQuery(text));
  const choices = members.data?.pages.flatMap((page) =>
    page.members.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
  );
  return <ChoiceField label={t('rights.explain.member')} choices={choices} {...field} />;
}

function TargetField({ action, ...field }: FieldProps & { action: Action }) {
  return actionRow(action).target === 'request' ? <RequestField {...field} /> : <ComputerField {...field} />;
}

function RequestField(field: FieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const requests = useInfiniteQuery(requestListQuery({ state: 'all', text: '' }));
  const choices = requests.data?.pages.flatMap((page) =>
    page.requests.map(({ id, customer, createdAt }) => ({
      value: id,
      label: `${customer}, ${format.dateTime(createdAt, nowMs)}`,
    })),
  );
  return <ChoiceField label={t('rights.explain.request')} choices={choices} {...field} />;
}

function ComputerField(field: FieldProps) {
  const { t } = useTranslation();
  const computers = useQuery(computersQuery);
  const choices = computers.data?.computers.map((computer) => ({
    value: computer.id,
    label: computerName(computer, t),
  }));
  return <ChoiceField label={t('rights.explain.computer')} choices={choices} {...field} />;
}

function Answer({ query }: { query: ExplanationQuery }) {
  const explanation = useQuery(explanationQuery(query));
  if (explanation.isPending) return <Loading />;
  if (explanation.isError) {
    return <FailureNote error={explanation.error} onRetry={() => void explanation.refetch()} />;
  }
  return <Findings action={query.action} explanation={explanation.data} />;
}
