// Whether the server is reached through a proxy, tried once, with what is wrong in words that people can act on.

import { AppError } from '@nearhand/base';
import type { ServerAccess } from './server-agent.ts';
import { requestServer } from './server-request.ts';

/** `silent`: nothing answers there; `refuses`: the proxy lets nobody through, or not without a password. */
export type WayOutcome = 'works' | 'silent' | 'refuses' | 'noServer';

const patienceMs = 10_000;

export async function tryWay(access: ServerAccess): Promise<WayOutcome> {
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await requestServer(access, { path: '/api/server', signal });
    answer.destroy();
    return answer.statusCode === 200 ? 'works' : 'noServer';
  } catch (error) {
    return outcomeOf(error);
  }
}

const outcomes: Readonly<Record<string, WayOutcome>> = {
  ERR_PROXY_TUNNEL: 'refuses',
  ECONNREFUSED: 'silent',
  ECONNRESET: 'silent',
  EHOSTUNREACH: 'silent',
  ENETUNREACH: 'silent',
  ENOTFOUND: 'silent',
  EAI_AGAIN: 'silent',
  ETIMEDOUT: 'silent',
  ABORT_ERR: 'silent',
};

/** Anything else happens after the proxy has answered, such as a certificate that is not the server's. */
function outcomeOf(error: unknown): WayOutcome {
  const cause = error instanceof AppError ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return outcomes[code] ?? 'noServer';
}
