// A push service and the browser behind it, on a loopback port: checks who sends (RFC 8292) and decrypts what is sent
// (RFC 8291), by its own reading of both.

import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { issueAuthority, issueServerCertificate } from '../tls/issue-certificate.ts';

export interface Caught {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface PushService {
  readonly url: string;
  readonly caught: readonly Caught[];
  /** What it answers from now on. */
  answer(status: number): void;
  stop(): Promise<void>;
}

/** Trusted by this process until it ends. */
export async function startPushService(): Promise<PushService> {
  const caught: Caught[] = [];
  let status = 201;
  const { certificate, key, authority } = await makeCertificate();
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, authority]);
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      caught.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(status, { location: 'https://127.0.0.1:1/elsewhere' }).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The push service has no port');
  return {
    url: `https://127.0.0.1:${address.port}`,
    caught,
    answer: (next) => (status = next),
    async stop() {
      setDefaultCACertificates(trusted);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function makeCertificate() {
  const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [root, own] = [newKey(), newKey()];
  const names = { dns: ['push.test'], addresses: ['127.0.0.1'] };
  const validity = { from: new Date(Date.now() - 60_000), until: new Date(Date.now() + 3_600_000) };
  const authority = await issueAuthority({ name: 'Push', privateKey: root.privateKey, validity, names });
  const certificate = await issueServerCertificate({
    authority: { certificate: authority, privateKey: root.privateKey },
    publicKey: own.publicKey,
    validity,
    names,
  });
  const key = own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificate, key, authority };
}

/** The browser's keys, and how it reads what comes. */
export class PushBrowser {
  readonly #keys = createECDH('prime256v1');
  readonly #secret = randomBytes(16);
  readonly #public: Buffer;

  constructor() {
    this.#public = this.#keys.generateKeys();
  }

  get subscriptionKeys(): { p256dh: string; auth: string } {
    return { p256dh: this.#public.toString('base64url'), auth: this.#secret.toString('base64url') };
  }

  /** Throws where it is not for this browser. */
  decrypt(body: Buffer): unknown {
    const salt = body.subarray(0, 16);
    const senderKey = body.subarray(21, 21 + (body[20] ?? 0));
    const shared = this.#keys.computeSecret(senderKey);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#public, senderKey]);
    const input = Buffer.from(hkdfSync('sha256', shared, this.#secret, info, 32));
    const derive = (purpose: string, length: number) =>
      Buffer.from(hkdfSync('sha256', input, salt, `Content-Encoding: ${purpose}\0`, length));
    const sealed = body.subarray(21 + senderKey.length);
    const cipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
    cipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString('utf8'));
  }
}

/** Who sent it, by the header; null where the signature does not fit. */
export function vapidOf({ headers }: Caught): { claims: unknown; publicKey: string } | null {
  const [, token = '', publicKey = ''] = /^vapid t=([^,]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  return isRight ? { claims: JSON.parse(Buffer.from(body, 'base64url').toString()), publicKey } : null;
}
