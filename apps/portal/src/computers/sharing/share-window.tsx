// With whom a computer is shared: the list and, for those who may, the form below it. Whoever has it by a share is told
// by whom, what that brings and until when.
import { Skeleton } from '@mantine/core';
import type { Computer, ComputerShare } from '@nearhand/protocol';
import { IconUserShare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { computerSharesQuery } from '../../api/computer-shares.ts';
import { useFormat, useNow } from '../../i18n/format.ts';
import { useRight } from '../../member/member.ts';
import { Dialog } from '../../shell/dialog.tsx';
import { Loading } from '../../shell/loading.tsx';
import { FailureNote } from '../../shell/notes.tsx';
import { computerName } from '../computer-name.ts';
import { EndShare } from './end-share.tsx';
import { ShareForm } from './share-form.tsx';
import { ShareRow } from './share-row.tsx';
import './sharing.css';

interface ShareWindowProps {
  /** Null: closed. */
  computer: Computer | null;
  onClose: () => void;
}

export function ShareWindow({ computer, onClose }: ShareWindowProps) {
  const { t } = useTranslation();
  const isReceived = (computer?.sharedBy ?? null) !== null;
  const name = computer === null ? '' : computerName(computer, t);
  const [isAsking, setAsking] = useState(false);
  return (
    <Dialog
      // A question in it is left first.
      closeOnEscape={!isAsking}
      opened={computer !== null}
      onClose={onClose}
      size={560}
      title={<bdi>{t(isReceived ? 'sharing.receivedTitle' : 'sharing.title', { name })}</bdi>}
    >
      {computer === null ? null : <Content computer={computer} onClose={onClose} onAsking={setAsking} />}
    </Dialog>
  );
}

interface ContentProps {
  computer: Computer;
  onClose: () => void;
  /** A question is in the place of the form, or no longer. */
  onAsking: (isAsking: boolean) => void;
}

function Content(props: ContentProps) {
  const { sharedBy } = props.computer;
  return sharedBy === null ? <Shares {...props} /> : <Received by={sharedBy} />;
}

function Received({ by: { name, organisation, permissions, until } }: { by: NonNullable<Computer['sharedBy']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  return (
    <div className="share-received">
      <p>
        <bdi>{t('sharing.receivedFrom', { name, organisation })}</bdi>
      </p>
      <p>{t(permissions.includes('control') ? 'sharing.receivedControl' : 'sharing.receivedView')}</p>
      {permissions.includes('clipboard') ? <p>{t('sharing.receivedClipboard')}</p> : null}
      <p className="nh-muted">
        {until === null ? t('sharing.noEnd') : t('sharing.until', { when: format.dateTime(until, nowMs) })}
      </p>
    </div>
  );
}

type Below = { readonly kind: 'add' } | { readonly kind: 'edit' | 'end'; readonly share: ComputerShare };

function Shares({ computer, onClose, onAsking }: ContentProps) {
  const { t } = useTranslation();
  const mayShare = useRight('computers.share');
  const [below, setBelow] = useState<Below>({ kind: 'add' });
  const [news, setNews] = useState('');
  const { data, error, isError, isPending, refetch } = useQuery(computerSharesQuery(computer.id));
  const show = (next: Below) => {
    setNews('');
    setBelow(next);
  };
  const done = (text: string) => {
    setNews(text);
    setBelow({ kind: 'add' });
  };
  if (isPending) {
    return (
      <Loading className="shares">
        <Skeleton height={20} width="60%" my={18} />
        <Skeleton height={20} width="45%" my={18} />
      </Loading>
    );
  }
  if (isError && data === undefined) return <FailureNote error={error} onRetry={() => void refetch()} />;
  const shares = data?.shares ?? [];
  const part = { computerId: computer.id, onDone: done, onCancel: () => setBelow({ kind: 'add' }) };
  return (
    <>
      {shares.length === 0 ? (
        <p className="shares-empty nh-muted">
          <IconUserShare size={22} stroke={1.6} aria-hidden="true" />
          {t('sharing.empty')}
        </p>
      ) : (
        <ul className="shares" aria-label={t('sharing.list')}>
          {shares.map((share) => (
            <ShareRow
              key={share.id}
              share={share}
              {...(mayShare
                ? {
                    onEdit: () => show({ kind: 'edit', share }),
                    onEnd: () => show({ kind: 'end', share }),
                  }
                : {})}
            />
          ))}
        </ul>
      )}
      <output className="share-news nh-small">{news}</output>
      {!mayShare ? null : below.kind === 'end' ? (
        <EndShare key={below.share.id} share={below.share} {...part} onAsking={onAsking} />
      ) : (
        <ShareForm
          key={below.kind === 'edit' ? below.share.id : `new ${shares.length}`}
          share={below.kind === 'edit' ? below.share : null}
          {...part}
          {...(below.kind === 'edit' ? {} : { onCancel: onClose })}
        />
      )}
    </>
  );
}
