// The portal's files. Its pages are an explicit list, each answered with the same document; everything else is not found.

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptedLocale } from '@nearhand/protocol';
import type { AppContext } from '../app-context.ts';
import { plainPage } from '../http/plain-page.ts';
import { webManifest } from './web-manifest.ts';

const uuid = '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})';

export const portalPages = [
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/reset-password',
  '/two-factor',
  '/accept-invitation',
  '/add-computer',
  '/computers',
  '/support',
  `/support/:requestId${uuid}`,
  `/connect/request/:requestId${uuid}`,
  `/connect/computer/:computerId${uuid}`,
  '/profile',
  '/host/settings',
  '/host/outbox',
  '/team',
  '/team/audit',
  '/team/roles',
  '/team/groups',
  '/team/queues',
  '/team/explain',
  '/organisations',
] as const;

/** Files beside the document that browsers ask for by a fixed name. */
const namedFiles = [
  'favicon.svg',
  'favicon.ico',
  'robots.txt',
  'icons/icon-192.png',
  'icons/icon-512.png',
  'icons/maskable-512.png',
  'icons/apple-touch-180.png',
  'icons/badge-96.png',
] as const;

const missingWords = {
  en: { title: 'The portal is not built yet', text: 'Run “npm run build” on the server, then reload this page.' },
  fr: {
    title: 'Le portail n’est pas encore construit',
    text: 'Exécutez « npm run build » sur le serveur, puis rechargez cette page.',
  },
  es: {
    title: 'El portal aún no está compilado',
    text: 'Ejecute «npm run build» en el servidor y vuelva a cargar esta página.',
  },
};

export interface PortalOptions {
  readonly context: Pick<AppContext, 'setup'> & { readonly config: { readonly name: string } };
  /** Folder of the build. */
  readonly folder: string;
}

export async function registerPortal(app: FastifyInstance, { context, folder }: PortalOptions): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    dotfiles: 'ignore',
    suppressWarning: true,
  });
  const hidden = { schema: { hide: true } };

  async function sendDocument(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    reply.header('cache-control', 'no-cache');
    const built = await access(join(folder, 'index.html')).then(
      () => true,
      () => false,
    );
    if (built) return reply.sendFile('index.html', { cacheControl: false });
    const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
    return reply
      .status(503)
      .type('text/html; charset=utf-8')
      .send(plainPage({ locale, ...missingWords[locale] }));
  }

  for (const page of portalPages) app.get(page, hidden, sendDocument);
  app.get('/', hidden, (_request, reply) => reply.redirect('/support', 302));
  app.get('/setup', hidden, async (request, reply) => {
    if (!(await context.setup.isNeeded())) return reply.callNotFound();
    return sendDocument(request, reply);
  });
  app.get<{ Params: { '*': string } }>('/assets/*', hidden, (request, reply) => {
    // Their names change with their content.
    return reply.sendFile(`assets/${request.params['*']}`, { maxAge: '365d', immutable: true });
  });
  // Whoever installed the portal gets a new one with the next page.
  app.get('/service-worker.js', hidden, (_request, reply) => {
    reply.header('cache-control', 'no-cache');
    return reply.sendFile('service-worker.js', { cacheControl: false });
  });
  app.get('/manifest.webmanifest', hidden, (_request, reply) => {
    reply.header('cache-control', 'no-cache').type('application/manifest+json; charset=utf-8');
    return reply.send(JSON.stringify(webManifest(context.config.name)));
  });
  for (const name of namedFiles) {
    app.get(`/${name}`, hidden, (_request, reply) => reply.sendFile(name, { maxAge: '1d' }));
  }
}
