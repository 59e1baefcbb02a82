// Typing the code that a computer shows.
import { Button, TextInput } from '@mantine/core';
import { parseSignInCode } from '@nearhand/protocol';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface CodeFormProps {
  focusFirst?: boolean;
  /** In the form the protocol has. */
  onCode: (code: string) => void;
}

export function CodeForm({ focusFirst = false, onCode }: CodeFormProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focusFirst) field.current?.focus();
  }, [focusFirst]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = parseSignInCode(typed);
    setWrong(code === null);
    if (code === null) field.current?.focus();
    else onCode(code);
  };
  return (
    <form className="code-form" onSubmit={submit} noValidate>
      <TextInput
        label={t('adding.code')}
        className="code-field"
        placeholder="WDJB-MJHT"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        value={typed}
        error={isWrong ? t('adding.codeWrong') : undefined}
        ref={field}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit">{t('adding.goOn')}</Button>
    </form>
  );
}
