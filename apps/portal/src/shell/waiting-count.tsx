// How many customers are ready or on their way, beside the menu's entry. Counts what the live list holds.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { requestListQuery } from '../api/queries.ts';

export function WaitingCount() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(requestListQuery({ state: 'live', text: '' }));
  const requests = list.data?.pages.flatMap((page) => page.requests) ?? [];
  const count = requests.filter(({ state }) => state === 'waiting' || state === 'ready').length;
  if (count === 0) return null;
  return (
    <span className="shell-count nh-numbers">
      <span aria-hidden="true">{count}</span>
      <span className="nh-hidden">{t('shell.waitingCount', { count })}</span>
    </span>
  );
}
