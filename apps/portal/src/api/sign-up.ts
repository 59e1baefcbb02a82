// The routes of signing up, by name.
import type { CompleteSignUp, Locale } from '@nearhand/protocol';
import { z } from 'zod';
import { call } from './client.ts';

export const signUpApi = {
  ask: (email: string, locale: Locale) =>
    call(z.unknown(), '/api/sign-ups', { method: 'POST', body: { email, locale } }),
  complete: (signUp: CompleteSignUp) => call(z.unknown(), '/api/sign-ups/complete', { method: 'POST', body: signUp }),
};
