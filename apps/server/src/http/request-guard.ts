// Refuses requests that come from other sites or without encryption, before anything reads them.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '@nearhand/base';
import type { ServerConfig } from '../config/config.ts';
import { isOwnOrigin, ownOrigins } from './origins.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Probes come from the machine itself or its keeper, past the proxy. */
const probes = new Set(['/healthz', '/metrics']);
/** What is needed before the right name works. */
const hostless = new Set([...probes, '/authority', '/authority.crt']);

export function registerRequestGuard(app: FastifyInstance, config: ServerConfig): void {
  // Fastify would read text/plain too, which any site may send.
  app.removeContentTypeParser('text/plain');
  const ownHosts = new Set(ownOrigins(config).map((origin) => new URL(origin).host));
  app.addHook('onRequest', async (request, reply) => {
    const isPage = safeMethods.has(request.method) && !request.url.startsWith('/api/') && !isUpgrade(request);
    if (config.tls.mode === 'proxy' && request.protocol !== 'https' && !probes.has(request.routeOptions.url ?? '')) {
      if (isPage) return reply.redirect(config.publicUrl + pathOf(request), 308);
      throw new AppError('insecure_transport', 'Only HTTPS through the proxy is accepted.');
    }
    // Under another name signing in would be refused as another site's; a proxy may well use another name.
    const strangeHost = config.tls.mode !== 'proxy' && !ownHosts.has(request.headers.host?.toLowerCase() ?? '');
    if (isPage && strangeHost && !hostless.has(request.routeOptions.url ?? '')) {
      return reply.header('cache-control', 'no-store').redirect(config.publicUrl + pathOf(request), 307);
    }
    if (!safeMethods.has(request.method)) refuseOtherSites(request, config);
    return undefined;
  });
}

/**
 * Browsers send Origin with every request that changes something. Without one the request is not a browser's, and then
 * it must not carry a browser's cookies either.
 */
function refuseOtherSites(request: FastifyRequest, config: ServerConfig): void {
  const { origin, cookie } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const foreign = origin === undefined ? cookie !== undefined : !isOwnOrigin(config, origin);
  if (foreign || site === 'cross-site' || site === 'same-site') {
    throw new AppError('origin_refused', 'Requests from other sites are refused.');
  }
}

function isUpgrade(request: FastifyRequest): boolean {
  return request.headers.upgrade !== undefined;
}

/** One leading slash: two would lead to another host. */
function pathOf(request: FastifyRequest): string {
  return request.url.replace(/^\/*/, '/');
}
