// What went wrong when a form was sent, read out at once.
import { IconAlertCircle } from '@tabler/icons-react';
import { useErrorWords } from '../api/error-words.ts';

export function FormError({ error }: { error: unknown }) {
  const errorWords = useErrorWords();
  return (
    <div role="alert" className="form-error" hidden={error === null || error === undefined}>
      {error === null || error === undefined ? null : (
        <>
          <IconAlertCircle size={18} stroke={1.8} aria-hidden="true" />
          <span>{errorWords(error)}</span>
        </>
      )}
    </div>
  );
}
