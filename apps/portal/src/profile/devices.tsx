// Where the member is signed in, and signing out there.
import { Button, Skeleton } from '@mantine/core';
import { type SignIn, deviceName } from '@nearhand/protocol';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys, signInsQuery } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { useFormat, useNow } from '../i18n/format.ts';
import { FailureNote } from '../shell/notes.tsx';
import { Loading } from '../shell/loading.tsx';
import { useDeviceWords } from './device-words.ts';
import './devices.css';

export function Devices() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const list = useQuery(signInsQuery);
  const ending = useMutation({
    mutationFn: ({ id }: { id: string | null }) => (id === null ? api.endOtherSignIns() : api.endSignIn(id)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.signIns }),
  });
  const signIns = list.data?.signIns ?? [];

  return (
    <section className="devices" aria-labelledby="devices">
      <div className="devices-head">
        <div>
          <h2 id="devices">{t('password.devices')}</h2>
          <p className="nh-muted">{t('password.devicesLead')}</p>
        </div>
        {signIns.length > 1 ? (
          <Button
            variant="default"
            size="sm"
            loading={ending.isPending && ending.variables.id === null}
            onClick={() => ending.mutate({ id: null })}
          >
            {t('password.signOutAll')}
          </Button>
        ) : null}
      </div>
      {list.isPending ? (
        <Loading className="devices-list">
          <Skeleton height={72} radius="md" />
        </Loading>
      ) : list.data === undefined ? (
        <FailureNote error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <ul className="devices-list" aria-labelledby="devices">
          {signIns.map((signIn) => (
            <Device
              key={signIn.id}
              signIn={signIn}
              busy={ending.isPending && ending.variables.id === signIn.id}
              onSignOut={() => ending.mutate({ id: signIn.id })}
            />
          ))}
        </ul>
      )}
      <FormError error={ending.error} />
      <output className="nh-hidden">{ending.isSuccess ? t('password.signedOut') : ''}</output>
    </section>
  );
}

function Device({ signIn, busy, onSignOut }: { signIn: SignIn; busy: boolean; onSignOut: () => void }) {
  const { t } = useTranslation();
  const { relativeTime, fullDateTime } = useFormat();
  const nowMs = useNow();
  const { kind } = deviceName(signIn.userAgent);
  const name = useDeviceWords()(signIn.userAgent);
  const Icon = kind === 'phone' ? IconDeviceMobile : IconDeviceDesktop;
  const when = fullDateTime(signIn.signedInAt);
  return (
    <li className="device">
      <span className="device-icon" aria-hidden="true">
        <Icon size={22} stroke={1.6} />
      </span>
      <div className="device-text">
        <p className="device-name">
          {name}
          {signIn.current ? <span className="device-this">{t('password.thisDevice')}</span> : null}
        </p>
        <p className="nh-small nh-muted">
          {signIn.address === null ? null : <span className="nh-numbers">{signIn.address} · </span>}
          {t('password.signedIn', { when: relativeTime(signIn.signedInAt, nowMs) })}
        </p>
      </div>
      {signIn.current ? null : (
        <Button
          variant="subtle"
          size="sm"
          loading={busy}
          onClick={onSignOut}
          aria-label={t('password.signOutOf', { device: name, when })}
        >
          {t('password.signOut')}
        </Button>
      )}
    </li>
  );
}
