// A command to copy, with this server's address in it.
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../support/copy-button.tsx';

export function Command({ options }: { options: string }) {
  const { t } = useTranslation();
  const command = `npm run agent -- --server ${window.location.origin} ${options} --data DIR`;
  return (
    <div className="adding-command">
      <code>{command}</code>
      <CopyButton text={command} description={t('adding.copyCommand')} variant="default" />
    </div>
  );
}
