// Headers that every answer carries: what a page may load and from where, and that nobody may frame or sniff it.

import type { FastifyInstance } from 'fastify';
import type { ServerConfig } from '../config/config.ts';
import { ownOrigins } from './origins.ts';

const yearSeconds = 365 * 24 * 60 * 60;

export function contentSecurityPolicy(config: ServerConfig): string {
  // Some browsers do not take 'self' for WebSockets. Policies know no IPv6 addresses.
  const sockets = ownOrigins(config)
    .filter((origin) => !origin.includes('['))
    .map((origin) => origin.replace(/^http/, 'ws'));
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': ["'none'"],
    // Compiling WebAssembly is not running text from the page: the decoder needs it.
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    // The interface's components set style attributes.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...sockets],
    'worker-src': ["'self'", 'blob:'],
    'media-src': ["'self'", 'blob:'],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}

export function registerSecurityHeaders(app: FastifyInstance, config: ServerConfig): void {
  const headers: Record<string, string> = {
    'content-security-policy': contentSecurityPolicy(config),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Links carry secrets (invitations): their addresses stay here.
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(self), clipboard-read=(self), clipboard-write=(self), fullscreen=(self), keyboard-map=(self)',
  };
  if (config.publicUrl.startsWith('https:')) headers['strict-transport-security'] = `max-age=${yearSeconds}`;
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
}
