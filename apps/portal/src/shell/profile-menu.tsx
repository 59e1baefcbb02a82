// The member's own menu: language, appearance, profile, sign out.
import { Menu, UnstyledButton } from '@mantine/core';
import { type Locale, localeNames, localeSchema } from '@nearhand/protocol';
import { useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconMoon, IconSelector, IconSun, IconSunMoon, IconUser, IconWorld } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { myPresenceQuery } from '../api/presence.ts';
import { mutationKeys, queryKeys } from '../api/queries.ts';
import { changeLocale, locales } from '../i18n/i18n.ts';
import { Avatar } from '../member/avatar.tsx';
import { useMe } from '../member/member.ts';
import { PresenceItems } from '../presence/presence-items.tsx';
import { WithPresence } from '../presence/presence-mark.tsx';
import { OrganisationItems } from '../organisations/organisation-items.tsx';

const menuIcon = { size: 18, stroke: 1.7, 'aria-hidden': true } as const;

export function ProfileMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const mine = useQuery(myPresenceQuery);
  const signOut = useMutation({
    mutationKey: mutationKeys.signOut,
    mutationFn: api.signOut,
    // A fresh page: nothing of this member stays in the tab's memory.
    onSettled: () => window.location.assign('/sign-in'),
  });

  return (
    <Menu position="top-start" width={248} offset={10}>
      <Menu.Target>
        <UnstyledButton className="profile-button" data-tour="you">
          <span className="nh-hidden">{t('shell.profileMenu')}</span>
          <WithPresence presence={mine.data?.presence}>
            <Avatar name={me.member.name} picture={me.profile.picture} />
          </WithPresence>
          <span className="profile-names">
            <span className="profile-name nh-ellipsis">{me.member.name}</span>
            <span className="nh-small nh-muted nh-ellipsis">{me.organisation.name}</span>
          </span>
          <span className="profile-you">{t('shell.you')}</span>
          <IconSelector size={18} stroke={1.6} aria-hidden="true" className="profile-chevron" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUser {...menuIcon} />} onClick={() => void navigate({ to: '/profile' })}>
          {t('shell.profile')}
        </Menu.Item>
        <Menu.Divider />
        <PresenceItems />
        <OrganisationItems />
        <LanguageItems />
        <Menu.Divider />
        <AppearanceItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout {...menuIcon} />} onClick={() => signOut.mutate()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function LanguageItems() {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: (locale: Locale) => api.updateMe({ locale }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.me }),
  });
  const choose = (value: string) => {
    const locale = localeSchema.parse(value);
    void changeLocale(i18n, locale);
    save.mutate(locale);
  };
  return (
    <>
      <Menu.Label className="menu-label">
        <IconWorld size={16} stroke={1.7} aria-hidden="true" />
        {t('shell.language')}
      </Menu.Label>
      <Menu.RadioGroup value={i18n.language} onChange={choose}>
        {locales.map((locale) => (
          <Menu.RadioItem key={locale} value={locale} lang={locale}>
            {localeNames[locale]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

const appearances = [
  { value: 'light', label: 'shell.themeLight', icon: IconSun },
  { value: 'dark', label: 'shell.themeDark', icon: IconMoon },
  { value: 'auto', label: 'shell.themeAuto', icon: IconSunMoon },
] as const;

function AppearanceItems() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choose = (value: string) => {
    const chosen = appearances.find((appearance) => appearance.value === value);
    if (chosen) setColorScheme(chosen.value);
  };
  return (
    <>
      <Menu.Label className="menu-label">
        <IconSunMoon size={16} stroke={1.7} aria-hidden="true" />
        {t('shell.theme')}
      </Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={choose}>
        {appearances.map(({ value, label }) => (
          <Menu.RadioItem key={value} value={value}>
            {t(label)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
