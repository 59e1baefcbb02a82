// The host's settings over HTTP, for host administrators only.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { changeHostSettingsSchema, hostSettingsSchema } from '@nearhand/protocol';
import { hostAdministratorGate } from '../accounts/host-administrator.ts';
import { memberOf } from '../accounts/members.ts';
import type { AppContext } from '../app-context.ts';
import { recordHostChange } from './record-host-change.ts';
import { changeHostSettings, readHostSettings } from './settings.ts';

const tags = ['host'];
const response = { 200: hostSettingsSchema };

export function registerHost(plainApp: FastifyInstance, context: AppContext): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const onRequest = hostAdministratorGate(context);

  app.get(
    '/api/host/settings',
    {
      onRequest,
      schema: {
        summary: 'Who may sign up and found organisations, legal links, how long things are kept',
        tags,
        response,
      },
    },
    () => readHostSettings(context.db),
  );

  app.patch(
    '/api/host/settings',
    { onRequest, schema: { summary: 'Change them', tags, body: changeHostSettingsSchema, response } },
    async (request) => {
      const { db, clock } = context;
      const member = memberOf(request);
      const change = request.body;
      await db.transaction().execute(async (transaction) => {
        await changeHostSettings(transaction, change);
        const at = new Date(clock.nowMs());
        if (change.signUp !== undefined) {
          const { who, domains } = change.signUp;
          const details = { note: [who, ...(who === 'domains' ? domains : [])].join(' ') };
          await recordHostChange(transaction, { member, at, event: 'host.signUpChanged', details });
        }
        if (change.founding !== undefined) {
          const details = { note: change.founding.who };
          await recordHostChange(transaction, { member, at, event: 'host.foundingChanged', details });
        }
        if (change.legal !== undefined) {
          await recordHostChange(transaction, { member, at, event: 'host.legalChanged' });
        }
        if (change.retention !== undefined) {
          const details = { note: JSON.stringify(change.retention) };
          await recordHostChange(transaction, { member, at, event: 'host.retentionChanged', details });
        }
      });
      return readHostSettings(db);
    },
  );
}
