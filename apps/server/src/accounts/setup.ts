// The first administrator: a one-time token printed at the first start, and the one account it makes. Once a user
// exists there is no set-up any more.

import { randomBytes } from 'node:crypto';
import { AppError } from '@nearhand/base';
import type { Locale, Setup as SetupInput } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { hashToken } from '../keys/secret-text.ts';
import { readHostSetting, takeHostSetting, writeHostSetting } from '../organisations/host-settings.ts';
import { type CreatedMember, addMember } from './create-user.ts';
import { hashPassword } from './credential.ts';

const settingKey = 'setupTokenHash';

export interface Setup {
  /** Still nobody there. */
  isNeeded(): Promise<boolean>;
  /** A fresh token, the only one valid from now on; null once a user exists. */
  issueToken(): Promise<string | null>;
  /** Throws AppError `not_found` for a wrong or used token, or when a user exists. */
  complete(input: SetupInput, asked: Locale | null): Promise<CreatedMember>;
}

export function createSetup(context: Omit<AppContext, 'setup'>): Setup {
  const { db } = context;

  async function isNeeded(): Promise<boolean> {
    return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) === undefined;
  }

  return {
    isNeeded,
    async issueToken() {
      if (!(await isNeeded())) return null;
      const token = randomBytes(16).toString('base64url');
      await writeHostSetting(db, settingKey, hashToken(token));
      return token;
    },
    async complete(input, asked) {
      const expected = await readHostSetting(db, settingKey);
      const given = hashToken(input.token);
      if (expected !== given || !(await isNeeded())) throw notFound();
      const { name, email, password } = input;
      const passwordHash = await hashPassword(context, password);
      return context.organisations.create(db, input.organisation, async (transaction, { organisationId }) => {
        // Deleting the hash is the turnstile: of two at once, one gets through.
        if (!(await takeHostSetting(transaction, settingKey, given))) throw notFound();
        return addMember(context, transaction, {
          name,
          email,
          passwordHash,
          locale: input.locale ?? asked,
          organisationId,
          role: 'owner',
          hostAdministrator: true,
        });
      });
    },
  };
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such page.');
}
