// The organisations in the member's menu: which one this is, and the way to the others.
import { Menu } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { organisationsQuery } from '../api/organisations.ts';
import { useMe } from '../member/member.ts';
import { useEnterOrganisation } from './enter.ts';
import './shell-parts.css';

/** More than these are on the page of organisations only. */
const maxShown = 6;

export function OrganisationItems() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const enter = useEnterOrganisation();
  const { data } = useQuery(organisationsQuery);
  const all = data?.organisations ?? [];
  if (all.length < 2 && data?.founding !== 'allowed') return null;
  const others = all.filter(({ id }) => id !== me.organisation.id);
  const shown = [me.organisation, ...others.slice(0, maxShown - 1)];
  return (
    <>
      <Menu.Label className="menu-label">
        <IconBuilding size={16} stroke={1.7} aria-hidden="true" />
        {t('organisations.title')}
      </Menu.Label>
      <Menu.RadioGroup
        value={me.organisation.id}
        onChange={(id) => {
          if (id !== me.organisation.id) enter.mutate(id);
        }}
      >
        {shown.map(({ id, name }) => (
          <Menu.RadioItem key={id} value={id} className="organisation-item">
            <bdi className="nh-ellipsis">{name}</bdi>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Item className="organisation-more" onClick={() => void navigate({ to: '/organisations' })}>
        {t('organisations.manage')}
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}
