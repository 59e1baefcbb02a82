// An OpenID Connect provider that says what a test tells it to say, right or wrong. The real one is in the end-to-end
// tests.

import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';

interface Key {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const newKey = (kid: string): Key => ({ kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) });

export class ScriptedProvider {
  readonly #server: Server;
  readonly #key = newKey('published');
  readonly #otherKey = newKey('published');
  issuer = '';
  /** Claims of the next ID tokens, over what is right. */
  claims: Readonly<Record<string, unknown>> = {};
  /** What its userinfo tells; null: it has none. */
  userinfo: Readonly<Record<string, unknown>> | null = null;
  /** Signs with a key that is not in the published list. */
  signsWrongly = false;
  /** What codes were exchanged. */
  readonly codes: string[] = [];

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = this.#answer(request.url ?? '', new URLSearchParams(Buffer.concat(chunks).toString()));
        response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
    });
  }

  async start(): Promise<void> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The provider has no port');
    this.issuer = `http://localhost:${address.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(url: string, form: URLSearchParams): object | null {
    const { issuer } = this;
    if (url === '/.well-known/openid-configuration') {
      return {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        userinfo_endpoint: `${issuer}/userinfo`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      };
    }
    if (url === '/jwks') {
      const { kid, publicKey } = this.#key;
      return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] };
    }
    if (url === '/userinfo') return this.userinfo;
    if (url !== '/token') return null;
    this.codes.push(form.get('code') ?? '');
    return { access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token: this.#idToken() };
  }

  #idToken(): string {
    const { kid, privateKey } = this.signsWrongly ? this.#otherKey : this.#key;
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.issuer, aud: 'nearhand', iat: now, exp: now + 60, ...this.claims };
    const text = [{ alg: 'RS256', typ: 'JWT', kid }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
  }
}
