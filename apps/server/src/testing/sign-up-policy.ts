// Who may sign up on a test's server, without asking over HTTP.

import type { SignUpWay } from '@nearhand/protocol';
import { changeHostSettings } from '../host/settings.ts';
import type { TestServer } from './test-server.ts';

export function letSignUp(server: TestServer, who: SignUpWay, domains: string[] = []): Promise<void> {
  return server.db
    .transaction()
    .execute((transaction) => changeHostSettings(transaction, { signUp: { who, domains } }));
}
