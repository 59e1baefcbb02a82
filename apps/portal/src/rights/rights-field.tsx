// Which rights are given, by area. What a right needs is given with it, what needs it is taken with it; what one does
// not hold cannot be given.
import { Checkbox } from '@mantine/core';
import { type Right, completeRights, rightAreas, rightTable, rights, withoutRight } from '@nearhand/protocol';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../member/member.ts';

const hinted = ['requests.all', 'requests.private', 'computers.all', 'sessions.control'] as const;
type Hinted = (typeof hinted)[number];
const hasHint = (right: Right): right is Hinted => hinted.some((one) => one === right);

interface RightsFieldProps {
  label: string;
  chosen: readonly Right[];
  onChange: (chosen: Right[]) => void;
}

export function RightsField({ label, chosen, onChange }: RightsFieldProps) {
  const { t } = useTranslation();
  const labelId = useId();
  const held = useMe().rights;
  const set = (right: Right, on: boolean) =>
    onChange(on ? completeRights([...chosen, right]) : withoutRight(chosen, right));
  return (
    <fieldset aria-labelledby={labelId} className="rights-field">
      <div id={labelId} className="mantine-InputWrapper-label">
        {label}
      </div>
      {rightAreas.map((area) => (
        <fieldset key={area} className="rights-area">
          <legend>{t(`rights.areas.${area}`)}</legend>
          {rights
            .filter((right) => rightTable[right].area === area)
            .map((right) => (
              <Checkbox
                key={right}
                label={t(`rights.names.${right}`)}
                description={
                  held.includes(right) ? (hasHint(right) ? t(`rights.hints.${right}`) : undefined) : t('rights.notHeld')
                }
                checked={chosen.includes(right)}
                disabled={!held.includes(right)}
                onChange={(event) => set(right, event.currentTarget.checked)}
              />
            ))}
        </fieldset>
      ))}
    </fieldset>
  );
}
