// Who may found further organisations.
import { Radio } from '@mantine/core';
import { type FoundingPolicy, foundingPolicySchema, foundingWays } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { useForm } from '../form/use-form.ts';
import { Section, SectionEnd } from './section.tsx';
import { useChangeSettings } from './use-change-settings.ts';

export function FoundingSection({ policy }: { policy: FoundingPolicy }) {
  const { t } = useTranslation();
  const change = useChangeSettings();
  const form = useForm<Record<'who', string>>({
    initial: { who: policy.who },
    schema: foundingPolicySchema,
    send: (values) => change({ founding: foundingPolicySchema.parse(values) }),
  });
  return (
    <Section title={t('host.founding.title')} text={t('host.founding.text')}>
      <form className="form" {...form.formProps}>
        <Radio.Group
          aria-label={t('host.founding.title')}
          value={form.values.who}
          onChange={(value) => form.set('who', value)}
        >
          <div className="host-choices">
            {foundingWays.map((way) => (
              <Radio
                key={way}
                value={way}
                label={t(`host.founding.${way}`)}
                description={t(`host.founding.${way}Hint`)}
              />
            ))}
          </div>
        </Radio.Group>
        <SectionEnd sending={form.sending} />
      </form>
    </Section>
  );
}
