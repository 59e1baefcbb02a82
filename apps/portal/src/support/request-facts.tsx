// What is known about a request, as pairs of name and value.
import type { Actor, SupportRequest } from '@nearhand/protocol';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useRight } from '../member/member.ts';

export function useActorName(): (actor: Actor) => string {
  const { t } = useTranslation();
  return (actor) => (actor.kind === 'member' ? actor.name : t(`support.actor.${actor.kind}`));
}

function Fact({ name, sentence = false, children }: { name: string; sentence?: boolean; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={sentence ? 'nh-sentence' : ''}>{children}</dd>
    </>
  );
}

export function RequestFacts({ request }: { request: SupportRequest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { computer, createdBy, download, participants } = request;
  // Who may change queue and assignee sees them where they are changed.
  const mayEdit = useRight('requests.edit');
  return (
    <dl className="detail-facts">
      {computer === null ? null : (
        <Fact name={t('support.detail.computer')}>
          {computer.name}
          <span className="nh-muted">
            {computer.systemName === '' ? '' : ` · ${computer.systemName}`} ·{' '}
            {computer.online ? t('support.detail.online') : t('support.detail.offline')}
          </span>
        </Fact>
      )}
      {download === null ? null : (
        <Fact name={t('support.detail.program')}>
          <span className="nh-numbers">
            {t('support.detail.programSent', {
              sent: format.number(download.sent / 1e6, { maximumFractionDigits: 0 }),
              total: format.number(download.total / 1e6, {
                style: 'unit',
                unit: 'megabyte',
                maximumFractionDigits: 0,
              }),
            })}
          </span>
        </Fact>
      )}
      {request.customerEmail === null ? null : <Fact name={t('support.detail.email')}>{request.customerEmail}</Fact>}
      {participants.length === 0 ? null : (
        <Fact name={t('support.detail.inSession')}>{format.listOf(participants.map(({ name }) => name))}</Fact>
      )}
      <Fact name={t('support.detail.permissions')} sentence>
        {format.listOf(request.permissions.map((permission) => t(`support.permission.${permission}`)))}
      </Fact>
      {mayEdit || request.queue === null ? null : <Fact name={t('support.place.queue')}>{request.queue.name}</Fact>}
      {mayEdit || request.assignee === null ? null : (
        <Fact name={t('support.place.assignee')}>{request.assignee.name}</Fact>
      )}
      <Fact name={t('support.detail.created')}>{format.fullDateTime(request.createdAt)}</Fact>
      <Fact name={t('support.detail.createdBy')}>{createdBy?.name ?? t('support.detail.formerMember')}</Fact>
      {request.closed === null ? (
        <Fact name={t('support.detail.expires')}>{format.fullDateTime(request.expiresAt)}</Fact>
      ) : null}
    </dl>
  );
}
