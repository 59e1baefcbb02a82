import { errorCatalogue, errorCodeSchema } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { ApiError, errorCodeOf, errorFromBody } from './errors.ts';

describe('errorFromBody', () => {
  it('POR8: reads every error of the catalogue', () => {
    const codes = errorCodeSchema.options.map(
      (code) => errorFromBody(errorCatalogue[code].status, { error: { code, message: 'm' } }).code,
    );
    expect(codes).toEqual(errorCodeSchema.options);
  });

  it('POR8: makes sense of answers that are not ours', () => {
    const codes = [401, 429, 502, 503, 504, 400, 500].map((status) => errorFromBody(status, '<html>').code);
    expect(codes).toEqual([
      'not_signed_in',
      'too_many_attempts',
      'unavailable',
      'unavailable',
      'unavailable',
      'answer_malformed',
      'answer_malformed',
    ]);
  });

  it('POR8: keeps the wait and never the body', () => {
    const body = { error: { code: 'too_many_attempts', message: 'm', retryAfterSeconds: 30, secret: 'x' } };
    expect(errorFromBody(429, body).details).toEqual({ status: 429, fields: undefined, retryAfterSeconds: 30 });
  });
});

describe('errorCodeOf', () => {
  it('POR1: has a code for anything that is thrown', () => {
    const codes = [new ApiError('forbidden', 'm'), new TypeError('x'), 'text', null].map(errorCodeOf);
    expect(codes).toEqual(['forbidden', 'unknown', 'unknown', 'unknown']);
  });
});
