// The plain list of computers, each with its state and one click to connect.
import { Button, Skeleton } from '@mantine/core';
import type { Computer } from '@nearhand/protocol';
import { IconDeviceDesktop, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { computersQuery } from '../api/queries.ts';
import { useRight } from '../member/member.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { Loading } from '../shell/loading.tsx';
import { EmptyNote, FailureNote } from '../shell/notes.tsx';
import { AddComputerWindow } from './adding/add-computer-window.tsx';
import { ComputerRow } from './computer-row.tsx';
import { SettingsWindow } from './settings-window.tsx';
import { GiveUpWindow } from './sharing/give-up-window.tsx';
import { ShareWindow } from './sharing/share-window.tsx';
import { WithheldNote } from './withheld-note.tsx';
import './computers.css';

/** One's own first, then what others share; who can be reached, then by name. */
function inOrder(computers: readonly Computer[], locale: string): Computer[] {
  return computers.toSorted(
    (a, b) =>
      Number(a.sharedBy !== null) - Number(b.sharedBy !== null) ||
      Number(b.online) - Number(a.online) ||
      a.name.localeCompare(b.name, locale, { numeric: true }),
  );
}

export function ComputersPage() {
  const { t } = useTranslation();
  const mayAdd = useRight('computers.add');
  const [isAdding, setAdding] = useState(false);
  usePageTitle(t('computers.title'));
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('computers.title')}</h1>
          <p>{t('computers.lead')}</p>
        </div>
        {mayAdd ? (
          <Button
            className="page-action"
            aria-label={t('adding.button')}
            leftSection={<IconPlus size={18} stroke={1.8} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            {t('adding.button')}
          </Button>
        ) : null}
      </div>
      <ComputerList />
      <AddComputerWindow opened={isAdding} onClose={() => setAdding(false)} />
    </div>
  );
}

/** Over the list, about one of it. */
interface OpenWindow {
  readonly kind: 'share' | 'settings' | 'giveUp';
  readonly id: string;
}

function ComputerList() {
  const { t, i18n } = useTranslation();
  const list = useQuery(computersQuery);
  const [open, setOpen] = useState<OpenWindow | null>(null);
  if (list.isPending) return <ListSkeleton />;
  if (list.isError && list.data === undefined) {
    return <FailureNote error={list.error} onRetry={() => void list.refetch()} />;
  }
  // As it is now: it may have gone meanwhile.
  const inWindow = list.data?.computers.find(({ id }) => id === open?.id) ?? null;
  const close = () => setOpen(null);
  const computers = inOrder(list.data?.computers ?? [], i18n.language);
  // The demo computer of others is one more to connect to.
  const owned = computers.filter(({ kind, sharedBy }) => kind === 'enrolled' || sharedBy !== null);
  const demos = computers.filter(({ kind, sharedBy }) => kind === 'demo' && sharedBy === null);
  const own =
    owned.length === 0 ? (
      <EmptyNote icon={IconDeviceDesktop} title={t('computers.emptyTitle')} text={t('computers.emptyText')} />
    ) : (
      <ul className="computers" aria-label={t('computers.title')}>
        {owned.map((computer) => (
          <ComputerRow
            key={computer.id}
            computer={computer}
            stands="first"
            onShare={() => setOpen({ kind: 'share', id: computer.id })}
            onSettings={() => setOpen({ kind: 'settings', id: computer.id })}
            onGiveUp={() => setOpen({ kind: 'giveUp', id: computer.id })}
          />
        ))}
      </ul>
    );
  const demo =
    demos.length === 0 ? null : (
      <DemoSection computers={demos} stands={owned.length === 0 ? 'first' : 'aside'} onOpen={setOpen} />
    );
  // With nothing of one's own yet, the one thing that can be tried comes first.
  return (
    <div className="computers-groups">
      <WithheldNote withheld={list.data?.withheld ?? []} />
      {owned.length === 0 ? demo : own}
      {owned.length === 0 ? own : demo}
      <ShareWindow computer={open?.kind === 'share' ? inWindow : null} onClose={close} />
      <GiveUpWindow computer={open?.kind === 'giveUp' ? inWindow : null} onClose={close} />
      <SettingsWindow computer={open?.kind === 'settings' ? inWindow : null} onClose={close} />
    </div>
  );
}

interface DemoSectionProps {
  computers: readonly Computer[];
  stands: 'first' | 'aside';
  onOpen: (window: OpenWindow) => void;
}

function DemoSection({ computers, stands, onOpen }: DemoSectionProps) {
  const { t } = useTranslation();
  return (
    <section className="computers-demo" aria-labelledby="computers-demo">
      <h2 id="computers-demo">{t('computers.demo')}</h2>
      <p className="nh-muted">{t('computers.demoText')}</p>
      <ul className="computers" aria-labelledby="computers-demo">
        {computers.map((computer) => (
          <ComputerRow
            key={computer.id}
            computer={computer}
            stands={stands}
            onShare={() => onOpen({ kind: 'share', id: computer.id })}
            onSettings={() => onOpen({ kind: 'settings', id: computer.id })}
            onGiveUp={() => onOpen({ kind: 'giveUp', id: computer.id })}
          />
        ))}
      </ul>
    </section>
  );
}

function ListSkeleton() {
  return (
    <Loading className="computers">
      {[1, 2, 3].map((row) => (
        <div key={row} className="computer">
          <Skeleton height={44} width={44} radius="md" />
          <div className="computer-text">
            <Skeleton height={14} width="38%" />
            <Skeleton height={11} width="22%" mt={10} />
          </div>
        </div>
      ))}
    </Loading>
  );
}
