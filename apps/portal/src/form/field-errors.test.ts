import { newRequestSchema, setupSchema } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { fieldErrors } from './field-errors.ts';

const setUp = setupSchema.omit({ token: true });
const good = { name: 'Ada', email: 'ada@example.com', password: 'correct horse', organisation: 'Acme' };

describe('fieldErrors', () => {
  it('POR9: says nothing about values that fit', () => {
    expect(fieldErrors(setUp, good)).toEqual({});
  });

  it('POR9: names the first thing wrong with each field', () => {
    const wrong = { name: ' ', email: 'ada', password: 'short', organisation: 'x'.repeat(101) };
    expect(fieldErrors(setUp, wrong)).toEqual({
      name: { key: 'field.required' },
      email: { key: 'field.email' },
      password: { key: 'field.tooShort', min: 10 },
      organisation: { key: 'field.tooLong', max: 100 },
    });
  });

  it('POR9: calls an empty field required, and refuses control characters', () => {
    expect([
      fieldErrors(setUp, { ...good, email: '', password: '' }),
      fieldErrors(newRequestSchema, { customer: 'a\u202eb', comments: '' }),
    ]).toEqual([
      { email: { key: 'field.required' }, password: { key: 'field.required' } },
      { customer: { key: 'field.invalid' } },
    ]);
  });
});
