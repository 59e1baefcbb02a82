// The details of one request, beside the list: what is known, what happened, and what can be done.
import { Button, Drawer } from '@mantine/core';
import { type SupportRequest, isEndedRequestState, isJoinableRequestState } from '@nearhand/protocol';
import { IconPencil, IconQrcode } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys, requestQuery } from '../api/queries.ts';
import { ConnectLink } from '../connection/connect-link.tsx';
import { FormError } from '../form/form-error.tsx';
import { useMayInvite, useRight } from '../member/member.ts';
import { keepFocusOnPage } from '../shell/keep-focus.ts';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { CloseRequestWindow } from './close-request-window.tsx';
import { EditRequestWindow } from './edit-request-window.tsx';
import { RequestFacts } from './request-facts.tsx';
import { RequestPlace } from './request-place.tsx';
import { RequestHistory } from './request-history.tsx';
import { StateIcon, StateText } from './state.tsx';

const longCommentLength = 600;
const longCommentLines = 10;
const route = getRouteApi('/member/shell/support/$requestId');

/** The window over the drawer. */
type OverDrawer = 'edit' | 'close' | null;

interface PartProps {
  request: SupportRequest;
  over: OverDrawer;
  setOver: (over: OverDrawer) => void;
}

export function RequestDrawer() {
  const { t } = useTranslation();
  const { requestId } = route.useParams();
  const navigate = route.useNavigate();
  const request = useQuery(requestQuery(requestId));
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      keepFocusOnPage();
    },
    [opener],
  );
  const [over, setOver] = useState<OverDrawer>(null);
  const [shown, setShown] = useState(requestId);
  const { invite } = route.useSearch();
  const isEnded = request.data !== undefined && isEndedRequestState(request.data.state);
  // Another request has none of the former's windows, and an ended one nothing to close.
  if (shown !== requestId) {
    setShown(requestId);
    setOver(null);
  } else if (over === 'close' && isEnded) setOver(null);
  const isCovered = over !== null || invite !== undefined;
  const close = () => void navigate({ to: '/support', search: (search) => search });

  return (
    <Drawer
      opened
      onClose={close}
      closeOnEscape={false}
      onKeyDown={(event) => {
        // With a window over the drawer the key is that window's, also before the focus has gone there.
        const isHere = event.target instanceof Node && event.currentTarget.contains(event.target);
        if (event.key === 'Escape' && isHere && !isCovered) close();
      }}
      size={520}
      title={request.data?.customer ?? t('support.details')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      classNames={{ content: 'detail-drawer' }}
    >
      {request.isError && request.data === undefined ? (
        <FailureNote error={request.error} onRetry={() => void request.refetch()} />
      ) : request.data === undefined ? (
        <Loading />
      ) : (
        <RequestDetails key={requestId} request={request.data} over={over} setOver={setOver} />
      )}
    </Drawer>
  );
}

function RequestDetails({ request, over, setOver }: PartProps) {
  const { t } = useTranslation();
  const mayEdit = useRight('requests.edit');
  return (
    <div className="detail">
      <div className="detail-state">
        <StateIcon request={request} />
        <StateText request={request} />
        {mayEdit ? <MainAction request={request} /> : null}
      </div>
      <section aria-labelledby="detail-comments">
        <div className="detail-head">
          <h3 id="detail-comments">{t('support.detail.comments')}</h3>
          {mayEdit ? (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPencil size={16} aria-hidden="true" />}
              onClick={() => setOver('edit')}
            >
              {t('support.detail.edit')}
            </Button>
          ) : null}
        </div>
        {request.comments === '' ? (
          <p className="nh-muted">{t('support.detail.noComments')}</p>
        ) : (
          <Comments text={request.comments} />
        )}
      </section>
      {mayEdit ? <RequestPlace request={request} /> : null}
      <RequestFacts request={request} />
      <RequestHistory requestId={request.id} />
      {mayEdit ? <FurtherActions request={request} over={over} setOver={setOver} /> : null}
      <EditRequestWindow request={request} opened={over === 'edit'} onClose={() => setOver(null)} />
    </div>
  );
}

/** Long ones begin folded, so that the history and the buttons below stay in reach. */
function Comments({ text }: { text: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const isLong = text.length > longCommentLength || text.split('\n').length > longCommentLines;
  return (
    <>
      <p className="detail-comments" data-short={(isLong && !all) || undefined}>
        {text}
      </p>
      {isLong ? (
        <Button variant="subtle" size="compact-sm" ml={-8} mt={4} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('support.detail.showLess') : t('support.detail.showAll')}
        </Button>
      ) : null}
    </>
  );
}

function MainAction({ request }: { request: SupportRequest }) {
  const { t } = useTranslation();
  if (!isJoinableRequestState(request.state)) return null;
  return (
    <ConnectLink
      target={{ kind: 'request', requestId: request.id }}
      label={t('support.join')}
      description={t('support.joinNamed', { customer: request.customer })}
    />
  );
}

/** Closing and reopening take away the button that did it: the focus then goes to the window that held it. */
function useFocusAfterChange(ended: boolean): void {
  const before = useRef(ended);
  useEffect(() => {
    if (before.current === ended) return;
    before.current = ended;
    keepFocusOnPage();
  }, [ended]);
}

function FurtherActions({ request, over, setOver }: PartProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const mayInvite = useMayInvite();
  const showInvitation = () =>
    void navigate({ to: '.', search: (search) => ({ ...search, invite: request.id }), replace: true });
  const reopen = useMutation({
    mutationFn: () => api.reopenRequest(request.id),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queryKeys.requests });
      if (mayInvite) showInvitation();
    },
  });

  const ended = isEndedRequestState(request.state);
  useFocusAfterChange(ended);
  if (ended) {
    return (
      <div className="detail-actions">
        <FormError error={reopen.error} />
        <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate()}>
          {t('support.detail.reopen')}
        </Button>
      </div>
    );
  }
  return (
    <div className="detail-actions">
      {mayInvite ? (
        <Button
          variant="default"
          leftSection={<IconQrcode size={18} stroke={1.7} aria-hidden="true" />}
          onClick={showInvitation}
        >
          {t('support.invitation')}
        </Button>
      ) : null}
      <Button variant="subtle" color="red" onClick={() => setOver('close')}>
        {t('support.detail.closeRequest')}
      </Button>
      <CloseRequestWindow request={request} opened={over === 'close'} onClose={() => setOver(null)} />
    </div>
  );
}
