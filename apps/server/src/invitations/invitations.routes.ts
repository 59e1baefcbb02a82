// Public HTTP routes of the customer's browser.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  errorBodySchema,
  errorCatalogue,
  invitationProgressQuerySchema,
  invitationProgressSchema,
  invitationStepSchema,
  joinedSchema,
  joinSchema,
} from '@nearhand/protocol';
import { GuessRefused } from './guess-guard.ts';
import type { InvitationService } from './invitation.service.ts';

const tags = ['invitations'];

export function registerInvitations(app: FastifyInstance, options: { service: InvitationService }): void {
  const { service } = options;
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.post(
    '/api/join',
    { schema: { tags, body: joinSchema, response: { 200: joinedSchema, 429: errorBodySchema } } },
    async (request, reply) => {
      try {
        return { path: await service.join(request.body.code, request.body.proof, request.ip) };
      } catch (error) {
        if (!(error instanceof GuessRefused)) throw error;
        const seconds = error.retryAfterMs === null ? null : Math.ceil(error.retryAfterMs / 1000);
        if (seconds !== null) reply.header('retry-after', seconds);
        return reply.status(errorCatalogue.too_many_attempts.status).send({
          error: {
            code: error.code,
            message: error.message,
            ...(seconds === null ? {} : { retryAfterSeconds: seconds }),
            ...(error.challenge === null ? {} : { proof: error.challenge }),
          },
        });
      }
    },
  );
  // A POST although it changes nothing: the token stays out of addresses, and so out of logs.
  routes.post(
    '/api/invitations/progress',
    { schema: { tags, body: invitationProgressQuerySchema, response: { 200: invitationProgressSchema } } },
    (request) => service.progressOf(request.body.token),
  );
  routes.post(
    '/api/invitations/steps',
    { schema: { tags, body: invitationStepSchema, response: { 204: z.null() } } },
    async (request, reply) => {
      await service.reportStep(request.body.token, request.body.step);
      return reply.status(204).send(null);
    },
  );
}
