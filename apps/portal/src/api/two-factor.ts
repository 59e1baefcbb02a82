// Two-factor sign-in as the HTTP API offers it: the second step, turning it on and off, the organisation's policy.
import {
  backupCodeSchema,
  backupCodesSchema,
  newTwoFactorSchema,
  totpCodeSchema,
  twoFactorStateSchema,
} from '@nearhand/protocol';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from './client.ts';
import { ApiError } from './errors.ts';

export type CodeKind = 'app' | 'backup';

export interface TwoFactorProof {
  password: string;
  code: string;
}

const anything = z.unknown();

/** What cannot be a code is wrong without asking the server. Throws ApiError. */
function codeIn(kind: CodeKind | 'any', text: string): string {
  const schemas = { app: totpCodeSchema, backup: backupCodeSchema, any: z.union([totpCodeSchema, backupCodeSchema]) };
  const code = schemas[kind].safeParse(text);
  if (!code.success) throw new ApiError('two_factor_code_invalid', 'That is not a code');
  return code.data;
}

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
    call(newTwoFactorSchema, '/api/two-factor/begin', { method: 'POST', body: { password } }),
  confirm: async (text: string) => backupCodes('/api/two-factor/confirm', { code: codeIn('app', text) }),
  renewBackupCodes: async ({ password, code }: TwoFactorProof) =>
    backupCodes('/api/two-factor/backup-codes', { password, code: codeIn('any', code) }),
  turnOff: async ({ password, code }: TwoFactorProof) =>
    call(anything, '/api/two-factor/turn-off', { method: 'POST', body: { password, code: codeIn('any', code) } }),
  requireOfAll: (required: boolean) =>
    call(anything, '/api/organisation/two-factor', { method: 'PATCH', body: { required } }),
};

export const twoFactorQuery = queryOptions({
  queryKey: ['twoFactor'],
  queryFn: ({ signal }) => twoFactorApi.state(signal),
});
