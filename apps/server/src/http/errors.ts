// From whatever was thrown to the one error body of the protocol. Unknown failures keep their story to the log.

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError, type Logger } from '@nearhand/base';
import { type ErrorBody, type ErrorCode, errorCatalogue, errorCodeSchema } from '@nearhand/protocol';
import { isDatabaseUnavailable } from '../database/availability.ts';

export interface HttpError {
  readonly status: number;
  readonly body: ErrorBody;
}

/** Null where only the log may know. */
export function toHttpError(error: unknown): HttpError | null {
  if (error instanceof AppError) {
    const code = errorCodeSchema.safeParse(error.code);
    if (!code.success) return null;
    return httpError(code.data, error.message, error.details);
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: issue.message ?? 'Wrong',
    }));
    return { status: 400, body: { error: { code: 'bad_request', message: 'Some values are wrong.', fields } } };
  }
  if (isDatabaseUnavailable(error))
    return httpError('unavailable', 'The database is not available; try again in a moment.');
  const status = error instanceof Error ? (error as Partial<FastifyError>).statusCode : undefined;
  if (status === 413) return httpError('too_large', 'The message is too large.');
  if (status !== undefined && status >= 400 && status < 500) {
    return httpError('bad_request', error instanceof Error ? error.message : 'The message does not fit.');
  }
  return null;
}

function httpError(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}): HttpError {
  const wait = details['retryAfterSeconds'];
  const retry = typeof wait === 'number' ? { retryAfterSeconds: Math.ceil(wait) } : {};
  return { status: errorCatalogue[code].status, body: { error: { code, message, ...retry } } };
}

export function registerErrors(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const known = toHttpError(error);
    if (known === null) {
      logger.error('A request failed', {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        error,
      });
    } else if (known.status >= 500) {
      // Whoever lost the database has said so once; here it would be said for every request.
      logger.debug('A request could not be served', { requestId: request.id, route: request.routeOptions.url, error });
    }
    const { status, body } = known ?? httpErrorForUnknown(request.id);
    if (body.error.retryAfterSeconds !== undefined) reply.header('retry-after', body.error.retryAfterSeconds);
    if (status === 503) reply.header('retry-after', 1);
    return reply.status(status).type('application/json').send(JSON.stringify(body));
  });
}

function httpErrorForUnknown(requestId: string): HttpError {
  return httpError('internal', `The server failed. Its log tells more under ${requestId}.`);
}
