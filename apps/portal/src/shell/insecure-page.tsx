// Shown instead of the portal where the browser gives no cryptography: says plainly why, and what to do.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Gate } from '../sign-in/gate.tsx';
import { usePageTitle } from './page-title.ts';

export function InsecurePage() {
  const { t } = useTranslation();
  usePageTitle(t('insecure.title'));
  const secure = new URL(window.location.href);
  secure.protocol = 'https:';
  return (
    <Gate>
      <h1>{t('insecure.title')}</h1>
      <p className="gate-lead">{t('insecure.text')}</p>
      <Button component="a" href={secure.href} size="md" fullWidth>
        {t('insecure.tryHttps')}
      </Button>
      <div className="gate-below">
        <p>{t('insecure.ifNot')}</p>
        <ul className="gate-list">
          <li>{t('insecure.wayFiles')}</li>
          <li>{t('insecure.waySelf')}</li>
          <li>{t('insecure.wayProxy')}</li>
        </ul>
        <p>
          <a className="nh-link" href="/authority">
            {t('insecure.authority')}
          </a>
        </p>
      </div>
    </Gate>
  );
}
