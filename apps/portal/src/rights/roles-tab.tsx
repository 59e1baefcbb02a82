// The roles there are, and making own ones.
import { NativeSelect } from '@mantine/core';
import { type RoleView, mayShapeRights, roleIdSchema } from '@nearhand/protocol';
import { IconShieldHalf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rightsApi, rolesQuery } from '../api/rights.ts';
import { useMe } from '../member/member.ts';
import { useRoleName } from '../member/role-name.ts';
import { DeleteWindow } from './delete-window.tsx';
import { PartList } from './part-list.tsx';
import { PartRow } from './part-row.tsx';
import { useRightsWords } from './rights-words.ts';
import { RoleWindow } from './role-window.tsx';

/** `'new'`: one to be made. */
type Editing = RoleView | 'new' | null;

export function RolesTab() {
  const { t } = useTranslation();
  const list = useQuery(rolesQuery);
  const me = useMe();
  const roleName = useRoleName();
  const rightsWords = useRightsWords();
  const [editing, setEditing] = useState<Editing>(null);
  const [deleting, setDeleting] = useState<RoleView | null>(null);
  const mayShape = (role: RoleView) =>
    role.name !== null && mayShapeRights({ role: me.member.role, rights: me.rights }, role.rights, []);
  return (
    <>
      <PartList
        label={t('rights.roles.title')}
        lead={t('rights.roles.lead')}
        createLabel={t('rights.roles.create')}
        list={list}
        empty={{ icon: IconShieldHalf, title: t('rights.roles.title'), text: t('rights.roles.lead') }}
        onCreate={() => setEditing('new')}
        row={(role) => (
          <PartRow
            key={role.id}
            name={roleName(role.id, role.name)}
            badge={role.name === null ? t('rights.roles.builtIn') : undefined}
            count={t('rights.members', { count: role.members })}
            onEdit={mayShape(role) ? () => setEditing(role) : undefined}
            onDelete={mayShape(role) ? () => setDeleting(role) : undefined}
          >
            <span className="nh-small nh-muted">{rightsWords(role.rights)}</span>
          </PartRow>
        )}
      />
      <RoleWindow editing={editing} onClose={() => setEditing(null)} />
      <DeleteRoleWindow role={deleting} roles={list.data ?? []} onClose={() => setDeleting(null)} />
    </>
  );
}

interface DeleteRoleWindowProps {
  role: RoleView | null;
  roles: readonly RoleView[];
  onClose: () => void;
}

/** Asks where the members go, if there are any. */
function DeleteRoleWindow({ role, roles, onClose }: DeleteRoleWindowProps) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const [moveTo, setMoveTo] = useState('technician');
  const hasMembers = (role?.members ?? 0) > 0;
  return (
    <DeleteWindow
      part={role === null ? null : { name: role.name ?? '' }}
      text={t('rights.roles.deleteText')}
      onClose={onClose}
      onDelete={() => rightsApi.deleteRole(role?.id ?? '', hasMembers ? roleIdSchema.parse(moveTo) : undefined)}
    >
      {hasMembers ? (
        <NativeSelect
          label={t('rights.roles.moveTo')}
          description={t('rights.members', { count: role?.members ?? 0 })}
          data={roles
            .filter(({ id }) => id !== role?.id)
            .map(({ id, name }) => ({ value: id, label: roleName(id, name) }))}
          value={moveTo}
          onChange={(event) => setMoveTo(event.currentTarget.value)}
        />
      ) : null}
    </DeleteWindow>
  );
}
