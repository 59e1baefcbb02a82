// The frame of a list of roles, groups or queues: what they are for, the way to a new one, loading, failure, emptiness.
import { Button, Skeleton } from '@mantine/core';
import { IconPlus, type TablerIcon } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useRight } from '../member/member.ts';
import { Loading } from '../shell/loading.tsx';
import { EmptyNote, FailureNote } from '../shell/notes.tsx';
import './rights.css';

interface PartListProps<Part> {
  label: string;
  lead: string;
  createLabel: string;
  list: UseQueryResult<readonly Part[]>;
  empty: { icon: TablerIcon; title: string; text: string };
  onCreate: () => void;
  row: (part: Part) => ReactNode;
}

export function PartList<Part>({ label, lead, createLabel, list, empty, onCreate, row }: PartListProps<Part>) {
  const mayEdit = useRight('roles.edit');
  const create = (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={onCreate}>
      {createLabel}
    </Button>
  );
  const isEmpty = list.data?.length === 0;
  return (
    <>
      <div className="part-head">
        <p className="nh-muted">{lead}</p>
        {mayEdit && !isEmpty ? create : null}
      </div>
      {list.isPending ? (
        <PartSkeleton />
      ) : list.data === undefined ? (
        <FailureNote error={list.error} onRetry={() => void list.refetch()} />
      ) : isEmpty ? (
        <EmptyNote {...empty}>{mayEdit ? create : null}</EmptyNote>
      ) : (
        <ul className="parts" aria-label={label}>
          {list.data.map(row)}
        </ul>
      )}
    </>
  );
}

function PartSkeleton() {
  return (
    <Loading className="parts">
      {[1, 2, 3].map((line) => (
        <div key={line} className="part">
          <div className="part-text">
            <Skeleton height={15} width="28%" />
            <Skeleton height={11} width="62%" mt={8} />
          </div>
        </div>
      ))}
    </Loading>
  );
}
