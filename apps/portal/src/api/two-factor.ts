// Two-factor sign-in as the HTTP API offers it: the second step, turning it on and off, the organisation's policy.
import { backupCodesSchema, newTwoFactorSchema, twoFactorStateSchema } from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';
import { ApiError } from './errors.ts';
import { type CodeKind, type TypedProof, codeIn, proofIn } from './own-proof.ts';

const anything = z.unknown();

async function backupCodes(path: string, body: unknown): Promise<readonly string[]> {
  return (await call(backupCodesSchema, path, { method: 'POST', body })).backupCodes;
}

export const twoFactorApi = {
  /** Signed in afterwards. Throws ApiError: `second_step_expired` where the password must be typed anew. */
  async secondStep(kind: CodeKind, text: string): Promise<void> {
    const path = kind === 'app' ? 'verify-totp' : 'verify-backup-code';
    const body = { code: codeIn(kind, text) };
    try {
      await call(anything, `/api/auth/two-factor/${path}`, { method: 'POST', body });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not_signed_in') {
        throw new ApiError('second_step_expired', 'The second step took too long', { cause: error });
      }
      throw error;
    }
  },
  state: (signal?: AbortSignal) => call(twoFactorStateSchema, '/api/two-factor', { signal }),
  begin: (password: string) =>
    call(newTwoFactorSchema, '/api/two-factor/begin', { method: 'POST', body: proofIn({ password, code: '' }) }),
  confirm: async (text: string) => backupCodes('/api/two-factor/confirm', { code: codeIn('app', text) }),
  renewBackupCodes: async (proof: TypedProof) => backupCodes('/api/two-factor/backup-codes', proofIn(proof)),
  turnOff: async (proof: TypedProof) =>
    call(anything, '/api/two-factor/turn-off', { method: 'POST', body: proofIn(proof) }),
  requireOfAll: (required: boolean) =>
    call(anything, '/api/organisation/two-factor', { method: 'PATCH', body: { required } }),
};

export const twoFactorQuery = queryOptions({
  queryKey: ['twoFactor'],
  queryFn: ({ signal }) => twoFactorApi.state(signal),
});
