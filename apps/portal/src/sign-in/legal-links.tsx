// The host's legal links, below everything that is seen before signing in.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { serverQuery } from '../api/queries.ts';

export function LegalLinks() {
  const { t } = useTranslation();
  const legal = useQuery(serverQuery).data?.legal;
  const links = (['terms', 'privacy', 'imprint'] as const).flatMap((key) => {
    const href = legal?.[key] ?? null;
    return href === null ? [] : [{ key, href }];
  });
  if (links.length === 0) return null;
  return (
    <ul className="gate-legal">
      {links.map(({ key, href }) => (
        <li key={key}>
          <a href={href} target="_blank" rel="noopener noreferrer">
            {t(`signUp.legal.${key}`)}
          </a>
        </li>
      ))}
    </ul>
  );
}
