// /healthz for whoever watches the server, /metrics for Prometheus. Not part of the API.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { AppError, isLoopback } from '@nearhand/base';
import type { AppContext } from '../app-context.ts';
import type { ServerConfig } from '../config/config.ts';
import { isSameSecret } from '../keys/secret-text.ts';

const databaseTimeoutMs = 2000;

export function registerHealth(app: FastifyInstance, context: AppContext): void {
  app.get('/healthz', { schema: { hide: true } }, async (_request, reply) => {
    const database = await databaseAnswers(context);
    reply.header('cache-control', 'no-store');
    return reply.status(database ? 200 : 503).send({ status: database ? 'ok' : 'unavailable', database });
  });

  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayReadMetrics(request, context.config)) throw new AppError('not_found', 'There is no such route.');
    return reply.type(context.metrics.contentType).send(await context.metrics.metrics());
  });
}

async function databaseAnswers({ db, clock }: AppContext): Promise<boolean> {
  const question = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return new Promise((resolve) => {
    const timer = clock.setTimer(databaseTimeoutMs, () => resolve(false));
    void question.then((answer) => {
      timer.dispose();
      resolve(answer);
    });
  });
}

function mayReadMetrics(request: FastifyRequest, config: ServerConfig): boolean {
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (given !== undefined && config.metricsToken !== null) return isSameSecret(given, config.metricsToken);
  // A proxy on this computer would make everybody look local.
  if (config.tls.mode === 'proxy' || !isLoopback(request.ip.replace(/^::ffff:/, ''))) return false;
  // Nor may a web site whose name was made to point here ask through a browser on this computer.
  const host = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname ?? '';
  return isLoopback(host) || host === new URL(config.publicUrl).hostname;
}
