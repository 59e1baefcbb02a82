// Deleting the profile: the link at its end, and the window that says what goes, what stays and what has to come first.
import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import type { DeletionPlan, Me } from '@nearhand/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accountApi, deletionPlanQuery } from '../api/account.ts';
import { mutationKeys } from '../api/queries.ts';
import { FormActions } from '../form/form-actions.tsx';
import { useForm } from '../form/use-form.ts';
import { useMe } from '../member/member.ts';
import { Dialog } from '../shell/dialog.tsx';
import { Loading } from '../shell/loading.tsx';
import { FailureNote } from '../shell/notes.tsx';
import { DeletionObstacles } from './deletion-obstacles.tsx';
import { ProofFields, emptyProof, proofFieldsSchema } from './proof-fields.tsx';

export function DeleteProfile() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <div className="profile-end">
      <Button variant="subtle" color="red" onClick={() => setOpened(true)}>
        {t('account.deletion.link')}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t('account.deletion.title')} size={560}>
        <Plan onClose={() => setOpened(false)} />
      </Dialog>
    </div>
  );
}

function Plan({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const plan = useQuery(deletionPlanQuery);
  if (plan.isPending) {
    return (
      <Loading>
        <Skeleton height={180} radius="md" />
      </Loading>
    );
  }
  if (plan.data === undefined) return <FailureNote error={plan.error} onRetry={() => void plan.refetch()} />;
  const { organisations, lastHostAdministrator } = plan.data;
  const isHindered = lastHostAdministrator || organisations.some(({ fate }) => fate === 'handOver');
  return isHindered ? (
    <DeletionObstacles plan={plan.data} onClose={onClose} />
  ) : (
    <DeletionForm me={me} plan={plan.data} onClose={onClose} />
  );
}

function DeletionForm({ me, plan, onClose }: { me: Me; plan: DeletionPlan; onClose: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const deleted = plan.organisations.filter(({ fate }) => fate === 'deleted');
  const left = plan.organisations.filter(({ fate }) => fate === 'left');
  const form = useForm({
    initial: emptyProof,
    schema: proofFieldsSchema(me),
    mutationKey: mutationKeys.signOut,
    send: async (proof) => {
      try {
        await accountApi.delete(
          deleted.map(({ id }) => id),
          proof,
        );
      } catch (error) {
        // Something else may go by now than is written above.
        void queryClient.invalidateQueries({ queryKey: deletionPlanQuery.queryKey });
        throw error;
      }
      // A fresh page: nothing of this member stays in the tab's memory.
      window.location.assign('/sign-in?deleted=true');
    },
  });
  const { error, isPending, isSuccess } = form.sending;
  return (
    <form className="form" {...form.formProps}>
      <section className="deletion-part" aria-labelledby="deletion-goes">
        <h3 id="deletion-goes">{t('account.deletion.goes')}</h3>
        <ul>
          <li>{t('account.deletion.goesOwn')}</li>
          {plan.received === 0 ? null : <li>{t('account.deletion.goesReceived', { count: plan.received })}</li>}
          {deleted.map(({ id, name, computers, requests, shares }) => (
            <li key={id}>
              {t('account.deletion.goesOrganisation', { name, computers, requests })}
              {shares === 0 ? null : ` ${t('account.deletion.goesShares', { count: shares })}`}
            </li>
          ))}
        </ul>
      </section>
      <section className="deletion-part" aria-labelledby="deletion-stays">
        <h3 id="deletion-stays">{t('account.deletion.stays')}</h3>
        <ul>
          {left.map(({ id, name, shares }) => (
            <li key={id}>
              {t(shares === 0 ? 'account.deletion.staysLeft' : 'account.deletion.staysShared', { name })}
            </li>
          ))}
          <li>{t('account.deletion.staysAudit')}</li>
        </ul>
      </section>
      <p>
        <strong>{t('account.deletion.final')}</strong>
      </p>
      <ProofFields me={me} field={form.field} />
      <FormActions
        sending={{ error, isPending: isPending || isSuccess }}
        submitLabel={t('account.deletion.submit')}
        dangerous
        onCancel={onClose}
      />
    </form>
  );
}
