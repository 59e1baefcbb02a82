// The member's own presence in the menu: how they appear, and the choice.
import { Menu } from '@mantine/core';
import { presenceChoices, presenceChoiceSchema } from '@nearhand/protocol';
import { IconCircleDot } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { choosePresence, myPresenceQuery } from '../api/presence.ts';
import { usePresenceWords } from './presence-mark.tsx';

export function PresenceItems() {
  const { t } = useTranslation();
  const words = usePresenceWords();
  const client = useQueryClient();
  const { data } = useQuery(myPresenceQuery);
  const choice = useMutation({
    mutationFn: choosePresence,
    onSuccess: (mine) => client.setQueryData(myPresenceQuery.queryKey, mine),
  });
  if (data === undefined) return null;
  return (
    <>
      <Menu.Label className="menu-label">
        <IconCircleDot size={16} stroke={1.7} aria-hidden="true" />
        {t('presence.youAppear', { as: words(data.presence) })}
      </Menu.Label>
      <Menu.RadioGroup
        value={choice.isPending ? choice.variables : data.choice}
        onChange={(value) => choice.mutate(presenceChoiceSchema.parse(value))}
      >
        {presenceChoices.map((value) => (
          <Menu.RadioItem key={value} value={value} closeMenuOnClick={false}>
            {t(`presence.choices.${value}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
    </>
  );
}
