import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { type Clock, Emitter, ManualClock, silentLogger } from '@nearhand/base';
import type { Locale } from '@nearhand/protocol';
import { newId } from '../database/ids.ts';
import { mailQueuedChannel } from '../mail/mail.queue.ts';
import { headersOf, type MailServer, partsOf, startMailServer } from '../testing/mail-server.ts';
import { ensureRequestOf } from '../testing/request-of.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { NotificationMailer } from './notification-mailer.ts';
import { NotificationRepository } from './notification.repository.ts';
import { mailDelayMs, notify } from './notify.ts';
import { OpenPortals } from './open-portals.ts';

describe('notifications by mail', () => {
  let mailServer: MailServer;
  let server: TestServer;
  let owner: TestMember;
  let member: TestMember;
  let portals: OpenPortals;
  let clock: ManualClock;
  beforeAll(async () => {
    mailServer = await startMailServer();
    server = await startTestServer({ config: { smtp: mailServer.smtp } });
    owner = await server.createOwner();
  });
  beforeEach(async () => {
    member = await server.createMember(owner.organisationId, 'technician');
    portals = new OpenPortals();
    clock = new ManualClock(Date.now());
  });
  afterAll(async () => {
    await server.stop();
    await mailServer.stop();
  });

  const mailsTo = (email: string) => mailServer.mails.filter(({ to }) => to.includes(email));
  const queued = () =>
    server.db.selectFrom('mails').select(['subject']).where('recipient', '=', member.email).execute();

  async function raise(customer: string, requestId = newId(), at: Clock = clock) {
    await ensureRequestOf(server, member, requestId);
    const { userId, organisationId } = member;
    const subject = { kind: 'request' as const, requestId, customer };
    return server.db
      .transaction()
      .execute((transaction) =>
        notify(
          transaction,
          { clock: at, config: server.config },
          { userId, organisationId, event: 'customer.ready', subject },
        ),
      );
  }

  async function sweep(afterMs = mailDelayMs): Promise<void> {
    clock.advance(afterMs);
    const mailer = new NotificationMailer({
      needs: { clock, config: server.config },
      repository: new NotificationRepository(server.db),
      portals,
      notifications: { listen: () => ({ dispose: () => {} }), onGap: new Emitter<void>() },
      logger: silentLogger,
    });
    await mailer.run();
    mailer.dispose();
    // The queue goes by the server's own clock.
    await server.db.updateTable('mails').set({ dueAt: new Date() }).where('state', '=', 'waiting').execute();
    await sql`select pg_notify(${mailQueuedChannel}, '')`.execute(server.db);
  }

  it.each([
    ['en', 'Ana is ready for you', 'Open the request', 'Choose what you are mailed about'],
    ['fr', 'Ana vous attend', 'Ouvrir la demande', 'Choisir les e-mails que vous recevez'],
    ['es', 'Ana ya le espera', 'Abrir la solicitud', 'Elegir qué correos recibe'],
  ] as const)(
    'NOT7: says it in the member’s language, with the way there and off (%s)',
    async (locale: Locale, title, action, off) => {
      await server.db.updateTable('users').set({ locale }).where('id', '=', member.userId).execute();
      const requestId = newId();
      await raise('Ana', requestId);
      await sweep(mailDelayMs - 1);
      expect(await queued()).toEqual([]);
      await sweep(1);
      await sweep();
      await expect.poll(() => mailsTo(member.email).length).toBe(1);
      const source = mailsTo(member.email)[0]?.source ?? '';
      const { text, html } = partsOf(source);
      expect(headersOf(source).get('content-language')).toBe(locale);
      for (const part of [text, html]) {
        for (const words of [title, action, off]) expect(part).toContain(words);
        expect(part).toContain(`${server.config.publicUrl}/support/${requestId}`);
        expect(part).toContain(`${server.config.publicUrl}/profile#notifications`);
      }
    },
  );

  it('NOT7: one mail for everything that waits', async () => {
    for (const customer of ['Ana', 'Ben', '<b>Eve</b>\u202E']) await raise(customer);
    await sweep();
    expect(await queued()).toEqual([{ subject: '3 things happened' }]);
    await expect.poll(() => mailsTo(member.email).length).toBe(1);
    expect(partsOf(mailsTo(member.email)[0]?.source ?? '').html).not.toContain('<b>Eve');
  });

  it('NOT7: not to whoever has the portal open, has read it, or may not see it any more', async () => {
    const portal = portals.add(member);
    await raise('Ana');
    await sweep();
    portal.dispose();
    await raise('Ben');
    await server.request('POST', '/api/notifications/read', { member, body: {} });
    await sweep();
    await raise('Cleo');
    await server.db.deleteFrom('members').where('id', '=', member.memberId).execute();
    await sweep();
    expect(await queued()).toEqual([]);
    expect(
      await server.db.selectFrom('notifications').select('id').where('mailDueAt', 'is not', null).execute(),
    ).toEqual([]);
  });

  it('NOT7: an agent that comes and goes is mailed about once', async () => {
    const requestId = newId();
    for (let times = 0; times < 5; times++) await raise('Ana', requestId);
    await sweep();
    await raise('Ana', requestId);
    await sweep();
    expect(await queued()).toHaveLength(1);
  });
});
