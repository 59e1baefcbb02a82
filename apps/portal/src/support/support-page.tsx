// Remote support: the list with its filters, and the windows that open over it. Filters and the open invitation are in
// the address, so that they can be shared and survive a reload.
import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Outlet, getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestFilter } from '../api/api.ts';
import { useMayInvite, useRight } from '../member/member.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { SearchField } from '../shell/search-field.tsx';
import { InvitationWindow } from './invitation-window.tsx';
import { NewRequestWindow } from './new-request-window.tsx';
import { RequestList } from './request-list.tsx';
import './support.css';

const route = getRouteApi('/member/shell/support');

function filterState(value: string): RequestFilter['state'] {
  return value === 'ended' || value === 'all' ? value : 'live';
}

export function SupportPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayEdit = useRight('requests.edit');
  const mayInvite = useMayInvite();
  const [creating, setCreating] = useState(false);
  const filter: RequestFilter = { state: search.state ?? 'live', text: search.text ?? '' };
  usePageTitle(t('support.title'));

  const setFilter = (next: RequestFilter) =>
    void navigate({
      to: '/support',
      search: { state: next.state === 'live' ? undefined : next.state, text: next.text === '' ? undefined : next.text },
      replace: true,
    });
  // From where one is: details that are open beneath stay open.
  const navigateHere = useNavigate();
  const setInvite = (invite: string | undefined) =>
    void navigateHere({ to: '.', search: (before) => ({ ...before, invite }), replace: true });

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('support.title')}</h1>
        {mayEdit ? (
          <Button
            className="page-action"
            aria-label={t('support.newRequest')}
            leftSection={<IconPlus size={18} aria-hidden="true" />}
            onClick={() => setCreating(true)}
          >
            {t('support.newRequest')}
          </Button>
        ) : null}
      </div>
      <div className="support-filters">
        <SegmentedControl
          aria-label={t('support.filter')}
          value={filter.state}
          onChange={(state) => setFilter({ ...filter, state: filterState(state) })}
          data={[
            { value: 'live', label: t('support.live') },
            { value: 'ended', label: t('support.ended') },
            { value: 'all', label: t('support.all') },
          ]}
        />
        <SearchField label={t('support.search')} text={filter.text} onText={(text) => setFilter({ ...filter, text })} />
      </div>
      <RequestList
        filter={filter}
        onInvite={setInvite}
        onNew={() => setCreating(true)}
        onShowAll={() => setFilter({ ...filter, state: 'all' })}
      />
      <Outlet />
      <NewRequestWindow
        opened={creating}
        onClose={() => setCreating(false)}
        onCreated={(requestId) => {
          setCreating(false);
          if (mayInvite) setInvite(requestId);
        }}
      />
      <InvitationWindow requestId={mayInvite ? search.invite : undefined} onClose={() => setInvite(undefined)} />
    </div>
  );
}
