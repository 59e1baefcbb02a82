// A page's server on 127.0.0.1: serves the page, streams what to show, takes answers. Everything passes the guard first.
// Knows nothing of what the answers mean.

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  AppError,
  Budget,
  type Clock,
  type Disposable,
  Emitter,
  type Event,
  type LogFields,
  type Logger,
} from '@nearhand/base';
import { isOwnUsersPeer, readAsset } from '@nearhand/host';
import { acceptedLocale, type Locale } from '@nearhand/protocol';
import type { z } from 'zod';
import { admit, type OwnAddress, type RequestHead } from './page-guard.ts';

const maxAnswerBytes = 8192;
/** Each holds a connection, of which a browser has six for all its tabs. */
const maxWatchers = 3;
/** Whoever else is on this computer must not wash out the log. */
const warningsPerMinute = 10;
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
const shownHeader = 'x-shown';
const commonHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const assetTypes: Readonly<Record<string, string>> = {
  '/page.js': 'text/javascript; charset=utf-8',
  '/states.js': 'text/javascript; charset=utf-8',
  '/chat.js': 'text/javascript; charset=utf-8',
  '/link.js': 'text/javascript; charset=utf-8',
  '/avatar.js': 'text/javascript; charset=utf-8',
  '/home.js': 'text/javascript; charset=utf-8',
  '/widgets.js': 'text/javascript; charset=utf-8',
  '/elements.js': 'text/javascript; charset=utf-8',
  '/page.css': 'text/css; charset=utf-8',
  '/icon.svg': 'image/svg+xml',
};

export interface PageServerOptions<Answer> {
  readonly html: (locale: Locale) => string;
  /** What the page may send. */
  readonly answers: z.ZodType<Answer>;
  /** null: the browser's. */
  readonly language: Locale | null;
  readonly systemLanguage: Locale;
  readonly logger: Logger;
  readonly clock: Clock;
}

export class PageServer<Answer> implements Disposable {
  readonly #options: PageServerOptions<Answer>;
  readonly #server: Server;
  readonly #watchers = new Set<ServerResponse>();
  readonly #answered = new Emitter<Answer>();
  readonly #watched = new Emitter<number>();
  readonly #warnings: Budget;
  #own: OwnAddress = { port: 0, token: randomBytes(32).toString('base64url') };
  #view = '';
  /** How many views there were: a page tells by it whether what it shows is what an answer led to. */
  #shown = 0;

  /** A listener that throws AppError refuses the answer. */
  readonly onAnswer: Event<Answer> = this.#answered;
  /** How many pages are open, after each change. */
  readonly onWatched: Event<number> = this.#watched;

  constructor(options: PageServerOptions<Answer>) {
    this.#options = options;
    this.#warnings = new Budget(options.clock, warningsPerMinute);
    this.#server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 10_000 }, (request, response) =>
      this.#handle(request, response),
    );
  }

  /** Listens where it did before if it can, else on any port and with a new token. */
  async listen(before: OwnAddress | null): Promise<OwnAddress> {
    this.#own = (before && (await this.#listenAgain(before))) ?? {
      port: await listenOn(this.#server, 0),
      token: this.#own.token,
    };
    return this.#own;
  }

  async #listenAgain(before: OwnAddress): Promise<OwnAddress | null> {
    try {
      return { port: await listenOn(this.#server, before.port), token: before.token };
    } catch {
      // Taken meanwhile, and an old window may have told the token to whoever is there now.
      return null;
    }
  }

  /** JSON that every open page gets now, and every later one first. */
  show(view: string): void {
    this.#view = view;
    this.#shown++;
    for (const watcher of this.#watchers) this.#send(watcher);
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  dispose(): void {
    this.#watched.dispose();
    this.#answered.dispose();
    for (const watcher of this.#watchers) watcher.end();
    this.#server.close();
    this.#server.closeIdleConnections();
    this.#server.unref();
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const head: RequestHead = { method: request.method ?? '', url: request.url ?? '', headers: request.headers };
    const verdict = admit(head, this.#own);
    if ('refuse' in verdict) {
      this.#warn('a request to the page was refused', { status: verdict.refuse });
      return refuse(response, verdict.refuse);
    }
    if (!isOwnUsersPeer(request.socket)) {
      this.#warn('another user of this computer knows the address of the page');
      return refuse(response, 403);
    }
    if (request.method === 'POST') {
      if (verdict.path === '/answer') void this.#takeAnswer(request, response);
      else refuse(response, 404);
    } else if (verdict.path === '') {
      response.writeHead(308, { ...commonHeaders, location: `/${this.#own.token}/` }).end();
    } else if (verdict.path === '/') {
      const locale =
        this.#options.language ??
        acceptedLocale(head.headers['accept-language']?.toString()) ??
        this.#options.systemLanguage;
      reply(response, 'text/html; charset=utf-8', this.#options.html(locale));
    } else if (verdict.path === '/events') this.#watch(request, response);
    else this.#sendAsset(verdict.path, response);
  }

  #warn(message: string, fields: LogFields = {}): void {
    if (this.#warnings.take()) this.#options.logger.warn(message, fields);
  }

  #sendAsset(path: string, response: ServerResponse): void {
    const type = assetTypes[path];
    if (type === undefined) refuse(response, 404);
    else reply(response, type, readAsset(new URL(`assets${path}`, import.meta.url)));
  }

  #watch(request: IncomingMessage, response: ServerResponse): void {
    this.#makeRoom();
    response.writeHead(200, { ...commonHeaders, 'content-type': 'text/event-stream', connection: 'keep-alive' });
    response.write('retry: 500\n\n');
    request.socket.setNoDelay(true);
    this.#watchers.add(response);
    response.on('close', () => {
      this.#watchers.delete(response);
      this.#watched.emit(this.#watchers.size);
    });
    if (this.#view !== '') this.#send(response);
    this.#watched.emit(this.#watchers.size);
  }

  /** The page that has been open longest gives way. */
  #makeRoom(): void {
    const [oldest] = this.#watchers;
    if (oldest === undefined || this.#watchers.size < maxWatchers) return;
    this.#watchers.delete(oldest);
    oldest.end('event: elsewhere\ndata: elsewhere\n\n');
  }

  #send(watcher: ServerResponse): void {
    watcher.write(`id: ${this.#shown}\ndata: ${this.#view}\n\n`);
  }

  async #takeAnswer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const answer = this.#options.answers.parse(JSON.parse(await readBody(request)));
      this.#answered.emit(answer);
      response.writeHead(204, { ...commonHeaders, [shownHeader]: String(this.#shown) }).end();
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'bad_request';
      this.#warn('an answer was refused', { errorCode: code });
      response.writeHead(code === 'bad_request' ? 400 : 409, { ...commonHeaders, 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code } }));
    }
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const part of request as AsyncIterable<string>) {
    text += part;
    if (text.length > maxAnswerBytes) throw new AppError('bad_request', 'The answer is too long');
  }
  return text;
}

function reply(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.writeHead(200, { ...commonHeaders, 'content-type': type }).end(body);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...commonHeaders, connection: 'close' }).end();
}
