// The way to a provider and back, through the library, for whoever sends somebody there.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '@nearhand/base';
import { begunProviderSchema } from '@nearhand/protocol';
import type { ServerConfig } from '../../config/config.ts';
import { headersFor } from '../auth.routes.ts';
import type { ProviderAuthentication } from './provider-authentication.ts';

export interface Trip {
  readonly provider: string;
  /** Within this server. */
  readonly callbackURL: string;
  readonly errorCallbackURL: string;
  /** Kept by the server, and there again on the way back. */
  readonly additionalData?: unknown;
}

export class RoundTrip {
  readonly #providers: ProviderAuthentication;
  readonly #publicUrl: string;

  constructor(providers: ProviderAuthentication, { publicUrl }: Pick<ServerConfig, 'publicUrl'>) {
    this.#providers = providers;
    this.#publicUrl = publicUrl;
  }

  /** Where the browser goes next. Throws AppError `unavailable`. */
  async begin(request: FastifyRequest, reply: FastifyReply, trip: Trip): Promise<{ url: string }> {
    const body = JSON.stringify({ ...trip, disableRedirect: true });
    const answer = await this.ask(request, '/api/auth/sign-in/social', { method: 'POST', body });
    const begun = begunProviderSchema.safeParse(await answer.json().catch(() => null));
    if (!answer.ok || !begun.success) throw new AppError('unavailable', 'The provider cannot be reached.');
    for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
    return begun.data;
  }

  async ask(request: FastifyRequest, path: string, init: RequestInit): Promise<Response> {
    const auth = await this.#providers.get();
    const headers = headersFor(request, this.#publicUrl);
    return auth.handler(new Request(new URL(path, this.#publicUrl), { ...init, headers }));
  }
}
