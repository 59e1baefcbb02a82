// The signed-in member's own data and picture, and pictures for whoever knows their address.

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '@nearhand/base';
import { meSchema, newPictureSchema, pictureIdSchema, updateMeSchema } from '@nearhand/protocol';
import type { AppContext } from '../../app-context.ts';
import { AttemptLimit } from '../attempt-limit.ts';
import { memberOf } from '../members.ts';
import { readMe, updateMe } from './me.ts';
import { Pictures } from './pictures.ts';

const tags = ['accounts'];

export function registerProfile(plainApp: FastifyInstance, context: AppContext): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const { clock, db, members } = context;
  // The answer says whether a user name is taken: nobody shall ask for all of them.
  const naming = new AttemptLimit({ clock, atOnce: 10, refillMs: 60_000 });
  registerPictures(plainApp, context);

  app.get(
    '/api/me',
    {
      schema: { summary: 'Who is signed in', tags, response: { 200: meSchema } },
      preHandler: members.requireSignedIn,
    },
    (request) => readMe(db, memberOf(request)),
  );

  app.patch(
    '/api/me',
    {
      schema: {
        summary: 'Change what I say about myself',
        tags,
        body: updateMeSchema,
        response: { 200: meSchema },
      },
      preHandler: members.requireMember,
    },
    async (request) => {
      const member = memberOf(request);
      if (typeof request.body.userName === 'string') naming.require(member.userId);
      await updateMe(context, member, request.body);
      return readMe(db, member);
    },
  );
}

function registerPictures(plainApp: FastifyInstance, { clock, db, members }: AppContext): void {
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const pictures = new Pictures(db);
  const saving = new AttemptLimit({ clock, atOnce: 10, refillMs: 30_000 });
  const preHandler = members.requireMember;

  app.post(
    '/api/me/picture',
    {
      schema: { summary: 'Take this picture of me', tags, body: newPictureSchema, response: { 204: z.null() } },
      preHandler,
    },
    async (request, reply) => {
      const { userId } = memberOf(request);
      saving.require(userId);
      await pictures.save(userId, Buffer.from(request.body.png, 'base64'));
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/api/me/picture/remove',
    { schema: { summary: 'Remove my picture', tags, response: { 204: z.null() } }, preHandler },
    async (request, reply) => {
      await pictures.remove(memberOf(request).userId);
      return reply.status(204).send(null);
    },
  );

  plainApp.get<{ Params: { id: string } }>('/pictures/:id', { schema: { hide: true } }, async (request, reply) => {
    const id = pictureIdSchema.safeParse(request.params.id);
    const picture = id.success ? await pictures.read(id.data) : null;
    if (picture === null) throw new AppError('not_found', 'There is no such picture.');
    return reply
      .headers({
        'content-type': 'image/png',
        // Another picture has another address.
        'cache-control': 'private, max-age=31536000, immutable',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': 'inline; filename="picture.png"',
      })
      .send(picture);
  });
}
