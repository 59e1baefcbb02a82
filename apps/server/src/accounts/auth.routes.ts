// The few of Better Auth's routes that the product uses, carried over from Fastify's requests. All others do not exist.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '@nearhand/base';
import {
  type ErrorCode,
  type SecondStep,
  backupCodeSchema,
  emailSchema,
  mailedPasswordSchema,
  totpCodeSchema,
} from '@nearhand/protocol';
import { recordAccount } from '../audit/record-audit.ts';
import type { AppContext } from '../app-context.ts';
import { clientAddressHeader } from './client-address.ts';
import { isKnownDevice, noteSignIn } from './known-devices.ts';
import { endSignIn } from './own-access.ts';
import { passkeySignInPath } from './passkeys/passkey-plugin.ts';
import { SignInLimit } from './sign-in-limit.ts';
import { withEmail } from './profile/user-name.ts';

const paths = ['/sign-in/email', passkeySignInPath, '/sign-out'] as const;
/** The second step: what its body may hold. */
const secondSteps = { '/two-factor/verify-totp': totpCodeSchema, '/two-factor/verify-backup-code': backupCodeSchema };

/** `isPending`: these are an address and the mailed password of a sign-up that waits for its activation. */
export interface PendingSignUps {
  isPending(email: string, password: string): Promise<boolean>;
}

const signInSchema = z.object({ email: emailSchema, password: mailedPasswordSchema });

export function registerAuth(app: FastifyInstance, context: AppContext, signUps: PendingSignUps): void {
  const limit = new SignInLimit({ clock: context.clock, isKnown: (device) => isKnownDevice(context, device) });
  for (const path of paths) {
    app.route({
      method: 'POST',
      url: `/api/auth${path}`,
      schema: { hide: true },
      handler: async (request, reply) => {
        if (path === '/sign-out') await signOut(request, context);
        if (path !== '/sign-in/email') return handle(request, reply, context, { path, body: request.body });
        const body = await withEmail(context.db, request.body);
        if (await isActivation(body, signUps)) {
          return reply.send({ secondStep: 'activation' satisfies SecondStep });
        }
        const wasRight = await limit.book(body, request.headers.cookie);
        const answer = await handle(request, reply, context, { path, body });
        wasRight();
        return answer;
      },
    });
  }
  for (const [path, codeSchema] of Object.entries(secondSteps)) {
    const bodySchema = z.object({ code: codeSchema });
    app.route({
      method: 'POST',
      url: `/api/auth${path}`,
      schema: { hide: true },
      handler: (request, reply) => {
        const body = bodySchema.safeParse(request.body);
        if (!body.success) throw new AppError('two_factor_code_invalid', 'That is not a code.');
        return handle(request, reply, context, { path, body: body.data });
      },
    });
  }
}

async function isActivation(body: unknown, signUps: PendingSignUps): Promise<boolean> {
  const typed = signInSchema.safeParse(body);
  return typed.success && signUps.isPending(typed.data.email, typed.data.password);
}

async function handle(
  request: FastifyRequest,
  reply: FastifyReply,
  context: AppContext,
  { path, body: sent }: { readonly path: string; readonly body: unknown },
): Promise<FastifyReply> {
  const { authentication, config } = context;
  const body = sent === undefined || sent === null ? {} : { body: JSON.stringify(sent) };
  const url = new URL(`/api/auth${path}`, config.publicUrl);
  const answer = await authentication.auth.handler(
    new Request(url, { method: request.method, headers: headersFor(request, config.publicUrl), ...body }),
  );
  const cookies = answer.headers.getSetCookie();
  for (const cookie of cookies) reply.header('set-cookie', cookie);
  const deviceCookie = await noteSignIn(context, { cookies, sentCookies: request.headers.cookie });
  if (deviceCookie !== null) reply.header('set-cookie', deviceCookie);
  if (path === '/sign-in/email' && answer.status === 401) noteFailedSignIn(request, sent, context);
  if (!answer.ok) throw await errorFrom(answer);
  if (path === '/sign-in/email' && (await asksForSecondStep(answer)))
    return reply.send({ secondStep: 'code' satisfies SecondStep });
  // Its answers hold the sign-in's token, which is for the cookie alone.
  return reply.status(204).send(null);
}

/** Ahead of the library, which would end the sign-in without saying from where. It clears the cookies afterwards. */
async function signOut(request: FastifyRequest, context: AppContext): Promise<void> {
  const { cookie } = request.headers;
  if (cookie === undefined) return;
  const found = await context.authentication.auth.api.getSession({ headers: new Headers({ cookie }) });
  if (found === null) return;
  const { id, userId } = found.session;
  await endSignIn(context, { userId, address: request.ip }, id).catch((error: unknown) => {
    // It ended at this moment: that is what was asked for.
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
  });
}

async function asksForSecondStep(answer: Response): Promise<boolean> {
  return z.object({ twoFactorRedirect: z.literal(true) }).safeParse(await answer.json()).success;
}

/** Not waited for: the time of the answer must not tell whether the account exists. */
function noteFailedSignIn(request: FastifyRequest, sent: unknown, { db, clock, logger }: AppContext): void {
  const typed = z.object({ email: emailSchema }).safeParse(sent);
  if (!typed.success) return;
  recordAccount(db, {
    user: { email: typed.data.email },
    event: 'signIn.failed',
    at: new Date(clock.nowMs()),
    by: { actor: { kind: 'nobody' }, address: request.ip },
  }).catch((error: unknown) => logger.error('A failed sign-in was not recorded', { error }));
}

/** Only what Better Auth needs; the client's address comes from the connection, never from a header of the client. */
export function headersFor(request: FastifyRequest, origin: string): Headers {
  // The guard has let this request through: its origin is this server, under whatever name.
  const headers = new Headers({ [clientAddressHeader]: request.ip, origin, 'content-type': 'application/json' });
  for (const name of ['cookie', 'user-agent'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

/** Better Auth's own codes, where they say more than the status. */
const libraryCodes: Readonly<Record<string, ErrorCode>> = {
  INVALID_CODE: 'two_factor_code_invalid',
  INVALID_BACKUP_CODE: 'two_factor_code_invalid',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'too_many_attempts',
  PASSKEY_REFUSED: 'passkey_refused',
  ACCOUNT_TEMPORARILY_LOCKED: 'too_many_attempts',
};

const codes: Readonly<Record<number, ErrorCode>> = {
  400: 'bad_request',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  422: 'bad_request',
  429: 'too_many_attempts',
};

async function errorFrom(answer: Response): Promise<AppError> {
  const text = await answer.text();
  const { code: libraryCode, message } = bodyIn(text);
  const code = libraryCodes[libraryCode] ?? codes[answer.status];
  if (code === undefined)
    throw new AppError('unavailable', 'Signing in is not possible at the moment.', {
      details: { status: answer.status },
    });
  const retryAfterSeconds = Number(answer.headers.get('x-retry-after') ?? Number.NaN);
  const details = Number.isFinite(retryAfterSeconds) ? { retryAfterSeconds } : {};
  return new AppError(code, message, { details });
}

const errorSchema = z.object({ code: z.string().catch(''), message: z.string().catch('That did not work.') });

function bodyIn(text: string): z.output<typeof errorSchema> {
  try {
    return errorSchema.parse(JSON.parse(text));
  } catch {
    // Not JSON, or not an object: there is no message in it.
    return { code: '', message: 'That did not work.' };
  }
}
