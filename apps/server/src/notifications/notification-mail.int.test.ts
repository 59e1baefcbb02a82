import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { Emitter, ManualClock, silentLogger, systemClock } from '@nearhand/base';
import { type Locale, mailDetailSchema, mailListSchema } from '@nearhand/protocol';
import { joinOrganisation } from '../accounts/create-user.ts';
import { newId } from '../database/ids.ts';
import { mailQueuedChannel } from '../mail/mail.queue.ts';
import { headersOf, type MailServer, partsOf, startMailServer } from '../testing/mail-server.ts';
import { ensureRequestOf } from '../testing/request-of.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { NotificationMailer } from './notification-mailer.ts';
import { NotificationRepository } from './notification.repository.ts';
import { mailDelayMs, notify } from './notify.ts';
import { OpenPortals } from './open-portals.ts';

interface Stage {
  readonly server: TestServer;
  readonly member: TestMember;
  readonly clock: ManualClock;
  readonly portals: OpenPortals;
}

/** Each at a time of its own, by which they are told in order. */
async function raiseAt(
  { server, member, clock }: Omit<Stage, 'portals'>,
  customer: string,
  requestId: string,
): Promise<void> {
  await ensureRequestOf(server, member, requestId);
  clock.advance(1);
  const { userId, organisationId } = member;
  const subject = { kind: 'request' as const, requestId, customer };
  const needs = { clock, config: server.config };
  await server.db
    .transaction()
    .execute((transaction) => notify(transaction, needs, { userId, organisationId, event: 'customer.ready', subject }));
}

