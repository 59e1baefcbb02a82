// When nothing is to be heard: a switch and two times of the day.
import { Button, Switch, TextInput } from '@mantine/core';
import { type QuietHours, quietHoursSchema } from '@nearhand/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../member/member.ts';

interface QuietHoursFieldProps {
  hours: QuietHours | null;
  onChange: (hours: QuietHours | null) => void;
}

const night = { from: '22:00', to: '07:00' };

function deviceTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function QuietHoursField({ hours, onChange }: QuietHoursFieldProps) {
  const { t } = useTranslation();
  const chosen = useMe().profile.timeZone;
  const here = deviceTimeZone();
  const zone = chosen ?? hours?.timeZone ?? here;
  return (
    <div className="quiet-hours">
      <Switch
        label={t('notifications.quietHours')}
        description={t('notifications.quietHoursHint')}
        checked={hours !== null}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? { ...night, timeZone: here } : null)}
      />
      {hours === null ? null : (
        <>
          <div className="quiet-hours-times">
            <TimeField
              label={t('notifications.from')}
              value={hours.from}
              onChange={(from) => onChange({ ...hours, from })}
            />
            <TimeField label={t('notifications.to')} value={hours.to} onChange={(to) => onChange({ ...hours, to })} />
          </div>
          <p className="nh-small nh-muted">{t('notifications.timeZone', { zone: zone.replaceAll('_', ' ') })}</p>
          {zone === here || chosen !== null ? null : (
            <Button variant="default" size="sm" onClick={() => onChange({ ...hours, timeZone: here })}>
              {t('notifications.useTimeZone', { zone: here.replaceAll('_', ' ') })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

const timeSchema = quietHoursSchema.shape.from;

/** Stored once it is complete and left: half-typed times are not. */
function TimeField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const finish = () => {
    if (typed !== null && typed !== value && timeSchema.safeParse(typed).success) onChange(typed);
    setTyped(null);
  };
  return (
    <TextInput
      type="time"
      label={label}
      value={typed ?? value}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={finish}
    />
  );
}
