// Another tab of this browser has gone to another organisation: this page says so, and nothing is done in the wrong one.
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { organisationsQuery } from '../api/organisations.ts';
import { FormError } from '../form/form-error.tsx';
import { useMe } from '../member/member.ts';
import { pathAfterEntering, useEnterOrganisation } from './enter.ts';
import './shell-parts.css';

export function OtherOrganisation() {
  const { t } = useTranslation();
  const me = useMe();
  const back = useEnterOrganisation();
  const { data } = useQuery(organisationsQuery);
  const entered = data?.organisations.find((organisation) => organisation.entered);
  const isElsewhere = entered !== undefined && entered.id !== me.organisation.id;
  const goOn = () => window.location.assign(pathAfterEntering(window.location.pathname));
  return (
    <Modal
      opened={isElsewhere && !back.isPending && !back.isSuccess}
      // One of the two has to be chosen.
      onClose={() => {}}
      withCloseButton={false}
      title={t('organisations.other.title', { name: entered?.name ?? '' })}
      size={480}
      transitionProps={{ duration: 0 }}
    >
      <div className="form">
        <p>{t('organisations.other.text', { name: me.organisation.name })}</p>
        <FormError error={back.error} />
        <div className="form-actions organisation-choice">
          <Button variant="default" onClick={() => back.mutate(me.organisation.id)}>
            {t('organisations.other.back', { name: me.organisation.name })}
          </Button>
          <Button onClick={goOn} data-autofocus>
            {t('organisations.other.goOn', { name: entered?.name ?? '' })}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
