// One request in the list. The whole row leads to its details; joining and inviting have buttons of their own.
import { ActionIcon, Tooltip } from '@mantine/core';
import { type SupportRequest, isEndedRequestState, isJoinableRequestState } from '@nearhand/protocol';
import { IconQrcode } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConnectLink } from '../connection/connect-link.tsx';
import { useFormat, useNow } from '../i18n/format.ts';
import { useMayInvite, useRight } from '../member/member.ts';
import { StateIcon, StateText } from './state.tsx';

interface RequestRowProps {
  request: SupportRequest;
  onInvite: (requestId: string) => void;
}

export function RequestRow({ request, onInvite }: RequestRowProps) {
  const { t } = useTranslation();
  const mayEdit = useRight('requests.edit');
  const mayInvite = useMayInvite();
  const live = !isEndedRequestState(request.state);
  return (
    <li className="request">
      <StateIcon request={request} />
      <div className="request-who">
        <Link
          to="/support/$requestId"
          params={{ requestId: request.id }}
          search={(search) => search}
          className="request-customer nh-ellipsis"
        >
          {request.customer}
        </Link>
        {request.comments === '' ? null : (
          <span className="nh-small nh-muted nh-ellipsis">{request.comments.replaceAll('\n', ' ')}</span>
        )}
      </div>
      <StateText request={request} />
      <RequestMeta request={request} />
      <div className="request-actions">
        {mayInvite && live ? (
          <Tooltip label={t('support.invitation')}>
            <ActionIcon
              variant="subtle"
              className="quiet-icon"
              size={36}
              aria-label={`${t('support.invitation')}: ${request.customer}`}
              onClick={() => onInvite(request.id)}
            >
              <IconQrcode size={20} stroke={1.6} aria-hidden="true" />
            </ActionIcon>
          </Tooltip>
        ) : null}
        {mayEdit && isJoinableRequestState(request.state) ? (
          <ConnectLink
            target={{ kind: 'request', requestId: request.id }}
            label={t('support.join')}
            description={t('support.joinNamed', { customer: request.customer })}
            variant={request.state === 'ready' ? 'filled' : 'default'}
          />
        ) : null}
      </div>
    </li>
  );
}

/** Where and with whom, once that is known; who created it, before. */
function RequestMeta({ request }: { request: SupportRequest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const { computer, createdBy, participants, queue, assignee } = request;
  const place = [queue?.name, assignee?.name].filter((one) => one !== undefined);
  return (
    <div className="request-meta nh-small nh-muted">
      <span className="nh-ellipsis">
        {participants.length > 0
          ? t('support.connectedNow', { names: format.listOf(participants.map(({ name }) => name)) })
          : [...place, ...(computer === null ? [] : [computer.name])].join(' · ')}
      </span>
      <span className="nh-ellipsis nh-numbers">
        {format.dateTime(request.createdAt, nowMs)}
        {createdBy === null ? null : ` ${t('support.by', { name: createdBy.name })}`}
      </span>
    </div>
  );
}