async function sweepAt({ server, clock, portals }: Omit<Stage, 'member'>, afterMs: number): Promise<void> {
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

  const raise = (customer: string, requestId = newId()) => raiseAt({ server, member, clock }, customer, requestId);
  const sweep = (afterMs = mailDelayMs) => sweepAt({ server, clock, portals }, afterMs);

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
        expect(part).toContain(`${server.config.publicUrl}/support/${requestId}?organisation=${owner.organisationId}`);
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

  it('NOT16: of several organisations, each has its own mail, which names it and leads there', async () => {
    const [beta, gamma] = [await server.createOwner('Beta <b>AG</b>'), await server.createOwner('Gamma')];
    for (const { organisationId } of [beta, gamma]) {
      await server.db.transaction().execute((transaction) =>
        joinOrganisation({ clock: systemClock }, transaction, {
          ...member,
          name: 'x',
          organisationId,
          role: 'owner',
        }),
      );
    }
    const raiseIn = ({ organisationId }: TestMember, customer: string) =>
      raiseAt({ server, member: { ...member, organisationId }, clock }, customer, newId());
    const portal = portals.add(member);
    await raise('Seen');
    await raiseIn(beta, 'Ana');
    await raiseIn(gamma, 'Ben');
    await raiseIn(gamma, 'Cleo');
    await sweep();
    portal.dispose();
    await expect.poll(() => mailsTo(member.email).length).toBe(2);
    const texts = mailsTo(member.email).map(({ source }) => partsOf(source).text.replaceAll('\u2060', ''));
    const [ofBeta, ofGamma] = texts.toSorted((a, b) => Number(b.includes('Ana')) - Number(a.includes('Ana')));
    expect(ofBeta).toMatch(/, in Beta <b>AG<\/b>\.[^]*because you did not have the portal of Beta <b>AG<\/b> open/);
    expect(ofBeta).toMatch(new RegExp(`/support/[\\w-]+\\?organisation=${beta.organisationId}`));
    expect(ofGamma).toMatch(/In Gamma:[^]*Ben is[^]*Cleo is[^]*because you did not have the portal of Gamma open/);
    expect(ofGamma).toContain(`/support?organisation=${gamma.organisationId}`);
    for (const text of texts) expect(text).not.toContain('Seen');
  });

  it('NOT16: what concerns the person alone is seen in any portal of theirs, and is of no organisation', async () => {
    const subject = {
      kind: 'computer' as const,
      computerId: newId(),
      computer: 'Desk',
      by: 'Eve',
      organisation: 'Beta',
    };
    const share = (computerId: string) =>
      server.db.transaction().execute((transaction) =>
        notify(
          transaction,
          { clock, config: server.config },
          {
            userId: member.userId,
            organisationId: null,
            event: 'computer.shared',
            subject: { ...subject, computerId },
          },
        ),
      );
    const portal = portals.add(member);
    const second = portals.add(member);
    await share(newId());
    second.dispose();
    await sweep();
    expect(await queued()).toEqual([]);
    portal.dispose();
    await share(newId());
    await sweep();
    await expect.poll(() => mailsTo(member.email).length).toBe(1);
    const { text } = partsOf(mailsTo(member.email)[0]?.source ?? '');
    expect(text).toContain(`${server.config.publicUrl}/computers`);
    expect(text).not.toContain('organisation=');
    expect(text).toContain('because the portal was not open');
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

describe('notifications by mail without a mail server', () => {
  let mailServer: MailServer;
  let server: TestServer;
  beforeAll(async () => {
    mailServer = await startMailServer();
    server = await startTestServer({ config: { smtp: null } });
  });
  afterAll(async () => {
    await server.stop();
    await mailServer.stop();
  });

  it('NOT7: are in the outbox, by the same rules, and are not sent when a mail server is set', async () => {
    const host = await server.createOwner('Host');
    await server.db.updateTable('users').set({ hostAdministrator: true }).where('id', '=', host.userId).execute();
    const member = await server.createMember(host.organisationId, 'technician');
    const stage = { server, member, clock: new ManualClock(Date.now()), portals: new OpenPortals() };
    const outbox = async () => {
      const list = await (await server.request('GET', '/api/host/mails', { member: host })).json();
      return mailListSchema.parse(list).mails.filter(({ recipient }) => recipient === member.email);
    };
    const portal = stage.portals.add(member);
    await raiseAt(stage, 'Zoé', newId());
    await sweepAt(stage, mailDelayMs);
    portal.dispose();
    await raiseAt(stage, 'Yan', newId());
    await server.request('POST', '/api/notifications/read', { member, body: {} });
    await sweepAt(stage, mailDelayMs);
    expect(await outbox()).toEqual([]);
    for (const customer of ['Ana', 'Ben']) await raiseAt(stage, customer, newId());
    await sweepAt(stage, mailDelayMs);
    const mails = await outbox();
    expect(mails).toMatchObject([{ kind: 'notification', state: 'kept', nextTryAt: null }]);
    const path = `/api/host/mails/${mails[0]?.id}`;
    const detail = mailDetailSchema.parse(await (await server.request('GET', path, { member: host })).json());
    expect(detail.content?.text).toMatch(/Ana is ready for you[^]*Ben is ready for you/);
    const off = { choices: { 'customer.ready': { email: false } } };
    expect((await server.request('PATCH', '/api/notifications/settings', { member, body: off })).status).toBe(200);
    await raiseAt(stage, 'Cleo', newId());
    await sweepAt(stage, mailDelayMs);

    const { host: name, port } = mailServer.smtp;
    const smtp = {
      host: name,
      port,
      encrypted: false,
      user: null,
      from: { name: 'Help', address: 'help@example.org' },
    };
    expect((await server.request('PATCH', '/api/host/mail', { member: host, body: { smtp } })).status).toBe(200);
    const on = { choices: { 'customer.ready': { email: true } } };
    await server.request('PATCH', '/api/notifications/settings', { member, body: on });
    await raiseAt(stage, 'Dora', newId());
    await sweepAt(stage, mailDelayMs);
    await expect.poll(() => mailServer.mails.length).toBe(1);
    expect(partsOf(mailServer.mails[0]?.source ?? '').text).toContain('Dora is ready for you');
    await expect.poll(async () => (await outbox()).map(({ state }) => state)).toEqual(['sent', 'kept']);
  });
});
