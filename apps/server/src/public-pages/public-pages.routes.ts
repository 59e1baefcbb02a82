// The routes of the customer's pages. They know no rules of their own: invitations answer.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '@nearhand/base';
import { type LegalLinks, parseRequestCode } from '@nearhand/protocol';
import type { ServerConfig } from '../config/config.ts';
import type { ProgramShelf } from '../downloads/program-shelf.ts';
import { GuessRefused } from '../invitations/guess-guard.ts';
import type { InvitationService } from '../invitations/invitation.service.ts';
import { loadPageAssets } from './assets.ts';
import { authorityPage } from './authority-page.ts';
import { downloadPage } from './download-page.ts';
import type { Html } from './html.ts';
import { invalidLinkPage, invitationPage } from './invitation-page.ts';
import { type JoinAttempt, type JoinError, joinErrors, joinPage } from './join-page.ts';
import type { PageFrame } from './layout.ts';
import { systemOf } from './system.ts';
import { pickLanguage } from './texts/language.ts';

export interface PublicPagesOptions {
  readonly config: ServerConfig;
  readonly invitations: InvitationService;
  readonly shelf: ProgramShelf;
  readonly readLegal: () => Promise<LegalLinks>;
  /** SHA-256 of the self-made authority's certificate in pairs of hexadecimal digits; null: there is none. */
  readonly authorityFingerprint: string | null;
}

type FrameOf = (request: FastifyRequest, path: string) => Promise<PageFrame>;

const maxFormBytes = 1024;

export function registerPublicPages(app: FastifyInstance, options: PublicPagesOptions): void {
  const { config, invitations } = options;
  const assets = loadPageAssets();
  const year = 'public, max-age=31536000, immutable';
  app.get(assets.stylePath, (_, reply) => reply.type('text/css').header('cache-control', year).send(assets.style));
  app.get(assets.scriptPath, (_, reply) =>
    reply.type('text/javascript').header('cache-control', year).send(assets.script),
  );

  const frameOf: FrameOf = async (request, path) => ({
    locale: pickLanguage(queryOf(request)['lang'], request.headers['accept-language']),
    assets,
    path,
    serverName: config.name,
    legal: await options.readLegal(),
  });
  const programOf = (request: FastifyRequest) => ({
    system: systemOf(request.headers['user-agent']),
    serverUrl: config.publicUrl,
    shelf: options.shelf,
  });

  app.get('/join', async (request, reply) => sendPage(reply, joinPage(await frameOf(request, '/join'), null)));
  app.get('/download', async (request, reply) =>
    sendPage(reply, downloadPage(await frameOf(request, '/download'), programOf(request))),
  );
  app.get<{ Params: { token: string } }>('/j/:token', async (request, reply) => {
    const { token } = request.params;
    const frame = await frameOf(request, `/j/${encodeURIComponent(token)}`);
    const invitation = await invitations.findInvitation(token);
    if (!invitation) return sendPage(reply.status(404), invalidLinkPage(frame));
    return sendPage(reply, invitationPage(frame, { invitation, token, ...programOf(request) }));
  });
  const { authorityFingerprint } = options;
  if (authorityFingerprint !== null) {
    app.get('/authority', async (request, reply) =>
      sendPage(reply, authorityPage(await frameOf(request, '/authority'), authorityFingerprint)),
    );
  }
  registerJoinForm(app, { invitations, frameOf });
}

/** For browsers without script; the others ask /api/join. */
function registerJoinForm(
  app: FastifyInstance,
  { invitations, frameOf }: Pick<PublicPagesOptions, 'invitations'> & { frameOf: FrameOf },
): void {
  void app.register(async (form) => {
    form.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: maxFormBytes },
      async (_: FastifyRequest, body: string) => new URLSearchParams(body),
    );
    form.post('/join', async (request, reply) => {
      const frame = await frameOf(request, '/join');
      const typed = (request.body instanceof URLSearchParams ? request.body.get('code') : null) ?? '';
      const code = parseRequestCode(typed);
      if (code === null) return sendPage(reply.status(400), joinPage(frame, { typed, error: 'incomplete' }));
      try {
        const path = await invitations.join(code, undefined, request.ip);
        return reply.redirect(`${path}?lang=${frame.locale}`, 303);
      } catch (error) {
        if (error instanceof GuessRefused) reply.status(429);
        else reply.status(404);
        return sendPage(reply, joinPage(frame, attemptOf(typed, error)));
      }
    });
  });
}

/** Rethrows what is no answer to a person. */
function attemptOf(typed: string, error: unknown): JoinAttempt {
  const known = joinErrors.find((code) => error instanceof AppError && error.code === code);
  if (!known) throw error;
  return { typed, error: known satisfies JoinError };
}

function queryOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  return typeof request.query === 'object' && request.query !== null ? { ...request.query } : {};
}

function sendPage(reply: FastifyReply, page: Html): FastifyReply {
  return (
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('vary', 'accept-language')
      // Not `no-referrer`: with it, browsers send forms with the origin `null`. To other sites nothing is told either way.
      .header('referrer-policy', 'same-origin')
      .send(page.text)
  );
}
