// What the host's administrator decides for the whole server, in sections that are saved one by one.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { hostSettingsQuery } from '../api/host.ts';
import { providerSettingsQuery } from '../api/providers.ts';
import { mailSettingsQuery } from '../api/queries.ts';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { AgentVersionsSection } from './agent-versions-section.tsx';
import { FoundingSection } from './founding-section.tsx';
import { LegalSection } from './legal-section.tsx';
import { MailSection } from './mail-section.tsx';
import { ProgramsSection } from './programs-section.tsx';
import { ProvidersSection } from './providers-section.tsx';
import { RetentionSection } from './retention-section.tsx';
import { SignUpSection } from './sign-up-section.tsx';

export function SettingsPage() {
  const { t } = useTranslation();
  const settings = useQuery(hostSettingsQuery);
  const mail = useQuery(mailSettingsQuery);
  const providers = useQuery(providerSettingsQuery);
  usePageTitle(t('host.settings'));
  if (settings.data === undefined || mail.data === undefined || providers.data === undefined) {
    const failed = [settings, mail, providers].find(({ isError }) => isError);
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
      <FoundingSection policy={settings.data.founding} />
      <ProvidersSection settings={providers.data} />
      <MailSection settings={mail.data} />
      <LegalSection legal={settings.data.legal} />
      <RetentionSection retention={settings.data.retention} />
      <ProgramsSection />
      <AgentVersionsSection />
    </>
  );
}
