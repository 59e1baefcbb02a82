// The listener with encryption. Whoever speaks plain HTTP to its port is sent to the https address; nothing else is
// answered without encryption.

import { type RequestListener, type Server as HttpServer, createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Certificates } from './certificates.ts';

/** First byte of every TLS connection: a handshake record (RFC 8446 section 5.1). */
const handshakeRecord = 0x16;
/** For the first byte, and for a whole request without encryption. */
const defaultPatienceMs = 10_000;

/** Takes over `certificates`' renewals until the server closes. */
export function createTlsServer(
  handler: RequestListener,
  certificates: Certificates,
  publicUrl: string,
  patienceMs = defaultPatienceMs,
): HttpServer {
  const { certificate, privateKey } = certificates.current;
  const server = createHttpsServer({ cert: certificate, key: privateKey, minVersion: 'TLSv1.2' }, handler);
  const renewal = certificates.onChanged.on((pair) =>
    server.setSecureContext({ cert: pair.certificate, key: pair.privateKey, minVersion: 'TLSv1.2' }),
  );
  const redirector = createRedirector(publicUrl);
  server.once('close', () => {
    renewal.dispose();
    redirector.closeAllConnections();
  });
  const acceptTls = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    socket.setTimeout(patienceMs, () => socket.destroy());
    // Until somebody else takes the socket over, a reset must not end the process.
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first: unknown = socket.read(1);
      if (!Buffer.isBuffer(first)) return;
      socket.unshift(first);
      socket.setTimeout(0);
      if (first[0] !== handshakeRecord) {
        // The redirector itself never listens, and only servers that listen look after their slow connections.
        const deadline = setTimeout(() => socket.destroy(), patienceMs);
        socket.once('close', () => clearTimeout(deadline));
        redirector.emit('connection', socket);
      } else for (const accept of acceptTls) Reflect.apply(accept, server, [socket]);
    });
  });
  return server;
}

/** Sends pages on, with the address people use; refuses what may carry secrets in a body. */
function createRedirector(publicUrl: string): HttpServer {
  const server = createHttpServer((request, response) => {
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    const location = publicUrl + (request.url ?? '/').replace(/^\/*/, '/');
    response.writeHead(isPage ? 308 : 403, {
      'content-type': 'application/json',
      connection: 'close',
      ...(isPage ? { location } : {}),
    });
    response.end(JSON.stringify({ error: { code: 'insecure_transport', message: `Use ${publicUrl}.` } }));
  });
  server.on('upgrade', (_request, socket) => socket.destroy());
  return server;
}
