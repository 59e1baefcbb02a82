// Who may talk to a page's server: the page itself and nobody else. A web site open in the same browser, also
// one whose name was made to point at this computer, gets nothing. Pure: a request's head in, a verdict out.

import { equalBytes, utf8 } from '@nearhand/base';

export interface RequestHead {
  readonly method: string;
  /** As in the request line. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Where the server listens, and the secret part of its address. */
export interface OwnAddress {
  readonly port: number;
  readonly token: string;
}

export type Verdict = { readonly path: string } | { readonly refuse: 403 | 404 | 405 | 415 };

/** Address of the page. */
export function pageUrl({ port, token }: OwnAddress): string {
  return `http://127.0.0.1:${port}/${token}`;
}

/** `path` is what follows the token: empty, `/`, `/events`, ... */
export function admit(head: RequestHead, own: OwnAddress): Verdict {
  const authority = `127.0.0.1:${own.port}`;
  const { origin, host } = head.headers;
  if (host !== authority) return { refuse: 403 };
  if (origin !== undefined && origin !== `http://${authority}`) return { refuse: 403 };
  const site = head.headers['sec-fetch-site'];
  if (head.method === 'POST') {
    if (origin === undefined || (site !== undefined && site !== 'same-origin')) return { refuse: 403 };
    if (head.headers['content-type'] !== 'application/json') return { refuse: 415 };
  } else if (head.method !== 'GET') return { refuse: 405 };
  const [, token = '', path = ''] = /^\/([^/?#]*)(\/[^?#]*)?$/.exec(head.url) ?? [];
  if (!equalBytes(utf8.encode(token), utf8.encode(own.token))) return { refuse: 404 };
  const isPage = path === '' || path === '/';
  if (!isPage && site !== undefined && site !== 'same-origin') return { refuse: 403 };
  return { path };
}
