// A door for the demo agent alone: plain HTTP on loopback, whatever TLS the server speaks outside. It serves nothing but
// the socket router, whose rules hold here as well.

import { createServer, type Server } from 'node:http';
import type { SocketRouter } from '../sockets/socket-router.ts';

export interface DemoListener {
  readonly origin: string;
  close(): void;
}

export async function openDemoListener(router: SocketRouter): Promise<DemoListener> {
  const server: Server = createServer((_request, response) => response.writeHead(404).end());
  router.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The demo listener has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
