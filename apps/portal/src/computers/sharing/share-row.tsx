// One share in its list: with whom, what it brings, until when, and what can be done with it.
import { ActionIcon } from '@mantine/core';
import type { ComputerShare } from '@nearhand/protocol';
import { IconPencil, IconUserX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat, useNow } from '../../i18n/format.ts';

interface ShareRowProps {
  share: ComputerShare;
  /** Left out: not offered. */
  onEdit?: () => void;
  onEnd?: () => void;
}

export function ShareRow({ share: { email, permissions, until, over, sharedBy }, onEdit, onEnd }: ShareRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const what = t(permissions.includes('control') ? 'sharing.control' : 'sharing.view');
  const copied = permissions.includes('clipboard') ? `, ${t('sharing.alsoClipboard')}` : '';
  const when = until === null ? null : format.dateTime(until, nowMs);
  const span = when === null ? t('sharing.noEnd') : t(over ? 'sharing.over' : 'sharing.until', { when });
  return (
    <li className="share" data-over={over || undefined}>
      <div className="share-text">
        <bdi className="share-email">{email}</bdi>
        <span className="nh-small nh-muted">{`${what}${copied} · ${span}`}</span>
        <span className="nh-small nh-muted">
          <bdi>{t('sharing.by', { name: sharedBy })}</bdi>
        </span>
      </div>
      {onEdit === undefined ? null : (
        <ActionIcon
          variant="subtle"
          size={40}
          className="quiet-icon"
          aria-label={t('sharing.editNamed', { email })}
          title={t('rights.edit')}
          onClick={onEdit}
        >
          <IconPencil size={19} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      )}
      {onEnd === undefined ? null : (
        <ActionIcon
          variant="subtle"
          size={40}
          className="quiet-icon"
          aria-label={t('sharing.endNamed', { email })}
          title={t('sharing.end')}
          onClick={onEnd}
        >
          <IconUserX size={19} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      )}
    </li>
  );
}
