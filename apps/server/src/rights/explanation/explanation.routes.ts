// HTTP route of explanations.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { explanationQuerySchema, explanationSchema } from '@nearhand/protocol';
import { memberOf, type Members } from '../../accounts/members.ts';
import type { ExplanationService } from './explanation.service.ts';

export function registerExplanation(
  app: FastifyInstance,
  options: { service: ExplanationService; members: Members },
): void {
  const { service, members } = options;
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/explanation',
    {
      onRequest: members.requireRight('members.view'),
      schema: {
        summary: 'Why a member may or may not do something',
        tags: ['rights'],
        querystring: explanationQuerySchema,
        response: { 200: explanationSchema },
      },
    },
    (request) => service.explain(memberOf(request), request.query),
  );
}
