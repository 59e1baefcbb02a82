// What members say about themselves, saved at once; changing the password has its own window.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import {
  type Me,
  countrySchema,
  dateFormatSchema,
  firstNameSchema,
  lastNameSchema,
  localeNames,
  localeSchema,
  timeZoneSchema,
  userNameSchema,
} from '@nearhand/protocol';
import { IconCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { changeLocale, locales, pickLocale } from '../i18n/i18n.ts';
import { useMe } from '../member/member.ts';
import { ChangePasswordWindow } from './change-password-window.tsx';
import { countryChoices, dateFormatChoices, timeZoneChoices, usualDate } from './profile-choices.ts';

/** Nothing chosen is an empty field here and null on the wire. */
const orNothing = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => null), schema]);
const formSchema = z.object({
  firstName: firstNameSchema,
  lastName: lastNameSchema,
  userName: orNothing(userNameSchema),
  locale: localeSchema,
  country: orNothing(countrySchema),
  timeZone: orNothing(timeZoneSchema),
  dateFormat: orNothing(dateFormatSchema),
});

function initialValues({ profile, locale }: Me, language: string) {
  return {
    firstName: profile.firstName,
    lastName: profile.lastName,
    userName: profile.userName ?? '',
    locale: String(locale ?? pickLocale([language])),
    country: profile.country ?? '',
    timeZone: profile.timeZone ?? '',
    dateFormat: String(profile.dateFormat ?? ''),
  };
}

export function ProfileForm() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const queryClient = useQueryClient();
  const [password, setPassword] = useState<'kept' | 'changing' | 'changed'>('kept');
  const form = useForm({
    initial: initialValues(me, i18n.language),
    schema: formSchema,
    send: async (values) => {
      const change = formSchema.parse(values);
      await api.updateMe(change);
      await changeLocale(i18n, change.locale);
      await queryClient.invalidateQueries({ queryKey: queryKeys.me });
    },
  });
  const saved = password === 'changed' ? t('password.changed') : form.sending.isSuccess ? t('profile.saved') : null;

  return (
    <>
      <form className="form" {...form.formProps}>
        <div className="profile-pair">
          <TextInput label={t('profile.firstName')} autoComplete="given-name" {...form.field('firstName')} />
          <TextInput label={t('profile.lastName')} autoComplete="family-name" {...form.field('lastName')} />
          <p className="profile-pair-hint nh-muted">{t('profile.nameHint')}</p>
        </div>
        <TextInput
          label={t('profile.userName')}
          description={t('profile.userNameHint')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...form.field('userName')}
        />
        <PlaceFields field={form.field} country={form.values.country} chosenZone={me.profile.timeZone} />
        <FormError error={form.sending.error} />
        <div className="profile-save">
          <Button type="submit" loading={form.sending.isPending}>
            {t('action.save')}
          </Button>
          <Button variant="subtle" onClick={() => setPassword('changing')}>
            {t(me.hasPassword ? 'password.change' : 'password.choose')}
          </Button>
          <output className="profile-saved">
            {saved === null ? null : (
              <>
                <IconCheck size={18} aria-hidden="true" />
                {saved}
              </>
            )}
          </output>
        </div>
      </form>
      <ChangePasswordWindow
        opened={password === 'changing'}
        onClose={() => setPassword((before) => (before === 'changed' ? before : 'kept'))}
        onChanged={() => setPassword('changed')}
      />
    </>
  );
}

interface PlaceFieldsProps {
  field: (name: 'locale' | 'country' | 'timeZone' | 'dateFormat') => object;
  country: string;
  chosenZone: string | null;
}

/** Language, country, time zone, date format. */
function PlaceFields({ field, country, chosenZone }: PlaceFieldsProps) {
  const { t, i18n } = useTranslation();
  const [year] = useState(() => new Date().getFullYear());
  const countryNames = useMemo(() => countryChoices(i18n.language), [i18n.language]);
  const zones = useMemo(() => timeZoneChoices(chosenZone, t('profile.otherZones')), [chosenZone, t]);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll('_', ' ');
  const example = usualDate(year, i18n.language, country === '' ? null : country);
  return (
    <div className="profile-pair">
      <NativeSelect
        label={t('profile.language')}
        data={locales.map((locale) => ({ value: locale, label: localeNames[locale] }))}
        {...field('locale')}
      />
      <NativeSelect
        label={t('profile.country')}
        data={[{ value: '', label: t('profile.noCountry') }, ...countryNames]}
        {...field('country')}
      />
      <NativeSelect
        label={t('profile.timeZone')}
        data={[{ value: '', label: t('profile.deviceZone', { zone }) }, ...zones]}
        {...field('timeZone')}
      />
      <NativeSelect
        label={t('profile.dateFormat')}
        data={[{ value: '', label: t('profile.usualFormat', { example }) }, ...dateFormatChoices(year)]}
        {...field('dateFormat')}
      />
    </div>
  );
}
