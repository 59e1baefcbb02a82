// What a computer keeps of its enrolment, and the policy its owner may write beside it.

import { join } from 'node:path';
import { AppError } from '@nearhand/base';
import { idSchema, permissions, permissionSetSchema } from '@nearhand/protocol';
import { z } from 'zod';
import type { AccountView } from '../consent/window/window-content.ts';
import { readPrivateFile } from '../identity/private-files.ts';
import { type StoredValue, storedValue } from '../identity/stored-value.ts';

export const enrolmentSchema = z.object({ origin: z.string(), computerId: idSchema, name: z.string() });
export type Enrolment = z.infer<typeof enrolmentSchema>;

export const policySchema = z.strictObject({
  /** `never`: whoever the server lets in; `ask`: somebody at the computer must say yes each time. */
  consent: z.enum(['never', 'ask']).default('never'),
  /** At most these, whatever the server says. */
  permissions: permissionSetSchema.default([...permissions]),
  /** How long a question waits; silence means no. */
  askSeconds: z.number().int().min(5).max(3600).default(60),
});
export type Policy = z.infer<typeof policySchema>;

export function enrolmentOf(folder: string): StoredValue<Enrolment> {
  return storedValue(join(folder, 'enrolment.json'), enrolmentSchema);
}

/** The policy file, or the default without one. Throws AppError `bad_request`: a damaged policy allows nothing. */
export function readPolicy(folder: string): Policy {
  const path = join(folder, 'policy.json');
  const text = readPrivateFile(path);
  if (text === null) return policySchema.parse({});
  try {
    return policySchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('bad_request', `${path} is not a valid policy`, { cause: error });
  }
}

/** What a computer's own agent left in its folder, for a program of the server at `origin`. */
export function accountOf(dataFolder: string, origin: string): AccountView {
  const enrolment = enrolmentOf(dataFolder).read();
  if (enrolment === null) return { kind: 'none' };
  return {
    kind: 'linked',
    name: enrolment.name,
    server: new URL(enrolment.origin).host,
    sameServer: enrolment.origin === origin,
  };
}
