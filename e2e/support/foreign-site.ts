// Another web site, on the same machine: a browser takes it for the same site as far as cookies go, so what keeps it out
// is the server's own care.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ForeignSite {
  readonly url: string;
  close(): void;
}

export async function openForeignSite(html: string): Promise<ForeignSite> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}
