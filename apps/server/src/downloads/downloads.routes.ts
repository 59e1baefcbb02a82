// The programs over HTTP: for anybody, for an invitation (with its code in the name), and how they are coming along for the
// host's administrator.

import { AppError } from '@nearhand/base';
import { type Envelope, envelopeFor, fileStem } from '@nearhand/agent-builder';
import {
  type AgentTarget,
  agentTargets,
  agentTargetSchema,
  isProgramUnderWay,
  programName,
  type ProgramNameHint,
  programStatesSchema,
} from '@nearhand/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hostAdministratorGate } from '../accounts/host-administrator.ts';
import { AttemptLimit } from '../accounts/attempt-limit.ts';
import { memberOf } from '../accounts/members.ts';
import type { AppContext } from '../app-context.ts';
import { recordHostChange } from '../host/record-host-change.ts';
import type { InvitationService } from '../invitations/invitation.service.ts';
import { ConnectionCounter } from '../sockets/connection-limits.ts';
import type { DownloadProgress } from './download-progress.ts';
import type { ProgramShelf, ReadyProgram } from './program-shelf.ts';
import { sendProgram } from './send-program.ts';

/** At once for one address: an office behind it may download together, but not without end. */
const perAddress = 20;
const tags = ['downloads'];
const params = z.object({ target: agentTargetSchema });

export interface Downloads {
  readonly shelf: ProgramShelf;
  readonly progress: DownloadProgress;
  readonly invitations: InvitationService;
  readonly brand: string;
}

export function registerDownloads(plainApp: FastifyInstance, context: AppContext, downloads: Downloads): void {
  const { shelf, progress, invitations, brand } = downloads;
  const counter = new ConnectionCounter({ pendingPerAddress: perAddress, perAddress });
  const app = plainApp.withTypeProvider<ZodTypeProvider>();

  const readyProgram = (target: AgentTarget): ReadyProgram => {
    const program = shelf.ready(target);
    if (program === null) throw new AppError('unavailable', 'The program is not ready yet. Try again in some minutes.');
    return program;
  };
  const place = (request: FastifyRequest): { left(): void } => {
    const found = counter.enter(request.ip);
    if (found === null) throw new AppError('too_many_attempts', 'Too many downloads at once from this address.');
    return found;
  };

  app.get<{ Params: { target: string } }>('/download/:target', async (request, reply) => {
    const program = readyProgram(targetOf(request.params.target));
    const envelope = envelopeOf(program, brand, null);
    const own = place(request);
    reply.raw.once('close', () => own.left());
    return sendProgram(request, reply, { program, envelope, onSent: () => {} });
  });

  app.get<{ Params: { token: string; target: string } }>('/j/:token/program/:target', async (request, reply) => {
    const { token } = request.params;
    const target = targetOf(request.params.target);
    const invitation = await invitations.findInvitation(token);
    if (invitation === null || invitation.code === null) {
      throw new AppError('invitation_invalid', 'The link is wrong or no longer valid.');
    }
    const program = readyProgram(target);
    const { code, requestId } = invitation;
    const envelope = envelopeOf(program, brand, { kind: 'code', code });
    const own = place(request);
    reply.raw.once('close', () => own.left());
    // Not for mail scanners, which follow links but press nothing on a page.
    if (isPressed(request)) await invitations.reportStep(token, 'downloading');
    return sendProgram(request, reply, {
      program,
      envelope,
      onSent: (sent, total) => progress.note(requestId, { sent, total }),
    });
  });

  registerForHost(app, context, shelf);
  app.addHook('onListen', async () => {
    shelf.start();
  });
  app.addHook('preClose', async () => shelf.dispose());
}

function registerForHost(plainApp: FastifyInstance, context: AppContext, shelf: ProgramShelf): void {
  const { clock, db } = context;
  const app = plainApp.withTypeProvider<ZodTypeProvider>();
  const onRequest = hostAdministratorGate(context);
  const builds = new AttemptLimit({ clock, atOnce: 10, refillMs: 10 * 60_000 });
  const response = { 200: programStatesSchema };
  const states = () => agentTargets.map((target) => ({ target, state: shelf.state(target) }));
  app.get(
    '/api/host/programs',
    { onRequest, schema: { summary: 'How builds of the agent are', tags, response } },
    states,
  );
  app.post(
    '/api/host/programs/:target/build',
    { onRequest, schema: { summary: 'Build one again, finished or failed', tags, params, response } },
    async (request) => {
      const { target } = request.params;
      const state = shelf.state(target);
      if (state === null) throw new AppError('not_found', 'This server builds no program for this system.');
      // Pressed twice, it is built once.
      if (isProgramUnderWay(state)) return states();
      builds.require('everybody');
      shelf.buildAgain(target);
      const at = new Date(clock.nowMs());
      const details = { note: target };
      await db
        .transaction()
        .execute((transaction) =>
          recordHostChange(transaction, { member: memberOf(request), at, event: 'host.programBuiltAgain', details }),
        );
      return states();
    },
  );
}

export function envelopeOf({ build }: ReadyProgram, brand: string, hint: ProgramNameHint | null): Envelope {
  return envelopeFor(build, programName(fileStem(brand), hint));
}

function targetOf(text: string): AgentTarget {
  const target = agentTargetSchema.safeParse(text);
  if (!target.success) throw new AppError('not_found', 'There is no program for such a system.');
  return target.data;
}

/** From the page itself. Not all browsers say of a download that a person asked for it (`Sec-Fetch-User`). */
function isPressed({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers['sec-fetch-site'] === 'same-origin';
}
