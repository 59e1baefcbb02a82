import { afterEach, describe, expect, it } from 'vitest';
import { type Locale, mailDetailSchema, mailListSchema, mailSettingsSchema, mailTestSchema } from '@nearhand/protocol';
import { type MailServer, headersOf, partsOf, startMailServer } from '../testing/mail-server.ts';
import { type TestMember, type TestServer, type TestServerOptions, startTestServer } from '../testing/test-server.ts';
import { queueMail } from './mail.queue.ts';

describe('mail', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  async function start(options: TestServerOptions & { login?: { user: string; password: string } } = {}) {
    const mailServer = await startMailServer(options.login ?? null);
    stops.push(() => mailServer.stop());
    const server = await startTestServer({ config: { smtp: mailServer.smtp, ...options.config } });
    stops.push(() => server.stop());
    return { mailServer, server };
  }

  async function administrator(server: TestServer): Promise<TestMember> {
    const owner = await server.createOwner();
    await server.db.updateTable('users').set({ hostAdministrator: true }).where('id', '=', owner.userId).execute();
    return owner;
  }

  const queue = (server: TestServer, name: string, locale: Locale = 'en', email = 'ann@example.org') =>
    server.db
      .transaction()
      .execute((transaction) => queueMail(transaction, server.context, { name, email, locale }, { kind: 'test' }));

  const rows = (server: TestServer) => server.db.selectFrom('mails').selectAll().orderBy('id').execute();

  /** As if the time of the next try had come, for the sender that is woken by the next mail. */
  async function tryNow(server: TestServer): Promise<void> {
    await server.db
      .updateTable('mails')
      .set({ dueAt: new Date(0) })
      .where('state', '=', 'waiting')
      .execute();
    await queue(server, 'Wake', 'en', 'wake@example.org');
  }

  const mailTo = (mailServer: MailServer, email: string) => mailServer.mails.filter(({ to }) => to.includes(email));

  it.each([
    ['en', 'Test mail from Nearhand', 'Mail works'],
    ['fr', 'E-mail d’essai de Nearhand', 'L’envoi d’e-mails fonctionne'],
    ['es', 'Correo de prueba de Nearhand', 'El correo funciona'],
  ] as const)('MAI1: goes out once it is committed, as HTML and text (%s)', async (locale, subject, title) => {
    const { mailServer, server } = await start();
    await queue(server, 'Zoé', locale);
    await expect.poll(() => mailServer.mails.length).toBe(1);
    const [mail] = mailServer.mails;
    const headers = headersOf(mail?.source ?? '');
    expect([mail?.from, mail?.to]).toEqual(['help@example.org', ['ann@example.org']]);
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.get('message-id')).toMatch(/^<[0-9a-f-]{36}@127\.0\.0\.1>$/);
    const { html, text } = partsOf(mail?.source ?? '');
    expect(text).toContain(title);
    expect(text).toContain('Zoé');
    expect(html).toContain(`<html lang="${locale}">`);
    expect(html).toContain(`<h1>${title}</h1>`);
    expect(html).toContain('prefers-color-scheme: dark');
    expect((await rows(server)).map((row) => row.subject)).toEqual([subject]);
  });

  it('MAI1: is not sent when what it tells about did not happen', async () => {
    const { mailServer, server } = await start();
    const failing = server.db.transaction().execute(async (transaction) => {
      const reader = { name: 'Eve', email: 'eve@example.org', locale: 'en' } as const;
      await queueMail(transaction, server.context, reader, { kind: 'test' });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await queue(server, 'Ann');
    await expect.poll(() => mailServer.mails.length).toBe(1);
    expect(mailServer.mails[0]?.to).toEqual(['ann@example.org']);
  });

  it('MAI2: is tried again while the mail server cannot take it, and keeps its number', async () => {
    const { mailServer, server } = await start();
    mailServer.refuse({ code: 451, text: 'Try again later' });
    await queue(server, 'Ann');
    await expect.poll(async () => (await rows(server))[0]?.lastError).toContain('Try again later');
    const [waiting] = await rows(server);
    expect(waiting).toMatchObject({ state: 'waiting', tries: 1 });
    mailServer.refuse(null);
    await tryNow(server);
    await expect.poll(async () => (await rows(server))[0]?.state).toBe('sent');
    const [mail] = mailTo(mailServer, 'ann@example.org');
    expect(headersOf(mail?.source ?? '').get('message-id')).toBe(`<${waiting?.id}@127.0.0.1>`);
  });

  it('MAI2: is given up where nobody has the address, and after the last try', async () => {
    const { mailServer, server } = await start();
    mailServer.refuse({ code: 550, text: 'No such user' });
    await queue(server, 'Ann');
    await expect.poll(async () => (await rows(server))[0]?.state).toBe('failed');
    mailServer.refuse({ code: 451, text: 'Later' });
    await queue(server, 'Bo', 'en', 'bo@example.org');
    await expect.poll(async () => (await rows(server))[1]?.lastError).toContain('Later');
    await server.db.updateTable('mails').set({ tries: 8 }).where('recipient', '=', 'bo@example.org').execute();
    await tryNow(server);
    await expect.poll(async () => (await rows(server))[1]?.state).toBe('failed');
    const given = (await rows(server)).filter(({ state }) => state === 'failed');
    expect(given.map(({ html, text }) => [html, text])).toEqual([
      ['', ''],
      ['', ''],
    ]);
  });

  it('MAI2: a mail that was being sent when the server died goes out later', async () => {
    const { mailServer, server } = await start();
    mailServer.refuse({ code: 451, text: 'Later' });
    await queue(server, 'Ann');
    await expect.poll(async () => (await rows(server))[0]?.lastError).toContain('Later');
    mailServer.refuse(null);
    // What a claim leaves behind: tried, and due again in a few minutes.
    await server.db
      .updateTable('mails')
      .set({ tries: 2, lastError: null, dueAt: new Date(Date.now() - 1) })
      .execute();
    await queue(server, 'Wake', 'en', 'wake@example.org');
    await expect.poll(() => mailTo(mailServer, 'ann@example.org').length).toBe(1);
  });

  it('MAI3: takes no header or markup from text that came from outside', async () => {
    const { mailServer, server } = await start();
    const name = 'Ann\r\nBcc: eve@example.org\r\n\r\n<script>alert(1)</script><img src=x onerror=alert(1)>';
    await queue(server, name);
    await server.db
      .updateTable('mails')
      .set({ dueAt: new Date(Date.now() + 60_000) })
      .where('state', '=', 'waiting')
      .execute();
    await server.db
      .insertInto('mails')
      .values({
        id: '00000000-0000-7000-8000-000000000001',
        kind: 'test',
        recipient: 'bo@example.org',
        locale: 'en',
        subject: 'Hello\r\nBcc: eve@example.org\u2028X-Evil: 1',
        html: '<p>Hi</p>',
        text: 'Hi',
        state: 'waiting',
        tries: 0,
        dueAt: new Date(0),
        lastError: null,
        createdAt: new Date(),
      })
      .execute();
    await tryNow(server);
    await expect.poll(() => mailServer.mails.length).toBeGreaterThanOrEqual(3);
    expect(mailServer.mails.flatMap(({ to }) => to)).not.toContain('eve@example.org');
    for (const { source } of mailServer.mails) {
      const names = [...headersOf(source).keys()];
      expect(names).not.toContain('bcc');
      expect(names).not.toContain('x-evil');
    }
    const [mail] = mailTo(mailServer, 'ann@example.org');
    const { html } = partsOf(mail?.source ?? '');
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('&lt;script&gt;');
    expect(partsOf(mail?.source ?? '').text).not.toMatch(/^Bcc:/m);
  });

  it('MAI4: without a mail server, the host’s administrator alone reads mails as they would be sent', async () => {
    const { server } = await start({ config: { smtp: null } });
    const host = await administrator(server);
    const other = await server.createOwner('Other');
    await queue(server, 'Ann');
    await queue(server, 'Bo', 'fr', 'bo@example.org');
    const first = mailListSchema.parse(
      await (await server.request('GET', '/api/host/mails?limit=1', { member: host })).json(),
    );
    expect(first.mails).toMatchObject([{ recipient: 'bo@example.org', state: 'kept', nextTryAt: null }]);
    const second = mailListSchema.parse(
      await (await server.request('GET', `/api/host/mails?cursor=${first.next}`, { member: host })).json(),
    );
    expect(second).toMatchObject({ mails: [{ recipient: 'ann@example.org' }], next: null });
    const path = `/api/host/mails/${first.mails[0]?.id}`;
    const detail = mailDetailSchema.parse(await (await server.request('GET', path, { member: host })).json());
    expect(detail).toMatchObject({ from: 'Nearhand <help@example.org>', locale: 'fr' });
    expect(detail.content?.text).toContain('Bonjour Bo,');
    expect(detail.content?.html).toContain('Bonjour Bo,');
    for (const [method, route] of [
      ['GET', '/api/host/mail'],
      ['GET', '/api/host/mails'],
      ['GET', path],
      ['POST', '/api/host/mail/test'],
    ] as const) {
      const body = method === 'POST' ? { body: {} } : {};
      expect((await server.request(method, route, { member: other, ...body })).status).toBe(403);
      expect((await server.request(method, route, body)).status).toBe(401);
    }
  });

  it('MAI4: what was sent to its reader is shown to nobody else', async () => {
    const { server } = await start();
    const host = await administrator(server);
    await queue(server, 'Ann');
    await expect.poll(async () => (await rows(server))[0]?.state).toBe('sent');
    const [row] = await rows(server);
    expect([row?.html, row?.text]).toEqual(['', '']);
    const answer = await server.request('GET', `/api/host/mails/${row?.id}`, { member: host });
    expect(mailDetailSchema.parse(await answer.json())).toMatchObject({ state: 'sent', content: null });
  });

  it('MAI5: the test tells what the mail server said, and no password', async () => {
    const login = { user: 'nearhand', password: 'a secret for mail' };
    const { mailServer, server } = await start({ login });
    const host = await administrator(server);
    const test = async () => {
      const answer = await server.request('POST', '/api/host/mail/test', { member: host, body: {} });
      const text = await answer.text();
      expect(text).not.toContain(login.password);
      return mailTestSchema.parse(JSON.parse(text));
    };
    expect(await test()).toEqual({ outcome: 'sent', recipient: host.email });
    expect(mailTo(mailServer, host.email)).toHaveLength(1);
    mailServer.refuse({ code: 550, text: 'Relaying denied' });
    expect(await test()).toMatchObject({ outcome: 'failed', error: expect.stringContaining('Relaying denied') });
    await mailServer.stop();
    expect(await test()).toMatchObject({ outcome: 'failed', error: expect.stringContaining('ECONNREFUSED') });
    const settings = await (await server.request('GET', '/api/host/mail', { member: host })).text();
    expect(mailSettingsSchema.parse(JSON.parse(settings)).smtp).toMatchObject({ host: '127.0.0.1' });
    expect(settings).not.toContain(login.password);
  });

  it('MAI5: without a mail server the test is in the outbox', async () => {
    const { server } = await start({ config: { smtp: null } });
    const host = await administrator(server);
    const answer = await server.request('POST', '/api/host/mail/test', { member: host, body: {} });
    expect(mailTestSchema.parse(await answer.json())).toEqual({ outcome: 'kept', recipient: host.email });
    expect(await rows(server)).toMatchObject([{ kind: 'test', state: 'kept', recipient: host.email }]);
  });
});
