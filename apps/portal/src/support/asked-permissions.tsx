// What a new request asks the customer to allow: no more than its member may do.
import { SegmentedControl, Switch } from '@mantine/core';
import type { Permission } from '@nearhand/protocol';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useRight } from '../member/member.ts';

interface AskedPermissionsProps {
  chosen: readonly Permission[];
  onChange: (chosen: Permission[]) => void;
}

/** All that the member may ask for. */
export function useAskable(): Permission[] {
  const mayControl = useRight('sessions.control');
  const mayCopy = useRight('sessions.clipboard');
  return ['view', ...(mayControl ? (['control'] as const) : []), ...(mayCopy ? (['clipboard'] as const) : [])];
}

export function AskedPermissions({ chosen, onChange }: AskedPermissionsProps) {
  const { t } = useTranslation();
  const labelId = useId();
  const askable = useAskable();
  const set = (permission: Permission, isAsked: boolean) =>
    onChange(askable.filter((one) => (one === permission ? isAsked : chosen.includes(one))));
  return (
    <>
      {askable.includes('control') ? (
        <div>
          <div id={labelId} className="mantine-InputWrapper-label create-permissions">
            {t('support.create.permissions')}
          </div>
          <SegmentedControl
            fullWidth
            aria-labelledby={labelId}
            value={chosen.includes('control') ? 'control' : 'view'}
            onChange={(kind) => set('control', kind === 'control')}
            data={[
              { value: 'control', label: t('support.create.viewAndControl') },
              { value: 'view', label: t('support.create.viewOnly') },
            ]}
          />
        </div>
      ) : (
        <p className="nh-muted">{t('support.create.mayOnlyView')}</p>
      )}
      {askable.includes('clipboard') ? (
        <Switch
          label={t('support.create.clipboard')}
          description={t('support.create.clipboardHint')}
          checked={chosen.includes('clipboard')}
          onChange={(event) => set('clipboard', event.currentTarget.checked)}
        />
      ) : null}
    </>
  );
}
