// The providers people may sign in with: Google, Facebook, and one OpenID Connect provider.
import { Button, PasswordInput, Switch, TextInput } from '@mantine/core';
import { type ProviderKind, type ProviderSettings, changeProvidersSchema, providerKinds } from '@nearhand/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { providerSettingsQuery, providersApi } from '../api/providers.ts';
import { queryKeys } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { useForm } from '../form/use-form.ts';
import { CopyButton } from '../support/copy-button.tsx';
import { Section, SectionEnd } from './section.tsx';

export function ProvidersSection({ settings }: { settings: ProviderSettings }) {
  const { t } = useTranslation();
  return (
    <Section title={t('host.providers.title')} text={t('host.providers.text')}>
      <div className="host-providers">
        {providerKinds.map((kind) => (
          <Provider key={`${kind} ${settings[kind] === null}`} kind={kind} settings={settings} />
        ))}
      </div>
    </Section>
  );
}

interface ProviderProps {
  readonly kind: ProviderKind;
  readonly settings: ProviderSettings;
}

function Provider(props: ProviderProps) {
  return props.settings[props.kind]?.source === 'environment' ? (
    <GivenProvider {...props} />
  ) : (
    <ProviderForm {...props} />
  );
}

/** Set where the server is started: only shown. */
function GivenProvider({ kind, settings }: ProviderProps) {
  const { t } = useTranslation();
  const id = useId();
  const known = settings[kind];
  if (known === null) return null;
  const given = [
    [t('host.providers.name'), settings.oidc?.name],
    [t('host.providers.issuer'), settings.oidc?.issuer],
  ] as const;
  const facts = [...(kind === 'oidc' ? given : []), [t('host.providers.clientId'), known.clientId] as const];
  return (
    <section className="form" aria-labelledby={id}>
      <h3 id={id}>{t(`host.providers.${kind}`)}</h3>
      <div className="host-fixed">
        <p>{t('host.providers.environment', { options: `--${kind}-client-id, …` })}</p>
        <dl className="host-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {known.trustsAddresses ? <p>{t('host.providers.trusted')}</p> : null}
      </div>
      <Callback url={known.callbackUrl} />
    </section>
  );
}

function Callback({ url }: { url: string }) {
  const { t } = useTranslation();
  return (
    <div className="host-callback">
      <div>
        <p className="nh-small nh-muted">{t('host.providers.callback')}</p>
        <code>{url}</code>
      </div>
      <CopyButton variant="default" size="sm" text={url} description={t('host.providers.callbackCopy')} />
    </div>
  );
}

const oidcSchema = changeProvidersSchema.shape.oidc.unwrap().unwrap();
const clientSchema = changeProvidersSchema.shape.google.unwrap().unwrap();

function ProviderForm({ kind, settings }: ProviderProps) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const known = settings[kind];
  const keep = async (saved: ProviderSettings) => {
    queryClient.setQueryData(providerSettingsQuery.queryKey, saved);
    await queryClient.invalidateQueries({ queryKey: queryKeys.server });
  };
  const form = useForm({
    initial: {
      name: settings.oidc?.name ?? '',
      issuer: settings.oidc?.issuer ?? '',
      clientId: known?.clientId ?? '',
      clientSecret: '',
      trust: known?.trustsAddresses === true ? 'on' : 'off',
    },
    schema:
      kind === 'oidc'
        ? oidcSchema.omit({ clientSecret: true, trustsAddresses: true })
        : clientSchema.omit({ clientSecret: true }),
    send: async ({ clientId, clientSecret, name, issuer, trust }) => {
      const client = {
        clientId,
        ...(clientSecret === '' ? {} : { clientSecret }),
        ...(kind === 'google' ? {} : { trustsAddresses: trust === 'on' }),
      };
      await keep(await providersApi.change({ [kind]: kind === 'oidc' ? { ...client, name, issuer } : client }));
      form.set('clientSecret', '');
    },
  });
  const removing = useMutation({ mutationFn: () => providersApi.change({ [kind]: null }), onSuccess: keep });
  const title = t(`host.providers.${kind}`);
  return (
    <form className="form" aria-label={title} autoComplete="off" {...form.formProps}>
      <h3>{title}</h3>
      {kind === 'oidc' ? (
        <>
          <TextInput
            label={t('host.providers.name')}
            description={t('host.providers.nameHint')}
            {...form.field('name')}
          />
          <TextInput
            label={t('host.providers.issuer')}
            placeholder="https://login.example.org"
            spellCheck={false}
            {...form.field('issuer')}
          />
        </>
      ) : null}
      <TextInput label={t('host.providers.clientId')} spellCheck={false} {...form.field('clientId')} />
      <PasswordInput
        label={t('host.providers.clientSecret')}
        description={t(known === null ? 'host.mail.passwordHint' : 'host.mail.passwordKept')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        {...form.field('clientSecret')}
      />
      {kind === 'google' ? null : (
        <Switch
          label={t('host.providers.trust')}
          description={t(`host.providers.trustHint.${kind}`)}
          checked={form.values.trust === 'on'}
          onChange={({ currentTarget }) => form.set('trust', currentTarget.checked ? 'on' : 'off')}
        />
      )}
      {known === null ? null : <Callback url={known.callbackUrl} />}
      <SectionEnd sending={form.sending}>
        {known === null ? null : (
          <Button variant="subtle" color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
            {t('host.providers.remove')}
          </Button>
        )}
      </SectionEnd>
      <FormError error={removing.error} />
    </form>
  );
}
