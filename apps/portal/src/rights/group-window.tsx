// Making or changing a technician group: who is in it, what it serves and reaches, which rights it adds.
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type Group, type Named, newGroupSchema } from '@nearhand/protocol';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { computersQuery, membersQuery } from '../api/queries.ts';
import { queuesQuery, rightsApi } from '../api/rights.ts';
import { computerName } from '../computers/computer-name.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { useRight } from '../member/member.ts';
import { Dialog } from '../shell/dialog.tsx';
import { PickField } from './pick-field.tsx';
import { RightsField } from './rights-field.tsx';

const typingPauseMs = 250;

interface GroupWindowProps {
  /** Null: closed. */
  editing: Group | 'new' | null;
  onClose: () => void;
}

export function GroupWindow({ editing, onClose }: GroupWindowProps) {
  const { t } = useTranslation();
  const title = editing === 'new' ? t('rights.groups.create') : t('rights.groups.edit');
  return (
    <Dialog opened={editing !== null} onClose={onClose} title={title} size={560}>
      {editing === null ? null : <GroupForm group={editing === 'new' ? null : editing} onClose={onClose} />}
    </Dialog>
  );
}

const idsOf = (named: readonly Named[] | undefined) => (named ?? []).map(({ id }) => id);

function GroupForm({ group, onClose }: { group: Group | null; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [rights, setRights] = useState(group?.rights ?? []);
  const [memberIds, setMemberIds] = useState(idsOf(group?.members));
  const [queueIds, setQueueIds] = useState(idsOf(group?.queues));
  const [computerIds, setComputerIds] = useState(idsOf(group?.computers));
  const queues = useQuery({ ...queuesQuery, enabled: useRight('requests.view') });
  const computers = useQuery({ ...computersQuery, enabled: useRight('computers.view') });
  const form = useForm({
    initial: { name: group?.name ?? '' },
    schema: newGroupSchema.pick({ name: true }),
    send: async ({ name }) => {
      await rightsApi.saveGroup(group?.id ?? null, { name, rights, memberIds, queueIds, computerIds });
      await client.invalidateQueries();
      onClose();
    },
  });
  const named = (computers.data?.computers ?? [])
    // What others share is not handed out.
    .filter(({ sharedBy }) => sharedBy === null)
    .map((one) => ({ id: one.id, name: computerName(one, t) }));
  return (
    <form className="form" {...form.formProps}>
      <TextInput label={t('rights.name')} autoComplete="off" data-autofocus {...form.field('name')} />
      <MembersField known={group?.members ?? []} chosen={memberIds} onChange={setMemberIds} />
      <PickField
        label={t('rights.groups.queues')}
        emptyText={t('rights.groups.noQueues')}
        options={joined(queues.data ?? [], group?.queues)}
        chosen={queueIds}
        onChange={setQueueIds}
      />
      <PickField
        label={t('rights.groups.computers')}
        emptyText={t('rights.groups.noComputers')}
        options={joined(named, group?.computers)}
        chosen={computerIds}
        onChange={setComputerIds}
      />
      <RightsField label={t('rights.groups.rights')} chosen={rights} onChange={setRights} />
      <FormActions sending={form.sending} submitLabel={t('rights.save')} onCancel={onClose} />
    </form>
  );
}

/** What is chosen already may be out of one's own reach, and stays. */
function joined(options: readonly Named[], chosen: readonly Named[] = []): Named[] {
  return [...options, ...chosen.filter(({ id }) => !options.some((option) => option.id === id))];
}

interface MembersFieldProps {
  known: readonly Named[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** There may be thousands: the server searches. Whoever was found once is remembered. */
function MembersField({ known, chosen, onChange }: MembersFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, typingPauseMs);
  const found = useInfiniteQuery(membersQuery(asked));
  const [seen, setSeen] = useState<readonly Named[]>(known);
  const members = found.data?.pages.flatMap((page) => page.members) ?? [];
  const options = joined(members, seen);
  const choose = (ids: string[]) => {
    setSeen(options.filter(({ id }) => ids.includes(id)));
    onChange(ids);
  };
  return (
    <PickField
      label={t('rights.groups.members')}
      emptyText={t('rights.nothingFound')}
      options={options}
      chosen={chosen}
      onChange={choose}
      onSearch={setText}
    />
  );
}
