// One section of the host's settings: what it is about beside its form, and the end of that form.
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { UseMutationResult } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FormError } from '../form/form-error.tsx';

export function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="host-section" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <p className="nh-muted">{text}</p>
      </div>
      <div>{children}</div>
    </section>
  );
}

interface SectionEndProps {
  sending: Pick<UseMutationResult<unknown, unknown, never>, 'error' | 'isPending' | 'isSuccess'>;
  children?: ReactNode;
}

export function SectionEnd({ sending, children }: SectionEndProps) {
  const { t } = useTranslation();
  return (
    <>
      <FormError error={sending.error} />
      <div className="host-save">
        <Button type="submit" loading={sending.isPending}>
          {t('action.save')}
        </Button>
        {children}
        <output className="host-good">
          {sending.isSuccess ? (
            <>
              <IconCheck size={18} aria-hidden="true" />
              {t('profile.saved')}
            </>
          ) : null}
        </output>
      </div>
    </>
  );
}
