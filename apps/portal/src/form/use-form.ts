// State of a small form of text fields: values, what is wrong with them, and sending them once.
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { type FieldError, fieldErrors } from './field-errors.ts';

/** Everything a text field needs. */
export interface FormField {
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (event: { currentTarget: { value: string } }) => void;
}

export interface FormOptions<Values extends Record<string, string>> {
  initial: Values;
  schema: z.ZodType;
  /** The first field has the focus when the form appears. */
  focusFirst?: boolean;
  /** By which other parts know that it is on its way. */
  mutationKey?: readonly string[];
  /** Called with values that fit the schema. */
  send: (values: Values) => Promise<void>;
}

export function useForm<Values extends Record<string, string>>({
  initial,
  schema,
  focusFirst = false,
  mutationKey,
  send,
}: FormOptions<Values>) {
  const { t } = useTranslation();
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Partial<Record<string, FieldError>>>({});
  const form = useRef<HTMLFormElement>(null);
  const sending = useMutation({ mutationFn: send, ...(mutationKey === undefined ? {} : { mutationKey }) });

  useEffect(() => {
    if (!focusFirst) return;
    const first = form.current?.querySelector<HTMLElement>('input:not([readonly]):not(:disabled)');
    // Windows give the focus to what is marked so, a moment later.
    first?.setAttribute('data-autofocus', '');
    first?.focus();
  }, [focusFirst]);

  const set = (field: keyof Values & string, value: string) => {
    setValues((before) => ({ ...before, [field]: value }));
    setErrors((before) => ({ ...before, [field]: undefined }));
  };

  const words = (error: FieldError | undefined): string | undefined => {
    if (error === undefined) return undefined;
    if (error.key === 'field.tooShort') return t(error.key, { min: error.min });
    if (error.key === 'field.tooLong') return t(error.key, { max: error.max });
    return t(error.key);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sending.isPending) return;
    const found = fieldErrors(schema, values);
    setErrors(found);
    const firstWrong = Object.keys(initial).find((field) => found[field] !== undefined);
    if (firstWrong === undefined) sending.mutate(values);
    else form.current?.querySelector<HTMLElement>(`[name="${firstWrong}"]`)?.focus();
  };

  return {
    values,
    set,
    sending,
    formProps: { ref: form, onSubmit: submit, noValidate: true },
    field: (name: keyof Values & string): FormField => ({
      name,
      value: values[name] ?? '',
      error: words(errors[name]),
      onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
    }),
  };
}
