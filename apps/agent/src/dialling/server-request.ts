// One HTTP request to the server, over the same trust and proxy as its sockets. No redirection is followed.

import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { AppError } from '@nearhand/base';
import { createServerAgent, type ServerAccess, tlsOptions } from './server-agent.ts';

/** Without a byte for this long the request has failed. */
const silenceMs = 30_000;

export interface ServerRequest {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Resolves when the answer begins, whatever its status. Rejects with AppError `unavailable`, or when aborted. */
export function requestServer(
  access: ServerAccess,
  { path, headers, signal }: ServerRequest,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const agent = createServerAgent(access);
    const options = { headers: { ...headers }, signal, timeout: silenceMs };
    const url = new URL(path, access.origin);
    const request =
      agent === undefined
        ? requestPlain(url, { ...options, agent: false })
        : requestTls(url, { ...options, ...tlsOptions(access), agent });
    request.once('response', (answer) => {
      answer.once('close', () => agent?.destroy());
      resolve(answer);
    });
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', (cause) => {
      agent?.destroy();
      reject(new AppError('unavailable', `The server did not answer: ${cause.message}`, { cause }));
    });
    request.end();
  });
}

/** The whole answer as text. Throws AppError `unavailable` for another status than 200 and for more than `maxBytes`. */
export async function readServerText(access: ServerAccess, request: ServerRequest, maxBytes: number): Promise<string> {
  const answer = await requestServer(access, request);
  if (answer.statusCode !== 200) {
    answer.destroy();
    throw new AppError('unavailable', `The server answered ${answer.statusCode}`);
  }
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw new AppError('unavailable', 'The server’s answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
