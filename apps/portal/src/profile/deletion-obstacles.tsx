// What has to come before a profile can be deleted, and where that is done.
import { Button } from '@mantine/core';
import type { DeletionPlan } from '@nearhand/protocol';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FormError } from '../form/form-error.tsx';
import { useMe } from '../member/member.ts';
import { useEnterOrganisation } from '../organisations/enter.ts';

const command = 'npm run admin -- make-host-administrator --email ADDRESS';

export function DeletionObstacles({ plan, onClose }: { plan: DeletionPlan; onClose: () => void }) {
  const { t } = useTranslation();
  const { organisation } = useMe();
  const enter = useEnterOrganisation();
  const owned = plan.organisations.filter(({ fate }) => fate === 'handOver');
  return (
    <div className="form">
      <h3>{t('account.deletion.handOverTitle')}</h3>
      {plan.lastHostAdministrator ? (
        <div className="deletion-command">
          <p>{t('account.deletion.lastHost')}</p>
          <code>{command}</code>
        </div>
      ) : null}
      {owned.length === 0 ? null : (
        <ul className="deletion-owned">
          {owned.map(({ id, name }) => (
            <li key={id}>
              <p>{t('account.deletion.handOver', { name })}</p>
              {id === organisation.id ? (
                <Link className="nh-link" to="/team">
                  {t('account.deletion.toTeam')}
                </Link>
              ) : (
                <Button
                  variant="default"
                  size="sm"
                  aria-label={t('organisations.enterNamed', { name })}
                  loading={enter.variables === id && (enter.isPending || enter.isSuccess)}
                  onClick={() => enter.mutate(id)}
                >
                  {t('organisations.enter')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <FormError error={enter.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
      </div>
    </div>
  );
}
