// A browser and its system in words.
import { useTranslation } from 'react-i18next';
import { deviceName } from './device-name.ts';

export function useDeviceWords() {
  const { t } = useTranslation();
  return (userAgent: string | null): string => {
    const { browser, system } = deviceName(userAgent);
    if (browser !== null && system !== null) return t('password.browserOnSystem', { browser, system });
    return browser ?? system ?? t('password.unknownDevice');
  };
}
