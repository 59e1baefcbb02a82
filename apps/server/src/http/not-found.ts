// What is not there: an error body under /api, a small page elsewhere.

import type { FastifyInstance } from 'fastify';
import { acceptedLocale, type ErrorBody } from '@nearhand/protocol';
import { plainPage } from './plain-page.ts';

const words = {
  en: {
    title: 'There is nothing here',
    text: 'The address may be mistyped, or what was here is gone.',
    label: 'To the start page',
  },
  fr: {
    title: 'Il n’y a rien ici',
    text: 'L’adresse est peut-être mal saisie, ou la page n’existe plus.',
    label: 'Vers la page d’accueil',
  },
  es: {
    title: 'Aquí no hay nada',
    text: 'Puede que la dirección esté mal escrita o que la página ya no exista.',
    label: 'A la página de inicio',
  },
};

export function registerNotFound(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/') || request.method !== 'GET') {
      const body: ErrorBody = { error: { code: 'not_found', message: 'There is no such route.' } };
      return reply.status(404).send(body);
    }
    const locale = acceptedLocale(request.headers['accept-language']) ?? 'en';
    const { title, text, label } = words[locale];
    return reply
      .status(404)
      .type('text/html; charset=utf-8')
      .send(plainPage({ locale, title, text, way: { path: '/', label } }));
  });
}
