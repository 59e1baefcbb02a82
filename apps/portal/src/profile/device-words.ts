// A browser and its system in words.
import { deviceName } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';

export function useDeviceWords() {
  const { t } = useTranslation();
  return (userAgent: string | null): string => {
    const { browser, system } = deviceName(userAgent);
    if (browser !== null && system !== null) return t('password.browserOnSystem', { browser, system });
    return browser ?? system ?? t('password.unknownDevice');
  };
}
