// What is permitted, each permission by its own tick. Seeing comes with everything else and stays.
import { Checkbox } from '@mantine/core';
import { type Permission, permissions } from '@nearhand/protocol';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

const labels = {
  view: 'sharing.view',
  control: 'sharing.mouse',
  clipboard: 'sharing.clipboard',
} as const satisfies Record<Permission, string>;

interface PermissionFieldProps {
  label: string;
  hint?: string;
  chosen: readonly Permission[];
  /** What can be ticked; left out: everything. */
  offered?: readonly Permission[];
  onChange: (chosen: Permission[]) => void;
}

export function PermissionField({ label, hint, chosen, offered = permissions, onChange }: PermissionFieldProps) {
  const { t } = useTranslation();
  const labelId = useId();
  const hintId = useId();
  const set = (permission: Permission, on: boolean) =>
    onChange(permissions.filter((one) => (one === permission ? on : chosen.includes(one))));
  return (
    <fieldset
      className="permission-field"
      aria-labelledby={labelId}
      {...(hint === undefined ? {} : { 'aria-describedby': hintId })}
    >
      <div id={labelId} className="mantine-InputWrapper-label">
        {label}
      </div>
      {hint === undefined ? null : (
        <p id={hintId} className="nh-small nh-muted">
          {hint}
        </p>
      )}
      {permissions.map((permission) => (
        <Checkbox
          key={permission}
          label={t(labels[permission])}
          description={offered.includes(permission) ? undefined : t('rights.notHeld')}
          checked={chosen.includes(permission)}
          disabled={permission === 'view' || !offered.includes(permission)}
          onChange={(event) => set(permission, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}
