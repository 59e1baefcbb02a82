// Shows the strength of a password in three bars and a word.
import { useTranslation } from 'react-i18next';
import type { PasswordStrength } from './password-strength.ts';

const filled: Readonly<Record<PasswordStrength, number>> = { short: 0, weak: 1, fair: 2, strong: 3 };

export function StrengthMeter({ strength }: { strength: PasswordStrength }) {
  const { t } = useTranslation();
  return (
    <div className="strength" data-strength={strength}>
      <span className="strength-bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} data-on={filled[strength] >= bar || undefined} />
        ))}
      </span>
      <output className="nh-small" aria-label={t('setup.strength.label')}>
        {t(`setup.strength.${strength}`)}
      </output>
    </div>
  );
}
