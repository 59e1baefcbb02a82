// HTTP routes of the agent's updates: for agents, which have no account, and for host administrators.

import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  agentVersionsSchema,
  changeAgentVersionSchema,
  programFileSchema,
  signedUpdateManifestSchema,
  updatePaths,
} from '@nearhand/protocol';
import { z } from 'zod';
import { hostAdministratorGate } from '../accounts/host-administrator.ts';
import { memberOf } from '../accounts/members.ts';
import type { AppContext } from '../app-context.ts';
import { recordHostChange } from '../host/record-host-change.ts';
import type { AgentUpdates } from './agent-updates.service.ts';
import { rangeStart } from './byte-range.ts';

const tags = ['host'];
const response = { 200: agentVersionsSchema };

export function registerAgentUpdates(plainApp: FastifyInstance, context: AppContext, updates: AgentUpdates): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  registerForAgents(app, updates);
  const onRequest = hostAdministratorGate(context);
  const path = '/api/host/agent-versions';

  app.get(path, { onRequest, schema: { summary: 'The agent’s versions on this server', tags, response } }, () =>
    updates.versions(),
  );

  app.patch(
    path,
    {
      onRequest,
      schema: {
        summary: 'Withdraw a version, or offer it again',
        tags,
        body: changeAgentVersionSchema,
        response,
      },
    },
    async (request) => {
      const member = memberOf(request);
      const { version: note, withdrawn } = request.body;
      await context.db.transaction().execute(async (transaction) => {
        if (!(await updates.change(transaction, request.body))) return;
        const event = withdrawn ? 'host.agentVersionWithdrawn' : 'host.agentVersionOffered';
        const at = new Date(context.clock.nowMs());
        await recordHostChange(transaction, { member, at, event, details: { note } });
      });
      return updates.versions();
    },
  );
}

function registerForAgents(app: FastifyInstance, updates: AgentUpdates): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    updatePaths.manifest,
    {
      schema: { summary: 'What agents are told about updates, signed', response: { 200: signedUpdateManifestSchema } },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return updates.manifest();
    },
  );
  typed.get(
    updatePaths.file(':sha256'),
    { schema: { hide: true, params: z.object({ sha256: programFileSchema.shape.sha256 }) } },
    async (request, reply) => {
      const { path, size, sha256 } = await updates.file(request.params.sha256);
      const tag = `"${sha256}"`;
      const isSame = (request.headers['if-range'] ?? tag) === tag;
      const start = isSame ? rangeStart(request.headers.range, size) : null;
      reply
        .type('application/octet-stream')
        .header('accept-ranges', 'bytes')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('content-length', size - (start ?? 0))
        .header('etag', tag);
      if (start !== null) reply.status(206).header('content-range', `bytes ${start}-${size - 1}/${size}`);
      return reply.send(createReadStream(path, { start: start ?? 0 }));
    },
  );
}
