// The few of Better Auth's routes that the product uses, carried over from Fastify's requests. All others do not exist.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '@nearhand/base';
import type { ErrorCode } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { clientAddressHeader } from './authentication.ts';

const paths = ['/sign-in/email', '/sign-out', '/revoke-other-sessions', '/change-password'] as const;

export function registerAuth(app: FastifyInstance, context: AppContext): void {
  for (const path of paths) {
    app.route({
      method: 'POST',
      url: `/api/auth${path}`,
      schema: { hide: true },
      handler: (request, reply) => handle(request, reply, context, path),
    });
  }
}

async function handle(
  request: FastifyRequest,
  reply: FastifyReply,
  { authentication, config }: AppContext,
  path: string,
): Promise<FastifyReply> {
  const body = request.body === undefined || request.body === null ? {} : { body: JSON.stringify(request.body) };
  const url = new URL(`/api/auth${path}`, config.publicUrl);
  const answer = await authentication.auth.handler(
    new Request(url, { method: request.method, headers: headersFor(request, config.publicUrl), ...body }),
  );
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
  if (!answer.ok) throw await errorFrom(answer);
  // Its answers hold the sign-in's token, which is for the cookie alone.
  return reply.status(204).send(null);
}

/** Only what Better Auth needs; the client's address comes from the connection, never from a header of the client. */
function headersFor(request: FastifyRequest, origin: string): Headers {
  // The guard has let this request through: its origin is this server, under whatever name.
  const headers = new Headers({ [clientAddressHeader]: request.ip, origin, 'content-type': 'application/json' });
  for (const name of ['cookie', 'user-agent'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

const codes: Readonly<Record<number, ErrorCode>> = {
  400: 'bad_request',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  422: 'bad_request',
  429: 'too_many_attempts',
};

async function errorFrom(answer: Response): Promise<AppError> {
  const text = await answer.text();
  const code = codes[answer.status];
  if (code === undefined)
    throw new AppError('unavailable', 'Signing in is not possible at the moment.', {
      details: { status: answer.status },
    });
  const retryAfterSeconds = Number(answer.headers.get('x-retry-after') ?? Number.NaN);
  const details = Number.isFinite(retryAfterSeconds) ? { retryAfterSeconds } : {};
  return new AppError(code, messageIn(text), { details });
}

function messageIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string')
      return body.message;
  } catch {
    // Not JSON: there is no message in it.
  }
  return 'That did not work.';
}
