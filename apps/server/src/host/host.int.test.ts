import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ChangeHostSettings,
  type ChangeMailSettings,
  auditPageSchema,
  mailTestSchema,
  serverInfoSchema,
} from '@nearhand/protocol';
import { sql } from 'kysely';
import { silentLogger, systemClock } from '@nearhand/base';
import { newId } from '../database/ids.ts';
import { queueMail } from '../mail/mail.queue.ts';
import { ApiClient } from '../testing/api-client.ts';
import { type MailServer, startMailServer } from '../testing/mail-server.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { RetentionJob } from './retention.ts';
import { changeHostSettings, readHostSettings } from './settings.ts';

const login = { user: 'nearhand', password: 'pässword of the mail server' };

const patience = { timeout: 20_000 };

describe('the host’s settings', () => {
  let server: TestServer;
  let host: ApiClient;
  let owner: TestMember;
  const stops: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    server = await startTestServer();
    owner = await server.createOwner();
    await server.db.updateTable('users').set({ hostAdministrator: true }).where('id', '=', owner.userId).execute();
    host = new ApiClient(server, owner);
  });
  afterEach(async () => {
    await server.stop();
    for (const stop of stops.splice(0)) await stop();
  });

  const change = (settings: ChangeHostSettings) =>
    server.db.transaction().execute((transaction) => changeHostSettings(transaction, settings));

  async function mailServer(): Promise<MailServer> {
    const made = await startMailServer(login);
    stops.push(() => made.stop());
    return made;
  }
  const wayTo = ({ smtp }: MailServer, more: object = {}): ChangeMailSettings => ({
    smtp: {
      host: smtp.host,
      port: smtp.port,
      encrypted: false,
      user: login.user,
      password: login.password,
      from: { name: 'Fjord IT', address: 'help@example.org' },
      ...more,
    },
  });

  it('HOS1: are for host administrators alone', async () => {
    const other = new ApiClient(server, await server.createOwner('Other'));
    for (const [method, path, body] of [
      ['GET', '/api/host/settings', undefined],
      ['PATCH', '/api/host/settings', {}],
      ['PATCH', '/api/host/mail', { smtp: null }],
    ] as const) {
      expect(await new ApiClient(server).outcome(method, path, body)).toBe('not_signed_in');
      expect(await other.outcome(method, path, body)).toBe('forbidden');
      expect(await host.outcome(method, path, body)).toBe(200);
    }
  });

  it('HOS1: begin closed, change one by one, and refuse what makes no sense', async () => {
    expect((await host.call('GET', '/api/host/settings')).body).toEqual({
      signUp: { who: 'invitation', domains: [] },
      founding: { who: 'signUp' },
      legal: { terms: null, privacy: null, imprint: null },
      retention: { auditDays: null, mailDays: 30, requestDays: null },
    });
    const signUp = { who: 'domains', domains: [' @Example.ORG', 'lan'] };
    const changed = await host.call('PATCH', '/api/host/settings', { signUp });
    expect(changed.body).toMatchObject({
      signUp: { who: 'domains', domains: ['example.org', 'lan'] },
      retention: { mailDays: 30 },
    });
    const none = { terms: null, privacy: null, imprint: null };
    const kept = { auditDays: null, mailDays: null, requestDays: null };
    for (const wrong of [
      { signUp: { who: 'domains', domains: [] } },
      { signUp: { who: 'domains', domains: ['exa mple.org'] } },
      { signUp: { who: 'everybody', domains: [] } },
      { founding: { who: 'owners' } },
      { legal: { ...none, terms: 'javascript:alert(1)' } },
      { legal: { ...none, terms: 'www.example.org' } },
      { retention: { ...kept, auditDays: 29 } },
      { retention: { ...kept, mailDays: 0 } },
      { retention: { ...kept, requestDays: 1.5 } },
    ]) {
      expect([wrong, await host.outcome('PATCH', '/api/host/settings', wrong)]).toEqual([wrong, 'bad_request']);
    }
    expect((await readHostSettings(server.db)).signUp.domains).toEqual(['example.org', 'lan']);
  });

  it('HOS8: changes are in the audit log, with what was chosen and without secrets', async () => {
    const smtp = await mailServer();
    await host.call('PATCH', '/api/host/settings', {
      signUp: { who: 'domains', domains: ['example.org'] },
      founding: { who: 'nobody' },
      retention: { auditDays: 365, mailDays: 30, requestDays: null },
    });
    await host.call('PATCH', '/api/host/mail', wayTo(smtp));
    const log = auditPageSchema.parse((await host.call('GET', '/api/audit?kind=settings')).body).entries;
    expect(log.map(({ event, details }) => [event, details['note']])).toEqual([
      ['host.mailChanged', `${smtp.smtp.host}:${smtp.smtp.port}`],
      ['host.retentionChanged', '{"auditDays":365,"mailDays":30,"requestDays":null}'],
      ['host.foundingChanged', 'nobody'],
      ['host.signUpChanged', 'domains example.org'],
    ]);
    expect(log.map(({ actor }) => actor.kind)).toEqual(['member', 'member', 'member', 'member']);
  });

  it('HOS2: legal links are on every page for customers and told to the portal, as links and nothing else', async () => {
    const legal = { terms: 'https://example.org/terms?a=1&b="<i>"', privacy: null, imprint: 'http://intranet/imprint' };
    expect(await host.outcome('PATCH', '/api/host/settings', { legal })).toBe(200);
    expect(serverInfoSchema.parse((await new ApiClient(server).call('GET', '/api/server')).body).legal).toEqual(legal);
    for (const path of ['/join?lang=fr', '/download?lang=fr', '/j/AAAAAAAAAAAAAAAAAAAAAA?lang=fr']) {
      const page = await (await server.request('GET', path)).text();
      expect(page).toContain('href="https://example.org/terms?a=1&amp;b=&quot;&lt;i&gt;&quot;"');
      expect(page).toContain('Conditions d’utilisation');
      expect(page).toContain('href="http://intranet/imprint"');
      expect(page).not.toContain('Confidentialité');
    }
  });

  it('HOS3: a mail server set in the portal sends from then on, and the password comes back in no answer', async () => {
    const smtp = await mailServer();
    const read = async () => (await host.call('GET', '/api/host/mail')).body;
    expect(await read()).toMatchObject({ source: 'none', smtp: null });
    const changed = await host.call('PATCH', '/api/host/mail', wayTo(smtp));
    expect(changed.body).toEqual({
      source: 'settings',
      smtp: { host: smtp.smtp.host, port: smtp.smtp.port, encrypted: false, user: login.user },
      from: { name: 'Fjord IT', address: 'help@example.org' },
    });
    const test = await host.call('POST', '/api/host/mail/test', {});
    expect(mailTestSchema.parse(test.body).outcome).toBe('sent');
    const reader = { name: 'Ann', email: 'ann@example.org', locale: 'en' } as const;
    await queueMail(server.db, server.context, reader, { kind: 'test' });
    await expect.poll(() => smtp.mails.map(({ to }) => to[0]), patience).toEqual([owner.email, 'ann@example.org']);
    expect(smtp.mails[1]?.source).toContain('Fjord IT');

    const second = await mailServer();
    await host.call('PATCH', '/api/host/mail', wayTo(second));
    await queueMail(server.db, server.context, reader, { kind: 'test' });
    await expect.poll(() => second.mails.length, patience).toBe(1);

    expect((await host.call('PATCH', '/api/host/mail', { smtp: null })).body).toMatchObject({ source: 'none' });
    await queueMail(server.db, server.context, reader, { kind: 'test' });
    const states = async () =>
      (await server.db.selectFrom('mails').select('state').orderBy('id').execute()).map(({ state }) => state);
    await expect.poll(states, patience).toEqual(['sent', 'sent', 'kept']);
  });

  it('HOS4: the password is sealed in the database, and sent to no other server than it was given for', async () => {
    const smtp = await mailServer();
    await host.call('PATCH', '/api/host/mail', wayTo(smtp));
    const stored = JSON.stringify(await server.db.selectFrom('hostSettings').selectAll().execute());
    expect([stored.includes(login.password), stored.includes('sealedPassword')]).toEqual([false, true]);
    const without = (more: object) => {
      const { password, ...rest } = wayTo(smtp, more).smtp ?? { password: '' };
      return host.outcome('PATCH', '/api/host/mail', { smtp: { ...rest, unused: password?.length } });
    };
    expect(await without({ from: { name: 'Other', address: 'other@example.org' } })).toBe(200);
    const evil = await mailServer();
    for (const more of [{ port: evil.smtp.port }, { host: 'localhost' }, { user: 'root' }, { encrypted: true }]) {
      expect([more, await without(more)]).toEqual([more, 'password_wrong']);
    }
    expect(mailTestSchema.parse((await host.call('POST', '/api/host/mail/test', {})).body).outcome).toBe('sent');
    expect(evil.attempts).toBe(0);
    expect(await without({ user: null })).toBe(200);
    expect(mailTestSchema.parse((await host.call('POST', '/api/host/mail/test', {})).body).outcome).toBe('failed');
    expect(await without({})).toBe('password_wrong');
  });

  it.each(['', 'a b', 'evil\r\nRCPT TO:<x@y>', 'http://x/', 'x@y', 'a'.repeat(254)])(
    'HOS3: refuses %j as a mail server',
    async (name) => {
      const smtp = { host: name, port: 25, encrypted: false, user: null, from: { name: 'A', address: 'a@b.example' } };
      expect(await host.outcome('PATCH', '/api/host/mail', { smtp })).toBe('bad_request');
    },
  );

  it('HOS5: what was said at the start wins and cannot be changed here', async () => {
    const smtp = await mailServer();
    const started = await startTestServer({ config: { smtp: smtp.smtp } });
    stops.push(() => started.stop());
    const person = await started.createOwner();
    await started.db.updateTable('users').set({ hostAdministrator: true }).execute();
    const client = new ApiClient(started, person);
    expect((await client.call('GET', '/api/host/mail')).body).toMatchObject({
      source: 'environment',
      smtp: { port: smtp.smtp.port, user: login.user },
    });
    expect(await client.outcome('PATCH', '/api/host/mail', { smtp: null })).toBe('conflict');
  });

  describe('retention', () => {
    const job = () => new RetentionJob({ db: server.db, clock: systemClock, logger: silentLogger });
    const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);

    async function oldRequest(days: number, state: 'open' | 'closed'): Promise<string> {
      const { id } = await host.createRequest(`${state} ${days}`);
      const at = daysAgo(days);
      await server.db.updateTable('requests').set({ state, stateSince: at }).where('id', '=', id).execute();
      await sql`alter table request_events disable trigger append_only`.execute(server.db);
      await server.db.updateTable('requestEvents').set({ at }).where('requestId', '=', id).execute();
      await sql`alter table request_events enable trigger append_only`.execute(server.db);
      return id;
    }
    const left = async () =>
      (await server.db.selectFrom('requests').select('customer').orderBy('id').execute()).map((row) => row.customer);

    it('HOS6: nothing but mails goes until the host says so', async () => {
      await oldRequest(3000, 'closed');
      const mail = { locale: 'en', html: '', text: '', tries: 0, lastError: null, recipient: 'a@b.example' } as const;
      for (const [days, state] of [
        [31, 'sent'],
        [29, 'sent'],
        [31, 'waiting'],
      ] as const) {
        const dueAt = state === 'waiting' ? daysAgo(-1) : null;
        const subject = `${state} ${days}`;
        const row = { ...mail, id: newId(), kind: 'test' as const, state, dueAt, subject, createdAt: daysAgo(days) };
        await server.db.insertInto('mails').values(row).execute();
      }
      await job().run();
      expect(await left()).toEqual(['closed 3000']);
      const mails = await server.db.selectFrom('mails').select('subject').orderBy('subject').execute();
      expect(mails.map(({ subject }) => subject)).toEqual(['sent 29', 'waiting 31']);
    });

    it('HOS6: ended requests go with all that belongs to them, open ones stay', async () => {
      const id = await oldRequest(40, 'closed');
      await oldRequest(10, 'closed');
      await oldRequest(40, 'open');
      const sessionId = newId();
      const at = daysAgo(40);
      await server.db
        .insertInto('sessions')
        .values({
          id: sessionId,
          organisationId: owner.organisationId,
          requestId: id,
          computerId: null,
          memberId: owner.memberId,
          userId: owner.userId,
          signInId: newId(),
          memberName: 'Ann',
          createdAt: at,
          endedAt: at,
          endReason: null,
        })
        .execute();
      await server.db
        .insertInto('links')
        .values({ id: newId(), sessionId, agentKey: 'A', state: 'ended', createdAt: at, changedAt: at })
        .execute();
      await change({ retention: { auditDays: null, mailDays: null, requestDays: 30 } });
      await job().run();
      expect(await left()).toEqual(['closed 10', 'open 40']);
      expect(await server.db.selectFrom('links').select('id').execute()).toEqual([]);
      expect(await server.db.selectFrom('requestEvents').select('id').where('requestId', '=', id).execute()).toEqual(
        [],
      );
    });

    it('HOS7: entries of the audit log go when they are old enough, and no earlier', async () => {
      const event = (days: number) => ({
        organisationId: owner.organisationId,
        at: daysAgo(days),
        event: 'computer.added' as const,
        actor: JSON.stringify({ kind: 'system' }),
        target: null,
        address: `${days} days`,
        details: '{}',
      });
      await server.db
        .insertInto('auditEvents')
        .values([event(100), event(31)])
        .execute();
      const rest = async () =>
        (
          await server.db
            .selectFrom('auditEvents')
            .select('address')
            .where('address', 'like', '% days')
            .orderBy('address')
            .execute()
        ).map(({ address }) => address);
      await job().run();
      expect(await rest()).toEqual(['100 days', '31 days']);
      await change({ retention: { auditDays: 90, mailDays: null, requestDays: null } });
      await job().run();
      expect(await rest()).toEqual(['31 days']);
      await expect(server.db.deleteFrom('auditEvents').execute()).rejects.toThrow('never changed or deleted');
    });

    it('HOS7: the database itself lets nothing younger go', async () => {
      await oldRequest(40, 'closed');
      const remove = () => server.db.deleteFrom('requestEvents').execute();
      await expect(remove()).rejects.toThrow('never changed or deleted');
      await change({ retention: { auditDays: null, mailDays: null, requestDays: 41 } });
      await expect(remove()).rejects.toThrow('never changed or deleted');
      await change({ retention: { auditDays: null, mailDays: null, requestDays: 39 } });
      await expect(server.db.updateTable('requestEvents').set({ note: 'x' }).execute()).rejects.toThrow(
        'never changed',
      );
      await expect(remove()).resolves.toBeDefined();
    });
  });
});
