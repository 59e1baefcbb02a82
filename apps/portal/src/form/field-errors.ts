// From a schema's complaints to what a form says beside its fields, as keys of the translations.
import type { z } from 'zod';

export type FieldError =
  | { key: 'field.required' | 'field.email' | 'field.url' | 'field.invalid' }
  | { key: 'field.tooShort'; min: number }
  | { key: 'field.tooLong'; max: number };

type Issue = z.core.$ZodIssue;

export function fieldErrorOf(issue: Issue): FieldError {
  if (issue.code === 'too_small') {
    const min = Number(issue.minimum);
    return min <= 1 ? { key: 'field.required' } : { key: 'field.tooShort', min };
  }
  if (issue.code === 'too_big') return { key: 'field.tooLong', max: Number(issue.maximum) };
  if (issue.code === 'invalid_format' && issue.format === 'email') return { key: 'field.email' };
  if (issue.code === 'invalid_format' && issue.format === 'url') return { key: 'field.url' };
  return { key: 'field.invalid' };
}

/** The first complaint per field; empty when the values fit. A field that was left empty is "required", whatever else. */
export function fieldErrors(
  schema: z.ZodType,
  values: Readonly<Record<string, string>>,
): Partial<Record<string, FieldError>> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return {};
  const errors: Partial<Record<string, FieldError>> = {};
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '');
    errors[field] ??= values[field]?.trim() === '' ? { key: 'field.required' } : fieldErrorOf(issue);
  }
  return errors;
}
