// What a person types to prove to be there, on its way to the server.
import { type OwnProof, backupCodeSchema, totpCodeSchema } from '@nearhand/protocol';
import { z } from 'zod';
import { ApiError } from './errors.ts';

/** Empty where it is not asked for. */
export interface TypedProof {
  password: string;
  code: string;
}

export type CodeKind = 'app' | 'backup';

/** What cannot be a code is wrong without asking the server. Throws ApiError. */
export function codeIn(kind: CodeKind | 'any', text: string): string {
  const schemas = { app: totpCodeSchema, backup: backupCodeSchema, any: z.union([totpCodeSchema, backupCodeSchema]) };
  const code = schemas[kind].safeParse(text);
  if (!code.success) throw new ApiError('two_factor_code_invalid', 'That is not a code');
  return code.data;
}

/** Throws ApiError. */
export function proofIn({ password, code }: TypedProof): OwnProof {
  return {
    ...(password === '' ? {} : { password }),
    ...(code === '' ? {} : { code: codeIn('any', code) }),
  };
}
