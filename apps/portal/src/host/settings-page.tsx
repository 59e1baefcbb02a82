// What the host's administrator decides for the whole server, in sections that are saved one by one.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { hostSettingsQuery } from '../api/host.ts';
import { mailSettingsQuery } from '../api/queries.ts';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { LegalSection } from './legal-section.tsx';
import { MailSection } from './mail-section.tsx';
import { RetentionSection } from './retention-section.tsx';
import { SignUpSection } from './sign-up-section.tsx';

export function SettingsPage() {
  const { t } = useTranslation();
  const settings = useQuery(hostSettingsQuery);
  const mail = useQuery(mailSettingsQuery);
  usePageTitle(t('host.settings'));
  if (settings.data === undefined || mail.data === undefined) {
    const failed = [settings, mail].find(({ isError }) => isError);
    if (failed !== undefined) return <FailureNote error={failed.error} onRetry={() => void failed.refetch()} />;
    return (
      <Loading className="host-loading">
        {[1, 2, 3].map((row) => (
          <Skeleton key={row} height={150} radius="md" />
        ))}
      </Loading>
    );
  }
  return (
    <>
      <SignUpSection policy={settings.data.signUp} />
      <MailSection settings={mail.data} />
      <LegalSection legal={settings.data.legal} />
      <RetentionSection retention={settings.data.retention} />
    </>
  );
}
