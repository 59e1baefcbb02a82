// Says that computers are shared with one which only a sign-in with two factors shows, and where to turn that on.
import type { ComputerList } from '@nearhand/protocol';
import { IconShieldLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function WithheldNote({ withheld }: Pick<ComputerList, 'withheld'>) {
  const { t } = useTranslation();
  if (withheld.length === 0) return null;
  return (
    <section className="computers-withheld" aria-label={t('sharing.withheldTitle')}>
      <IconShieldLock size={22} stroke={1.7} aria-hidden="true" />
      <div>
        {withheld.map(({ organisation, computers }) => (
          <p key={organisation}>
            <bdi>{t('sharing.withheld', { organisation, count: computers })}</bdi>
          </p>
        ))}
        <p className="nh-muted">{t('sharing.withheldHint')}</p>
        <Link to="/profile" hash="two-factor-title">
          {t('sharing.withheldLink')}
        </Link>
      </div>
    </section>
  );
}
