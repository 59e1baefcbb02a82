// How to add computers: one, by signing in there; or many, with a token.
import { SegmentedControl } from '@mantine/core';
import { addComputerPath, formatSignInCode } from '@nearhand/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shell/dialog.tsx';
import { CodeForm } from './code-form.tsx';
import { Command, ProgramLink } from './command.tsx';
import { Tokens } from './tokens.tsx';
import './adding.css';

export function AddComputerWindow({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('adding.title')} size={620}>
      <Ways onClose={onClose} />
    </Dialog>
  );
}

function Ways({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [way, setWay] = useState('one');
  return (
    <div className="form">
      <SegmentedControl
        fullWidth
        aria-label={t('adding.title')}
        data={[
          { value: 'one', label: t('adding.one') },
          { value: 'many', label: t('adding.many') },
        ]}
        value={way}
        onChange={setWay}
      />
      {way === 'one' ? <OneComputer /> : <Tokens onClose={onClose} />}
    </div>
  );
}

function OneComputer() {
  const { t } = useTranslation();
  return (
    <ol className="adding-steps">
      <li>
        <p>{t('adding.steps.start')}</p>
        <p>
          <ProgramLink />
        </p>
        <Command options="--sign-in" />
      </li>
      <li>
        <p>{t('adding.steps.code')}</p>
      </li>
      <li>
        <p>{t('adding.steps.elsewhere')}</p>
        <CodeForm
          onCode={(code) => {
            // A page of its own: what is asked there wants to be read without anything around it.
            window.location.assign(`${addComputerPath}#${formatSignInCode(code)}`);
          }}
        />
      </li>
    </ol>
  );
}
