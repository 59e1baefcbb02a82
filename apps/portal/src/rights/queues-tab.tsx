// Queues, and making them. Who serves one is chosen in the groups.
import { TextInput } from '@mantine/core';
import { type Queue, newQueueSchema } from '@nearhand/protocol';
import { IconStack2 } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queuesQuery, rightsApi } from '../api/rights.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { useFormat } from '../i18n/format.ts';
import { useRight } from '../member/member.ts';
import { Dialog } from '../shell/dialog.tsx';
import { DeleteWindow } from './delete-window.tsx';
import { PartList } from './part-list.tsx';
import { PartRow } from './part-row.tsx';

export function QueuesTab() {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useQuery(queuesQuery);
  const mayEdit = useRight('roles.edit');
  const [editing, setEditing] = useState<Queue | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Queue | null>(null);
  return (
    <>
      <PartList
        label={t('rights.queues.title')}
        lead={t('rights.queues.lead')}
        createLabel={t('rights.queues.create')}
        list={list}
        empty={{ icon: IconStack2, title: t('rights.queues.empty'), text: t('rights.queues.emptyText') }}
        onCreate={() => setEditing('new')}
        row={(queue) => (
          <PartRow
            key={queue.id}
            name={queue.name}
            count={t('rights.queues.requests', { count: queue.requests })}
            onEdit={mayEdit ? () => setEditing(queue) : undefined}
            onDelete={mayEdit && queue.reached ? () => setDeleting(queue) : undefined}
          >
            <bdi className="nh-small nh-muted">
              {queue.groups.length === 0
                ? t('rights.queues.servedByNobody')
                : t('rights.queues.servedBy', { names: format.listOf(queue.groups.map(({ name }) => name)) })}
            </bdi>
          </PartRow>
        )}
      />
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === 'new' ? t('rights.queues.create') : t('rights.queues.edit')}
      >
        {editing === null ? null : (
          <QueueForm queue={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
        )}
      </Dialog>
      <DeleteWindow
        part={deleting}
        text={t('rights.queues.deleteText')}
        onClose={() => setDeleting(null)}
        onDelete={() => rightsApi.deleteQueue(deleting?.id ?? '')}
      />
    </>
  );
}

function QueueForm({ queue, onClose }: { queue: Queue | null; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({
    initial: { name: queue?.name ?? '' },
    schema: newQueueSchema,
    send: async ({ name }) => {
      await rightsApi.saveQueue(queue?.id ?? null, name);
      await client.invalidateQueries();
      onClose();
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <TextInput label={t('rights.name')} autoComplete="off" data-autofocus {...form.field('name')} />
      <FormActions sending={form.sending} submitLabel={t('rights.save')} onCancel={onClose} />
    </form>
  );
}
