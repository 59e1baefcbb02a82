// Where the program is, and the command to copy for those who run it from source.
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../support/copy-button.tsx';

export function Command({ options }: { options: string }) {
  const { t } = useTranslation();
  const command = `npm run agent -- --server ${window.location.origin} ${options} --data DIR`;
  return (
    <div>
      <p className="nh-small nh-muted">{t('adding.fromSource')}</p>
      <div className="adding-command">
        <code>{command}</code>
        <CopyButton text={command} description={t('adding.copyCommand')} variant="default" />
      </div>
    </div>
  );
}

export function ProgramLink() {
  const { t } = useTranslation();
  return (
    <a className="nh-link" href="/download" target="_blank" rel="noreferrer">
      {t('adding.download')}
    </a>
  );
}
