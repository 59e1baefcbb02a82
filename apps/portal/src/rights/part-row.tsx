// A role, group or queue in its list: its name, what there is to know, and what can be done with it.
import { ActionIcon } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface PartRowProps {
  name: string;
  badge?: string | undefined;
  /** Beside the name. */
  count: string;
  children: ReactNode;
  /** Left out: not offered. */
  onEdit?: (() => void) | undefined;
  onDelete?: (() => void) | undefined;
}

export function PartRow({ name, badge, count, children, onEdit, onDelete }: PartRowProps) {
  const { t } = useTranslation();
  return (
    <li className="part">
      <div className="part-text">
        <span className="part-name">
          <bdi>{name}</bdi>
          {badge === undefined ? null : <span className="part-badge">{badge}</span>}
          <span className="part-count nh-small nh-muted">{count}</span>
        </span>
        {children}
      </div>
      <div className="part-actions">
        {onEdit === undefined ? null : (
          <ActionIcon
            variant="subtle"
            size={40}
            className="quiet-icon"
            aria-label={t('rights.editNamed', { name })}
            title={t('rights.edit')}
            onClick={onEdit}
          >
            <IconPencil size={19} stroke={1.7} aria-hidden="true" />
          </ActionIcon>
        )}
        {onDelete === undefined ? null : (
          <ActionIcon
            variant="subtle"
            size={40}
            className="quiet-icon"
            aria-label={t('rights.deleteNamed', { name })}
            title={t('rights.delete')}
            onClick={onDelete}
          >
            <IconTrash size={19} stroke={1.7} aria-hidden="true" />
          </ActionIcon>
        )}
      </div>
    </li>
  );
}
