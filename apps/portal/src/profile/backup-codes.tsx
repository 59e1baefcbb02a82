// Backup codes, the one time they are shown: to copy, to download, to print.
import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../support/copy-button.tsx';
import './two-factor.css';

interface BackupCodesProps {
  codes: readonly string[];
  email: string;
  /** What has just happened. */
  lead?: string;
  label: string;
  onDone: () => void;
}

const icon = { size: 17, stroke: 1.8, 'aria-hidden': true } as const;

function saveAsFile(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'nearhand-backup-codes.txt';
  link.click();
  URL.revokeObjectURL(address);
}

export function BackupCodes({ codes, email, lead, label, onDone }: BackupCodesProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const title = t('twoFactor.fileTitle', { server: window.location.host, email });
  const text = `${title}\n\n${codes.join('\n')}\n`;
  return (
    <div className="backup-codes">
      {lead === undefined ? null : <output className="backup-codes-lead">{lead}</output>}
      <h3 ref={heading} tabIndex={-1}>
        {t('twoFactor.codesTitle')}
      </h3>
      <p className="nh-muted">{t('twoFactor.codesHint')}</p>
      <div className="backup-codes-sheet">
        <p className="backup-codes-title">{title}</p>
        <ol>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
      </div>
      <div className="backup-codes-ways">
        <CopyButton text={text} description={t('twoFactor.copyCodes')} variant="default" />
        <Button variant="default" leftSection={<IconDownload {...icon} />} onClick={() => saveAsFile(text)}>
          {t('twoFactor.download')}
        </Button>
        <Button variant="default" leftSection={<IconPrinter {...icon} />} onClick={() => window.print()}>
          {t('twoFactor.print')}
        </Button>
      </div>
      <div className="form-actions">
        <Button onClick={onDone}>{label}</Button>
      </div>
    </div>
  );
}
