// HTTP routes of the audit log.

import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { auditFilterSchema, auditPageSchema, auditQuerySchema } from '@nearhand/protocol';
import { memberOf } from '../accounts/members.ts';
import type { AppContext } from '../app-context.ts';
import { AuditRepository } from './audit.repository.ts';
import { AuditService } from './audit.service.ts';

const tags = ['audit'];

export function registerAudit(app: FastifyInstance, { db, members }: AppContext): void {
  const service = new AuditService(new AuditRepository(db));
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const onRequest = members.requireRight('audit.view');

  routes.get(
    '/api/audit',
    {
      onRequest,
      schema: {
        summary: 'What happened in the organisation, newest first',
        tags,
        querystring: auditQuerySchema,
        response: { 200: auditPageSchema },
      },
    },
    (request) => service.list(memberOf(request), request.query),
  );
  routes.get(
    '/api/audit.csv',
    { onRequest, schema: { summary: 'The same as a CSV file', tags, querystring: auditFilterSchema } },
    (request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="audit-log.csv"')
        .header('cache-control', 'no-store')
        .send(Readable.from(service.csv(memberOf(request), request.query))),
  );
}
