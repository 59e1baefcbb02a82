// Why somebody may or may not do something: the choice, kept in the address, and the server's answer layer by layer.
import { NativeSelect } from '@mantine/core';
import { type Action, type ExplanationQuery, actionRow, actions, explanationQuerySchema } from '@nearhand/protocol';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { computersQuery, membersQuery, requestListQuery } from '../api/queries.ts';
import { computerSharesQuery } from '../api/computer-shares.ts';
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
  const query = explanationQuerySchema.safeParse({
    memberId: search.member,
    shareId: search.share,
    action,
    targetId: search.target,
  });
  return (
    <>
      <p className="nh-muted">{t('rights.explain.lead')}</p>
      <MemberSearch
        text={search.text ?? ''}
        onText={(text) => set({ text: text === '' ? undefined : text, member: undefined, share: undefined })}
      />
      <div className="explain-fields">
        <WhoField
          text={search.text ?? ''}
          computerId={actionRow(action).target === 'computer' ? search.target : undefined}
          value={search.member ?? search.share}
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
        <TargetField
          action={action}
          value={search.target}
          onChange={(target) => set({ target: target === '' ? undefined : target, share: undefined })}
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

interface ChoiceFieldProps extends FieldProps {
  label: string;
  choices: Choice[] | undefined;
  /** What the choices are, where there are others below them. */
  group?: string;
  more?: { group: string; items: Choice[] };
}

function ChoiceField({ label, choices, group, more, value, onChange }: ChoiceFieldProps) {
  const { t } = useTranslation();
  const all = [...(choices ?? []), ...(more?.items ?? [])];
  const isKnown = all.some((choice) => choice.value === value);
  // Said in the field itself: a line of its own would push this one field out of the row.
  const isEmpty = choices !== undefined && all.length === 0;
  const none = { value: '', label: t(isEmpty ? 'rights.explain.noTargets' : 'rights.explain.choose') };
  const grouped = group === undefined ? (choices ?? []) : [{ group, items: choices ?? [] }];
  return (
    <NativeSelect
      label={label}
      data={[none, ...grouped, ...(more === undefined ? [] : [more])]}
      value={isKnown ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface WhoFieldProps {
  text: string;
  /** Undefined: none is chosen. */
  computerId: string | undefined;
  value: string | undefined;
  onChoose: (who: { member: string | undefined; share: string | undefined }) => void;
}

/** Members, and whoever else the computer is shared with. */
function WhoField({ text, computerId, value, onChoose }: WhoFieldProps) {
  const { t } = useTranslation();
  const pages = useInfiniteQuery(membersQuery(text)).data?.pages;
  const shared = useQuery({ ...computerSharesQuery(computerId ?? ''), enabled: computerId !== undefined });
  const members = pages?.flatMap((page) => page.members) ?? [];
  const receivers = (computerId === undefined ? [] : (shared.data?.shares ?? [])).filter(
    (share) => share.email.includes(text.toLowerCase()) && !members.some(({ email }) => email === share.email),
  );
  const memberChoices = members.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }));
  const receiverChoices = receivers.map(({ id, email }) => ({ value: id, label: email }));
  return (
    <ChoiceField
      label={t('rights.explain.who')}
      choices={pages && memberChoices}
      {...(receivers.length === 0
        ? {}
        : {
            more: { group: t('rights.explain.receivers'), items: receiverChoices },
            group: t('rights.explain.members'),
          })}
      value={value}
      onChange={(chosen) => {
        const isReceiver = receivers.some(({ id }) => id === chosen);
        onChoose({
          member: isReceiver || chosen === '' ? undefined : chosen,
          share: isReceiver ? chosen : undefined,
        });
      }}
    />
  );
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
  // Of what others share nothing is explained.
  const choices = computers.data?.computers
    .filter(({ sharedBy }) => sharedBy === null)
    .map((computer) => ({ value: computer.id, label: computerName(computer, t) }));
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
