// The organisations one belongs to: go to one, rename or leave the one this page shows, found a further one.
import { Button, Skeleton } from '@mantine/core';
import type { OwnOrganisation } from '@nearhand/protocol';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisationsQuery } from '../api/organisations.ts';
import { FormError } from '../form/form-error.tsx';
import { useMe } from '../member/member.ts';
import { useRoleName } from '../member/role-name.ts';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { useEnterOrganisation } from './enter.ts';
import { LeaveWindow } from './leave-window.tsx';
import { NewOrganisationWindow } from './new-organisation-window.tsx';
import { RenameWindow } from './rename-window.tsx';
import './organisations.css';

export function OrganisationsPage() {
  const { t } = useTranslation();
  const list = useQuery(organisationsQuery);
  const [founding, setFounding] = useState(false);
  usePageTitle(t('organisations.title'));
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('organisations.title')}</h1>
          <p>{t('organisations.lead')}</p>
        </div>
        {list.data?.founding === 'allowed' ? (
          <Button
            className="page-action"
            aria-label={t('organisations.create')}
            leftSection={<IconPlus size={18} stroke={1.9} aria-hidden="true" />}
            onClick={() => setFounding(true)}
          >
            {t('organisations.create')}
          </Button>
        ) : null}
      </div>
      {list.data !== undefined ? (
        <>
          <OrganisationList organisations={list.data.organisations} />
          {list.data.founding === 'allowed' ? null : (
            <p className="organisations-closed nh-muted">{t(`organisations.${list.data.founding}`)}</p>
          )}
        </>
      ) : list.isError ? (
        <FailureNote error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <ListSkeleton />
      )}
      <NewOrganisationWindow opened={founding} onClose={() => setFounding(false)} />
    </div>
  );
}

function OrganisationList({ organisations }: { organisations: readonly OwnOrganisation[] }) {
  const { t } = useTranslation();
  const current = useMe().organisation.id;
  const roleName = useRoleName();
  const enter = useEnterOrganisation();
  const [leaving, setLeaving] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const busyWith = enter.isPending || enter.isSuccess ? enter.variables : null;
  return (
    <>
      <FormError error={enter.error} />
      <ul className="organisations" aria-label={t('organisations.title')}>
        {organisations.map(({ id, name, role, roleName: ownName }) => (
          <li key={id} className="organisation">
            <span className="organisation-mark" aria-hidden="true">
              <IconBuilding size={20} stroke={1.6} />
            </span>
            <div className="organisation-text">
              <bdi className="organisation-name nh-ellipsis">{name}</bdi>
              <bdi className="nh-small nh-muted">{roleName(role, ownName)}</bdi>
            </div>
            {id === current ? (
              <>
                <span className="organisation-here">{t('organisations.here')}</span>
                <div className="organisation-actions">
                  {role === 'owner' ? (
                    <Button variant="default" onClick={() => setRenaming(true)}>
                      {t('organisations.rename')}
                    </Button>
                  ) : null}
                  {organisations.length > 1 ? (
                    <Button variant="default" onClick={() => setLeaving(true)}>
                      {t('organisations.leave')}
                    </Button>
                  ) : null}
                </div>
              </>
            ) : (
              <Button
                variant="default"
                aria-label={t('organisations.enterNamed', { name })}
                loading={busyWith === id}
                disabled={busyWith !== null}
                onClick={() => enter.mutate(id)}
              >
                {t('organisations.enter')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <RenameWindow opened={renaming} onClose={() => setRenaming(false)} />
      <LeaveWindow opened={leaving} onClose={() => setLeaving(false)} />
    </>
  );
}

function ListSkeleton() {
  return (
    <Loading className="organisations">
      {[1, 2].map((row) => (
        <div key={row} className="organisation">
          <Skeleton height={40} width={40} radius="md" />
          <div className="organisation-text">
            <Skeleton height={14} width="38%" />
            <Skeleton height={11} width="18%" mt={10} />
          </div>
        </div>
      ))}
    </Loading>
  );
}
