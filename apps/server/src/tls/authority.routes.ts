// The self-made authority's certificate, for people to install. The page that explains it is a public page.

import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../app-context.ts';

export function registerAuthority(app: FastifyInstance, { authority }: AppContext): void {
  if (authority === null) return;
  app.get('/authority.crt', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .type('application/x-x509-ca-cert')
      .header('content-disposition', 'attachment; filename="nearhand-authority.crt"')
      .send(Buffer.from(authority.certificate)),
  );
}
