// Words for people from anything that was thrown.
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from './errors.ts';

export function useErrorWords(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => t(`errors.${errorCodeOf(error)}`);
}
