// Posts one encrypted message to a push service: no redirection, no private address (looked at after the name was
// resolved, so that no name can lead there), little time, and the answer unread.

import { lookup } from 'node:dns';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isPublicAddress, isPushEndpoint } from './push-address.ts';

const limitMs = 10_000;

export interface PushPost {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Answers with the HTTP status. */
export type PushTransport = (post: PushPost) => Promise<number>;

export function createPushTransport({ toPrivate }: { toPrivate: boolean }): PushTransport {
  return ({ endpoint, headers, body }) =>
    new Promise((resolve, reject) => {
      if (!isPushEndpoint(endpoint, toPrivate)) {
        reject(new Error('The address of the push service is not allowed'));
        return;
      }
      const outgoing = request(endpoint, {
        method: 'POST',
        headers,
        agent: false,
        signal: AbortSignal.timeout(limitMs),
        ...(toPrivate ? {} : { lookup: publicLookup }),
      });
      outgoing.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
}

/** As the usual one, with what is private left out. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses = (error === null ? found : []).filter(({ address }) => isPublicAddress(address));
    const [first] = addresses;
    if (first === undefined) {
      callback(error ?? new Error(`${hostname} has no public address`), '', 4);
    } else if (options.all === true) {
      callback(null, addresses);
    } else {
      callback(null, first.address, first.family);
    }
  });
};
