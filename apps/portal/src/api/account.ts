// What members do with their account, as the HTTP API offers it.
import { deletionPlanSchema, pendingEmailSchema, totpCodeSchema } from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';
import { ApiError } from './errors.ts';
import { type TypedProof, proofIn } from './own-proof.ts';

const anything = z.unknown();

export const accountApi = {
  pendingEmail: (signal?: AbortSignal) => call(pendingEmailSchema, '/api/me/email', { signal }),
  /** Mails a code there. */
  changeEmail: async (email: string, proof: TypedProof) =>
    call(anything, '/api/me/email', { method: 'POST', body: { email, ...proofIn(proof) } }),
  /** Throws ApiError: `email_code_invalid`, also for what cannot be a code. */
  async confirmEmail(text: string): Promise<void> {
    const code = totpCodeSchema.safeParse(text);
    if (!code.success) throw new ApiError('email_code_invalid', 'That is not a code');
    await call(anything, '/api/me/email/confirm', { method: 'POST', body: { code: code.data } });
  },
  keepEmail: () => call(anything, '/api/me/email/cancel', { method: 'POST', body: {} }),

  deletionPlan: (signal?: AbortSignal) => call(deletionPlanSchema, '/api/me/deletion', { signal }),
  /** `organisations`: those the person was told go too. */
  delete: async (organisations: readonly string[], proof: TypedProof) =>
    call(anything, '/api/me/deletion', { method: 'POST', body: { organisations, ...proofIn(proof) } }),
};

export const pendingEmailQuery = queryOptions({
  queryKey: ['pendingEmail'],
  queryFn: ({ signal }) => accountApi.pendingEmail(signal),
});

export const deletionPlanQuery = queryOptions({
  queryKey: ['deletionPlan'],
  queryFn: ({ signal }) => accountApi.deletionPlan(signal),
  // What it says is what is confirmed: never an old one.
  staleTime: 0,
  gcTime: 0,
});
