// The mail server: as it was said at the start, or set here; and a test.
import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { Button } from '@mantine/core';
import { type ChangeMailSettings, type MailSettings, changeMailSettingsSchema } from '@nearhand/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { hostApi } from '../api/host.ts';
import { mailSettingsQuery } from '../api/queries.ts';
import { useForm } from '../form/use-form.ts';
import { FormActions } from '../form/form-actions.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { MailTestButton } from './mail-test.tsx';
import { Section, SectionEnd } from './section.tsx';

export function MailSection({ settings }: { settings: MailSettings }) {
  const { t } = useTranslation();
  const { source, smtp, from } = settings;
  const sender = `${from.name} <${from.address}>`;
  return (
    <Section title={t('host.mail.title')} text={t('host.mail.text')}>
      {source === 'environment' && smtp !== null ? (
        <p className="host-fixed">
          {t('host.sendsBy', { server: `${smtp.host}:${smtp.port}`, from: sender })} {t('host.mail.environment')}
        </p>
      ) : (
        <MailForm settings={settings} />
      )}
      <MailTestButton />
    </Section>
  );
}

interface Typed {
  [field: string]: string;
  host: string;
  port: string;
  encryption: string;
  user: string;
  password: string;
  name: string;
  address: string;
}

function changeOf(values: Typed): ChangeMailSettings {
  const { host, port, encryption, user, password, name, address } = values;
  const isSigningIn = user.trim() !== '';
  return {
    smtp: {
      host: host.trim(),
      port: Number(port),
      encrypted: encryption === 'tls',
      user: isSigningIn ? user : null,
      ...(isSigningIn && password !== '' ? { password } : {}),
      from: { name, address },
    },
  };
}

const { host, port, user, from } = changeMailSettingsSchema.shape.smtp.unwrap().shape;
const formSchema = z.object({
  host: z.string().trim().min(1).pipe(host),
  port: z.string().trim().min(1).transform(Number).pipe(port),
  user: z.union([z.string().trim().length(0), user]),
  name: from.shape.name,
  address: from.shape.address,
});

function MailForm({ settings }: { settings: MailSettings }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { smtp, from: sender } = settings;
  const form = useForm({
    initial: {
      host: smtp?.host ?? '',
      port: String(smtp?.port ?? 587),
      encryption: smtp?.encrypted === true ? 'tls' : 'starttls',
      user: smtp?.user ?? '',
      password: '',
      name: sender.name,
      // Until a host chooses one it may be at `localhost`, which receives nothing.
      address: from.shape.address.safeParse(sender.address).data ?? '',
    },
    schema: formSchema,
    send: async (values) => {
      const saved = await hostApi.changeMail(changeOf(values));
      queryClient.setQueryData(mailSettingsQuery.queryKey, saved);
      form.set('password', '');
    },
  });
  const chooseEncryption = (event: { currentTarget: { value: string } }) => {
    const encryption = event.currentTarget.value;
    const usual = { starttls: '587', tls: '465' };
    if (Object.values(usual).includes(form.values.port))
      form.set('port', encryption === 'tls' ? usual.tls : usual.starttls);
    form.set('encryption', encryption);
  };
  const hasPassword = smtp !== null && smtp.user !== null;
  return (
    <form className="form" autoComplete="off" {...form.formProps}>
      {smtp === null ? <p className="host-fixed">{t('host.keeps')}</p> : null}
      <div className="host-row">
        <TextInput
          label={t('host.mail.server')}
          placeholder="mail.example.org"
          spellCheck={false}
          {...form.field('host')}
        />
        <TextInput label={t('host.mail.port')} inputMode="numeric" className="host-port" {...form.field('port')} />
      </div>
      <NativeSelect
        label={t('host.mail.encryption')}
        data={[
          { value: 'starttls', label: t('host.mail.starttls') },
          { value: 'tls', label: t('host.mail.tls') },
        ]}
        {...form.field('encryption')}
        onChange={chooseEncryption}
      />
      <TextInput
        label={t('host.mail.user')}
        description={t('host.mail.userHint')}
        autoComplete="off"
        spellCheck={false}
        {...form.field('user')}
      />
      <PasswordInput
        label={t('host.mail.password')}
        description={t(hasPassword ? 'host.mail.passwordKept' : 'host.mail.passwordHint')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        {...form.field('password')}
      />
      <TextInput label={t('host.mail.senderName')} autoComplete="off" {...form.field('name')} />
      <TextInput label={t('host.mail.senderAddress')} type="email" autoComplete="off" {...form.field('address')} />
      <SectionEnd sending={form.sending}>{smtp === null ? null : <RemoveMailServer />}</SectionEnd>
    </form>
  );
}

function RemoveMailServer() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const removing = useMutation({
    mutationFn: () => hostApi.changeMail({ smtp: null }),
    onSuccess: (saved) => queryClient.setQueryData(mailSettingsQuery.queryKey, saved),
  });
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
        {t('host.mail.remove')}
      </Button>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t('host.mail.removeTitle')}>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            // The section's form is around this one in the page's tree.
            event.stopPropagation();
            removing.mutate();
          }}
        >
          <p className="nh-muted">{t('host.mail.removeText')}</p>
          <FormActions
            sending={removing}
            submitLabel={t('host.mail.remove')}
            dangerous
            onCancel={() => setAsking(false)}
          />
        </form>
      </Dialog>
    </>
  );
}
