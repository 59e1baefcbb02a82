// How a member appears to others, and in which language the portal speaks to them.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { localeNames, localeSchema, updateMeSchema } from '@nearhand/protocol';
import { IconCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { changeLocale, locales, pickLocale } from '../i18n/i18n.ts';
import { useMe } from '../member/member.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { ChangePasswordWindow } from './change-password-window.tsx';
import { Devices } from './devices.tsx';
import { TwoFactorSection } from './two-factor-section.tsx';
import './profile.css';

export function ProfilePage() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const queryClient = useQueryClient();
  const [password, setPassword] = useState<'kept' | 'changing' | 'changed'>('kept');
  usePageTitle(t('profile.title'));

  const form = useForm({
    initial: { name: me.member.name, locale: me.locale ?? pickLocale([i18n.language]) },
    schema: updateMeSchema.required(),
    send: async ({ name, locale }) => {
      const chosen = localeSchema.parse(locale);
      await api.updateMe({ name, locale: chosen });
      await changeLocale(i18n, chosen);
      await queryClient.invalidateQueries({ queryKey: queryKeys.me });
    },
  });

  return (
    <div className="page profile">
      <div className="page-head">
        <div>
          <h1>{t('profile.title')}</h1>
          <p>{t('profile.lead')}</p>
        </div>
      </div>
      <form className="form" {...form.formProps}>
        <TextInput
          label={t('profile.name')}
          description={t('profile.nameHint')}
          autoComplete="name"
          {...form.field('name')}
        />
        <NativeSelect
          label={t('profile.language')}
          data={locales.map((locale) => ({ value: locale, label: localeNames[locale] }))}
          {...form.field('locale')}
        />
        <FormError error={form.sending.error} />
        <div className="profile-save">
          <Button type="submit" loading={form.sending.isPending}>
            {t('action.save')}
          </Button>
          <Button variant="subtle" onClick={() => setPassword('changing')}>
            {t('password.change')}
          </Button>
          <output className="profile-saved">
            {password === 'changed' || form.sending.isSuccess ? (
              <>
                <IconCheck size={18} aria-hidden="true" />
                {password === 'changed' ? t('password.changed') : t('profile.saved')}
              </>
            ) : null}
          </output>
        </div>
      </form>
      <Facts />
      <TwoFactorSection />
      <Devices />
      <ChangePasswordWindow
        opened={password === 'changing'}
        onClose={() => setPassword('kept')}
        onChanged={() => setPassword('changed')}
      />
    </div>
  );
}

function Facts() {
  const { t } = useTranslation();
  const { member, organisation } = useMe();
  return (
    <dl className="profile-facts">
      <dt>{t('profile.email')}</dt>
      <dd>{member.email}</dd>
      <dt>{t('profile.organisation')}</dt>
      <dd>{organisation.name}</dd>
      <dt>{t('profile.role')}</dt>
      <dd>{t(`profile.roles.${member.role}`)}</dd>
    </dl>
  );
}
