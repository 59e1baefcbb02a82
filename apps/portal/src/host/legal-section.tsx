// The addresses of the host's legal pages.
import { TextInput } from '@mantine/core';
import { type LegalLinks, legalLinksSchema } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useForm } from '../form/use-form.ts';
import { Section, SectionEnd } from './section.tsx';
import { useChangeSettings } from './use-change-settings.ts';

const keys = ['terms', 'privacy', 'imprint'] as const;
const typedSchema = z.string().transform((text) => (text.trim() === '' ? null : text.trim()));
const formSchema = z.object({ terms: typedSchema, privacy: typedSchema, imprint: typedSchema }).pipe(legalLinksSchema);

export function LegalSection({ legal }: { legal: LegalLinks }) {
  const { t } = useTranslation();
  const change = useChangeSettings();
  const form = useForm({
    initial: { terms: legal.terms ?? '', privacy: legal.privacy ?? '', imprint: legal.imprint ?? '' },
    schema: formSchema,
    send: (values) => change({ legal: formSchema.parse(values) }),
  });
  return (
    <Section title={t('host.legal.title')} text={t('host.legal.text')}>
      <form className="form" {...form.formProps}>
        {keys.map((key) => (
          <TextInput
            key={key}
            type="url"
            inputMode="url"
            label={t(`signUp.legal.${key}`)}
            placeholder="https://"
            {...form.field(key)}
          />
        ))}
        <SectionEnd sending={form.sending} />
      </form>
    </Section>
  );
}
