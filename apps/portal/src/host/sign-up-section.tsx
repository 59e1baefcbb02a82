// Who may sign up by themselves.
import { Radio, Textarea } from '@mantine/core';
import { type SignUpPolicy, changeSignUpPolicySchema, signUpWaySchema, signUpWays } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useForm } from '../form/use-form.ts';
import { Section, SectionEnd } from './section.tsx';
import { useChangeSettings } from './use-change-settings.ts';

const policyOf = ({ who, domains }: Record<'who' | 'domains', string>) => ({
  who: signUpWaySchema.parse(who),
  domains: domains.split(/[\s,;]+/).filter((domain) => domain !== ''),
});
const formSchema = z
  .object({ who: z.string(), domains: z.string() })
  .transform(policyOf)
  .pipe(changeSignUpPolicySchema);

export function SignUpSection({ policy }: { policy: SignUpPolicy }) {
  const { t } = useTranslation();
  const change = useChangeSettings();
  const form = useForm({
    initial: { who: policy.who, domains: policy.domains.join('\n') },
    schema: formSchema,
    send: (values) => change({ signUp: policyOf(values) }),
  });
  return (
    <Section title={t('host.signUp.title')} text={t('host.signUp.text')}>
      <form className="form" {...form.formProps}>
        <Radio.Group
          aria-label={t('host.signUp.title')}
          value={form.values.who}
          onChange={(value) => form.set('who', value)}
        >
          <div className="host-choices">
            {signUpWays.toReversed().map((way) => (
              <Radio key={way} value={way} label={t(`host.signUp.${way}`)} description={t(`host.signUp.${way}Hint`)} />
            ))}
          </div>
        </Radio.Group>
        {form.values.who === 'domains' ? (
          <Textarea
            label={t('host.signUp.list')}
            description={t('host.signUp.listHint')}
            autosize
            minRows={2}
            maxRows={12}
            spellCheck={false}
            autoCapitalize="none"
            {...form.field('domains')}
          />
        ) : null}
        <SectionEnd sending={form.sending} />
      </form>
    </Section>
  );
}
