// A test mail to oneself, and what became of it.
import { Button } from '@mantine/core';
import type { MailTest } from '@nearhand/protocol';
import { IconAlertCircle, IconCheck, IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';

export function MailTestButton() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const test = useMutation({
    mutationFn: api.testMail,
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.mails }),
  });
  return (
    <div className="host-test">
      <Button
        variant="default"
        leftSection={<IconSend size={17} stroke={1.7} aria-hidden="true" />}
        loading={test.isPending}
        onClick={() => test.mutate()}
      >
        {t('host.test')}
      </Button>
      <output>{test.data === undefined || test.isPending ? null : <TestResult result={test.data} />}</output>
      <FormError error={test.error} />
    </div>
  );
}

function TestResult({ result }: { result: MailTest }) {
  const { t } = useTranslation();
  const { recipient } = result;
  if (result.outcome === 'failed') {
    return (
      <div className="form-error">
        <IconAlertCircle size={18} stroke={1.8} aria-hidden="true" />
        <div>
          <p>{t('host.testFailed', { recipient })}</p>
          <p className="mail-reason">{result.error}</p>
        </div>
      </div>
    );
  }
  return (
    <p className="host-good">
      <IconCheck size={18} aria-hidden="true" />
      {result.outcome === 'sent' ? t('host.testSent', { recipient }) : t('host.testKept', { recipient })}
    </p>
  );
}
