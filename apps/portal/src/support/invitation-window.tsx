// How the customer is brought in: link, QR code, the code in three groups for dictating, e-mail. Says live what happens.
import { Button } from '@mantine/core';
import {
  type Invitation,
  type RequestState,
  type SupportRequest,
  formatRequestCode,
  isEndedRequestState,
} from '@nearhand/protocol';
import { IconArchive } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invitationQuery, requestQuery } from '../api/queries.ts';
import { ConnectLink } from '../connection/connect-link.tsx';
import { useFormat } from '../i18n/format.ts';
import { useRight } from '../member/member.ts';
import { Dialog } from '../shell/dialog.tsx';
import { Loading } from '../shell/loading.tsx';
import { EmptyNote, FailureNote } from '../shell/notes.tsx';
import { CopyButton } from './copy-button.tsx';
import { InviteByMail } from './invite-by-mail.tsx';
import { isOnlyHere } from './only-here.ts';
import { QrCode } from './qr-code.tsx';
import { stepOf } from './request-step.ts';
import { StateIcon } from './state.tsx';

interface InvitationWindowProps {
  /** Closed while undefined. */
  requestId: string | undefined;
  onClose: () => void;
}

export function InvitationWindow({ requestId: openedId, onClose }: InvitationWindowProps) {
  const { t } = useTranslation();
  // While the window fades it still shows what it was opened for.
  const [shownId, setShownId] = useState(openedId);
  if (openedId !== undefined && openedId !== shownId) setShownId(openedId);
  const requestId = openedId ?? shownId;
  const request = useQuery({ ...requestQuery(requestId ?? ''), enabled: requestId !== undefined });
  return (
    <Dialog
      opened={openedId !== undefined}
      onClose={onClose}
      onExitTransitionEnd={() => setShownId(undefined)}
      title={t('support.invite.title', { customer: request.data?.customer ?? '' })}
      size={620}
    >
      {requestId === undefined ? null : (
        <InvitationBody requestId={requestId} request={request.data} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface InvitationBodyProps {
  requestId: string;
  request: SupportRequest | undefined;
  onClose: () => void;
}

function InvitationBody({ requestId, request, onClose }: InvitationBodyProps) {
  const { t } = useTranslation();
  const byMail = useRight('requests.inviteEmail');
  const hasEnded = request !== undefined && isEndedRequestState(request.state);
  const invitation = useQuery({ ...invitationQuery(requestId), enabled: !hasEnded });
  if (hasEnded) return <Ended onClose={onClose} />;
  if (invitation.isError) {
    return <FailureNote error={invitation.error} onRetry={() => void invitation.refetch()} />;
  }
  if (invitation.data === undefined || request === undefined) {
    return <Loading />;
  }
  return (
    <div className="invite">
      {invitation.data.link === null || invitation.data.code === null ? null : (
        <p className="nh-muted">{t('support.invite.lead')}</p>
      )}
      {invitation.data.link !== null && isOnlyHere(invitation.data.link) ? (
        <p className="invite-only-here">{t('support.invite.onlyHere')}</p>
      ) : null}
      <InvitationWays invitation={invitation.data} />
      {byMail ? <InviteByMail request={request} alone={isNothing(invitation.data)} /> : null}
      <InvitationStatus request={request} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('support.invite.done')}
        </Button>
        <ConnectLink
          target={{ kind: 'request', requestId }}
          label={request.state === 'ready' ? t('support.join') : t('support.invite.openWindow')}
          description={
            request.state === 'ready'
              ? t('support.joinNamed', { customer: request.customer })
              : t('support.invite.openWindow')
          }
        />
      </div>
    </div>
  );
}

/** Its link and code open nothing any more, so they are not shown. */
function Ended({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyNote icon={IconArchive} title={t('support.invite.status.ended')} text={t('support.invite.endedHint')}>
      <Button variant="default" onClick={onClose}>
        {t('support.invite.done')}
      </Button>
    </EmptyNote>
  );
}

/** Neither link nor code may be seen. */
function isNothing({ link, code }: Invitation): boolean {
  return link === null && code === null;
}

function InvitationWays({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { link, code, joinUrl } = invitation;
  const joinAddress = joinUrl.replace(/^https?:\/\//, '');
  if (isNothing(invitation)) return null;
  const valid = t('support.invite.valid', { when: format.fullDateTime(invitation.expiresAt) });
  return (
    <div className="invite-ways">
      <div className="invite-texts">
        {code === null ? null : (
          <section aria-labelledby="invite-code">
            <h3 id="invite-code">{t('support.invite.code')}</h3>
            <div className="invite-line">
              <span className="invite-code nh-numbers">{formatRequestCode(code)}</span>
              <CopyButton text={formatRequestCode(code)} description={t('support.invite.copyCode')} variant="default" />
            </div>
            <p className="nh-small nh-muted">{t('support.invite.codeHint', { address: joinAddress })}</p>
            {link === null ? <p className="nh-small nh-muted">{valid}</p> : null}
          </section>
        )}
        {link === null ? null : (
          <section aria-labelledby="invite-link">
            <h3 id="invite-link">{t('support.invite.link')}</h3>
            <div className="invite-line">
              <span className="invite-link">{link}</span>
              <CopyButton text={link} description={t('support.invite.copyLink')} variant="default" />
            </div>
            <p className="nh-small nh-muted">{valid}</p>
          </section>
        )}
      </div>
      {link === null ? null : (
        <figure className="invite-qr">
          <QrCode text={link} size={168} />
          <span className="nh-hidden">{t('support.invite.qr')}</span>
          <figcaption className="nh-small nh-muted">{t('support.invite.qrHint')}</figcaption>
        </figure>
      )}
    </div>
  );
}

function statusOf(state: RequestState): 'open' | 'waiting' | 'ready' | 'connected' {
  if (state === 'scheduled' || state === 'open') return 'open';
  if (state === 'waiting' || state === 'ready') return state;
  return 'connected';
}

function InvitationStatus({ request }: { request: SupportRequest }) {
  const { t } = useTranslation();
  const step = stepOf(request);
  return (
    <output className="invite-status">
      <StateIcon request={request} />
      <span>
        {t(`support.invite.status.${statusOf(request.state)}`)}
        {step === null ? null : <span className="nh-muted"> {t(`support.step.${step}`)}.</span>}
      </span>
    </output>
  );
}
