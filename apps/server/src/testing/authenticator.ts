// An authenticator app for tests, and turning two-factor sign-in on with it.

import { newTwoFactorSchema, backupCodesSchema } from '@nearhand/protocol';
import { codeOf, stepAt } from '../accounts/two-factor/totp.ts';
import { ApiClient } from './api-client.ts';
import type { TestMember, TestServer } from './test-server.ts';

export class Authenticator {
  readonly #secret: string;

  /** `secret` in Base32, as a person would type it. */
  constructor(secret: string) {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
    this.#secret = (bits.match(/.{8}/g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join('');
  }

  /** The code now, or some steps of thirty seconds away. */
  code(steps = 0): string {
    return codeOf(this.#secret, stepAt(Date.now()) + steps);
  }

  /** A code that is none near now. */
  wrongCode(): string {
    const near = new Set([-2, -1, 0, 1, 2].map((steps) => this.code(steps)));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.has(code)) ?? '666666';
  }
}

export interface WithTwoFactor {
  readonly app: Authenticator;
  readonly backupCodes: readonly string[];
}

/** As if thirty seconds had passed since: the codes near now may be used. */
export async function turnTwoFactorOn(server: TestServer, member: TestMember): Promise<WithTwoFactor> {
  const client = new ApiClient(server, member);
  const begun = await client.call('POST', '/api/two-factor/begin', { password: member.password });
  const app = new Authenticator(newTwoFactorSchema.parse(begun.body).secret);
  const confirmed = await client.call('POST', '/api/two-factor/confirm', { code: app.code() });
  await server.db.updateTable('twoFactors').set({ lastUsedStep: 0 }).where('userId', '=', member.userId).execute();
  return { app, backupCodes: backupCodesSchema.parse(confirmed.body).backupCodes };
}
