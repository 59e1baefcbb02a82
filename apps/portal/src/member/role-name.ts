// What a role is called: built-in ones in one's own language, an organisation's own by their name.
import { type RoleId, roleSchema } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';

export function useRoleName(): (id: RoleId, name: string | null) => string {
  const { t } = useTranslation();
  return (id, name) => {
    const builtIn = roleSchema.safeParse(id);
    return builtIn.success ? t(`profile.roles.${builtIn.data}`) : (name ?? '');
  };
}
