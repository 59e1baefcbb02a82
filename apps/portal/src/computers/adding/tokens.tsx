// Tokens that add computers by themselves: making one, and those there are.
import { Button, TextInput } from '@mantine/core';
import { formatEnrolmentToken, newEnrolmentTokenSchema, programName } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enrolmentApi, enrolmentTokensQuery } from '../../api/enrolment.ts';
import { FormActions } from '../../form/form-actions.tsx';
import { useForm } from '../../form/use-form.ts';
import { CopyButton } from '../../support/copy-button.tsx';
import { Command, ProgramLink } from './command.tsx';
import { TokenList } from './token-list.tsx';

interface Made {
  readonly name: string;
  readonly secret: string;
}

export function Tokens({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<Made | null>(null);
  return (
    <>
      <p className="nh-muted">{t('adding.tokensLead')}</p>
      {made === null ? (
        <TokenForm onMade={setMade} onCancel={onClose} />
      ) : (
        <Shown made={made} onAnother={() => setMade(null)} onDone={onClose} />
      )}
      <TokenList />
    </>
  );
}

function TokenForm({ onMade, onCancel }: { onMade: (made: Made) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({
    initial: { name: '', uses: '10', days: '30' },
    schema: newEnrolmentTokenSchema,
    send: async (values) => {
      const { token, secret } = await enrolmentApi.createToken(newEnrolmentTokenSchema.parse(values));
      await client.invalidateQueries({ queryKey: enrolmentTokensQuery.queryKey });
      onMade({ name: token.name, secret });
    },
  });
  return (
    <form className="form" {...form.formProps}>
      <TextInput
        label={t('adding.tokenName')}
        description={t('adding.tokenNameHint')}
        autoComplete="off"
        {...form.field('name')}
      />
      <div className="adding-numbers">
        <TextInput label={t('adding.tokenUses')} inputMode="numeric" autoComplete="off" {...form.field('uses')} />
        <TextInput label={t('adding.tokenDays')} inputMode="numeric" autoComplete="off" {...form.field('days')} />
      </div>
      <FormActions sending={form.sending} submitLabel={t('adding.makeToken')} onCancel={onCancel} />
    </form>
  );
}

function Shown({ made, onAnother, onDone }: { made: Made; onAnother: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const { name, secret } = made;
  const fileName = programName('Nearhand', { kind: 'enrolment', token: secret });
  return (
    <div className="form">
      <output>{t('adding.made', { name })}</output>
      <div className="adding-command">
        <code>{formatEnrolmentToken(secret)}</code>
        <CopyButton text={secret} description={t('adding.copyToken')} variant="default" />
      </div>
      <div>
        <p>
          <ProgramLink />
        </p>
        <p className="nh-small nh-muted">{t('adding.useToken')}</p>
        <div className="adding-command">
          <code>{fileName}</code>
          <CopyButton text={fileName} description={t('adding.copyName')} variant="default" />
        </div>
      </div>
      <Command options={`--enrol ${secret}`} />
      <div className="form-actions">
        <Button variant="default" onClick={onAnother}>
          {t('adding.another')}
        </Button>
        <Button onClick={onDone} data-autofocus>
          {t('adding.done')}
        </Button>
      </div>
    </div>
  );
}
