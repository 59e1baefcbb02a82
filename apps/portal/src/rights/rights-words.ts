// Rights in words.
import { type Right, rights } from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';

export function useRightsWords(): (held: readonly Right[]) => string {
  const { t } = useTranslation();
  return (held) => {
    if (held.length === 0) return t('rights.none');
    if (held.length === rights.length) return t('rights.all');
    return held.map((right) => t(`rights.names.${right}`)).join(' · ');
  };
}
