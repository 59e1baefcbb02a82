import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { systemClock } from '@nearhand/base';
import { auditPageSchema, deletionPlanSchema } from '@nearhand/protocol';
import { makeHostAdministratorCommand } from '../../admin/host-administrator.ts';
import { newId } from '../../database/ids.ts';
import { RetentionJob } from '../../host/retention.ts';
import { changeHostSettings } from '../../host/settings.ts';
import { ApiClient } from '../../testing/api-client.ts';
import { enrolComputer } from '../../testing/enrolled-computer.ts';
import { openMemberHub } from '../../testing/member-hub.ts';
import { turnTwoFactorOn } from '../../testing/authenticator.ts';
import { ScriptedAgent } from '../../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';
import { joinOrganisation } from '../create-user.ts';

const patience = { timeout: 20_000 };

describe('deleting an account', () => {
  let server: TestServer;
  let host: TestMember;

  beforeAll(async () => {
    server = await startTestServer();
    host = await server.createOwner('Host');
    await server.db.updateTable('users').set({ hostAdministrator: true }).where('id', '=', host.userId).execute();
  });
  afterAll(() => server.stop());

  const path = '/api/me/deletion';
  const plan = async (member: TestMember) =>
    deletionPlanSchema.parse((await new ApiClient(server, member).call('GET', path)).body);
  const fates = async (member: TestMember) =>
    (await plan(member)).organisations.map(({ name, fate }) => `${name} ${fate}`);
  const remove = (member: TestMember, more: object = {}) =>
    new ApiClient(server, member).outcome('POST', path, {
      password: member.password,
      organisations: [member.organisationId],
      ...more,
    });
  const leave = (member: TestMember) => remove(member, { organisations: [] });
  const exists = async ({ userId }: TestMember) =>
    (await server.db.selectFrom('users').select('id').where('id', '=', userId).executeTakeFirst()) !== undefined;
  const join = (member: TestMember, organisationId: string, role: 'owner' | 'technician') =>
    server.db
      .transaction()
      .execute((transaction) =>
        joinOrganisation(server.context, transaction, { userId: member.userId, name: 'Person', organisationId, role }),
      );
  const auditOf = (organisationId: string) =>
    server.db
      .selectFrom('auditEvents')
      .selectAll()
      .where('organisationId', '=', organisationId)
      .orderBy('id')
      .execute();

  it('DEL1: needs the person, a code where there is one, and what they were told', async () => {
    const member = await server.createOwner('Solo');
    expect(await remove(member, { password: 'a wrong one' })).toBe('password_wrong');
    expect(await remove(member, { password: undefined })).toBe('password_wrong');
    expect(await leave(member)).toBe('conflict');
    expect(await remove(member, { organisations: [member.organisationId, host.organisationId] })).toBe('conflict');
    const { backupCodes } = await turnTwoFactorOn(server, member);
    expect(await remove(member)).toBe('two_factor_code_invalid');
    expect(await exists(member)).toBe(true);
    expect(await remove(member, { code: backupCodes[0] })).toBe(204);
    expect(await exists(member)).toBe(false);
    expect(await remove(member, { code: backupCodes[1] })).toBe('not_signed_in');
  });

  it('DEL1: without a password the sign-in must be minutes old', async () => {
    const member = await server.createOwner('Solo');
    await server.db.deleteFrom('accounts').where('userId', '=', member.userId).execute();
    const signedInAt = (createdAt: Date) =>
      server.db.updateTable('signIns').set({ createdAt }).where('userId', '=', member.userId).execute();
    await signedInAt(new Date(Date.now() - 11 * 60_000));
    expect(await remove(member)).toBe('sign_in_again');
    await signedInAt(new Date());
    expect(await remove(member, { password: undefined })).toBe(204);
  });

  it('DEL1: two at once delete it once', async () => {
    const member = await server.createOwner('Solo');
    const outcomes = await Promise.all([remove(member), remove(member)]);
    expect(outcomes.map(String).toSorted()).toEqual(['204', 'not_signed_in']);
  });

  it('DEL2: everything that is the person’s goes at once, a mail confirms it', async () => {
    const boss = await server.createOwner('Firm');
    const member = await server.createMember(boss.organisationId, 'technician');
    const elsewhere = await server.signIn(member.email, member.password);
    const { userId } = member;
    const key = { publicKey: Buffer.from('key'), counter: 0, synced: false, createdAt: new Date() };
    await server.db
      .insertInto('passkeys')
      .values({ id: newId(), userId, credentialId: newId(), name: 'x', ...key })
      .execute();
    await server.db
      .insertInto('pictures')
      .values({ id: newId(), userId, data: Buffer.from('png') })
      .execute();
    const hub = await openMemberHub(server, { cookie: elsewhere });
    expect(await leave(member)).toBe(204);
    await hub.closed;
    for (const cookie of [member.cookie, elsewhere]) {
      expect((await fetch(`${server.url}/api/me`, { headers: { cookie } })).status).toBe(401);
    }
    const columns = await sql<{ table: string; column: string }>`
      select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and column_name = 'user_id'`.execute(server.db);
    const left: string[] = [];
    for (const { table } of columns.rows) {
      const found = await sql`select from ${sql.table(table)} where user_id = ${userId}`.execute(server.db);
      if (found.rows.length > 0) left.push(table);
    }
    expect(left).toEqual([]);
    expect(await server.signIn(member.email, member.password)).toBe('');
    const mails = await server.db.selectFrom('mails').select('kind').where('recipient', '=', member.email).execute();
    expect(mails.map(({ kind }) => kind)).toContain('accountDeleted');
  });

  it('DEL8: the plan names what is shared with the person, and with whom their computers are', async () => {
    const [ana, other] = [await server.createOwner('Hers'), await server.createOwner('Theirs')];
    const computerOf = async ({ organisationId }: TestMember) => (await enrolComputer(server, organisationId)).id;
    const share = async (by: TestMember, email: string, ids: readonly string[]) => {
      for (const id of ids) {
        const body = { email, permissions: ['view'], until: null };
        const { status } = await new ApiClient(server, by).call('POST', `/api/computers/${id}/shares`, body);
        expect(status).toBe(200);
      }
    };
    await server.db.updateTable('users').set({ emailVerified: true }).where('id', '=', ana.userId).execute();
    const hers = [await computerOf(ana), await computerOf(ana)];
    await share(ana, 'one@example.net', hers);
    await share(ana, 'two@example.net', hers.slice(1));
    await share(other, ana.email, [await computerOf(other), await computerOf(other)]);
    expect(await plan(ana)).toMatchObject({ organisations: [{ computers: 2, shares: 2 }], received: 2 });
    expect(await plan(other)).toMatchObject({ organisations: [{ shares: 1 }], received: 0 });
    await server.db
      .updateTable('computerShares')
      .set({ overAt: new Date() })
      .where('userId', '=', ana.userId)
      .execute();
    expect(await plan(ana)).toMatchObject({ received: 0 });
  });

  it('DEL3: an organisation that nobody else belongs to goes with it', async () => {
    const member = await server.createOwner('Solo');
    const { organisationId } = member;
    const client = new ApiClient(server, member);
    const wanted = { organisationId, uses: 5, validForMs: 60_000 };
    const token = await server.enrolmentToken(wanted);
    const computer = new ScriptedAgent(server.url);
    await computer.introduce({ kind: 'enrolment', token });
    const request = await client.createRequest('Ana Customer', 'a private matter');
    const customer = new ScriptedAgent(server.url);
    await customer.introduce({ kind: 'code', code: request.code });
    const before = await auditOf(organisationId);
    expect(await plan(member)).toEqual({
      organisations: [{ id: organisationId, name: 'Solo', fate: 'deleted', computers: 1, requests: 1, shares: 0 }],
      received: 0,
      lastHostAdministrator: false,
    });
    const told = customer.socket.next(
      'request.changed',
      ({ offer }) => (offer as { state: string }).state === 'closed',
    );
    expect(await remove(member)).toBe(204);
    await told;
    expect(await computer.socket.closed).toBe(4001);
    const back = new ScriptedAgent(server.url, computer.identity);
    expect((await back.introduce({ kind: 'computer' }))['code']).toBe('agent_key_refused');
    const late = new ScriptedAgent(server.url);
    expect((await late.introduce({ kind: 'enrolment', token }))['code']).toBe('enrolment_token_invalid');
    const row = await server.db
      .selectFrom('requests')
      .selectAll()
      .where('id', '=', request.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'closed', customer: '', comments: '', computerName: null, code: null });
    const after = await auditOf(organisationId);
    expect(after.slice(0, before.length)).toEqual(before);
    const events = after.slice(before.length).map(({ event }) => event);
    expect(events).toEqual(['account.deleted', 'organisation.deleted', 'signIn.ended']);
    for (const { socket } of [customer, back, late]) socket.close();
  });

  it('DEL3: its row goes once the host keeps its log no longer', async () => {
    const member = await server.createOwner('Forgotten');
    expect(await remove(member)).toBe(204);
    const job = new RetentionJob({ db: server.db, clock: systemClock, logger: server.context.logger });
    const isThere = async () =>
      (await server.db
        .selectFrom('organisations')
        .select('id')
        .where('id', '=', member.organisationId)
        .executeTakeFirst()) !== undefined;
    const keep = (auditDays: number | null) =>
      server.db
        .transaction()
        .execute((transaction) =>
          changeHostSettings(transaction, { retention: { auditDays, mailDays: 30, requestDays: null } }),
        );
    await job.run();
    expect(await isThere()).toBe(true);
    await keep(30);
    await sql`alter table audit_events disable trigger append_only`.execute(server.db);
    await sql`update audit_events set at = now() - interval '40 days' where organisation_id = ${member.organisationId}`.execute(
      server.db,
    );
    await sql`alter table audit_events enable trigger append_only`.execute(server.db);
    await job.run();
    await keep(null);
    expect(await isThere()).toBe(false);
  });

  it('DEL4: other organisations go on, and their log keeps the name', async () => {
    const boss = await server.createOwner('Firm');
    const member = await server.createMember(boss.organisationId, 'administrator');
    const { id } = await new ApiClient(server, member).createRequest('Ana');
    expect(await fates(member)).toEqual(['Firm left']);
    const before = await auditOf(boss.organisationId);
    expect(await leave(member)).toBe(204);
    const client = new ApiClient(server, boss);
    expect((await client.request(id)).customer).toBe('Ana');
    expect((await auditOf(boss.organisationId)).slice(0, before.length)).toEqual(before);
    const { entries } = auditPageSchema.parse((await client.call('GET', `/api/audit?actor=${member.memberId}`)).body);
    const [ended, deleted] = entries;
    expect([ended?.event, deleted?.event, deleted?.address]).toEqual(['signIn.ended', 'account.deleted', '127.0.0.1']);
    expect(deleted?.target).toMatchObject({ kind: 'member', id: member.memberId });
    await expect(sql`delete from audit_events where event = 'account.deleted'`.execute(server.db)).rejects.toThrow(
      /never changed/,
    );
  });

  it('DEL5: the last owner among others hands over first, also when two leave at once', async () => {
    const boss = await server.createOwner('Firm');
    const second = await server.createMember(boss.organisationId, 'technician');
    expect(await fates(boss)).toEqual(['Firm handOver']);
    expect(await leave(boss)).toBe('last_owner');
    expect(await remove(boss)).toBe('last_owner');
    await server.db.updateTable('members').set({ role: 'owner' }).where('id', '=', second.memberId).execute();
    await server.createMember(boss.organisationId, 'auditor');
    expect(await fates(boss)).toEqual(['Firm left']);
    const both = await Promise.all([leave(boss), leave(second)]);
    expect(both.map(String).toSorted()).toEqual(['204', 'last_owner']);
  });

  it('DEL5: all of several organisations decide', async () => {
    const member = await server.createOwner('Alone');
    const [firm, other] = [await server.createOwner('Firm'), await server.createOwner('Guild')];
    await join(member, firm.organisationId, 'technician');
    await join(member, other.organisationId, 'owner');
    await server.db.updateTable('members').set({ role: 'technician' }).where('id', '=', other.memberId).execute();
    expect(await fates(member)).toEqual(['Alone deleted', 'Firm left', 'Guild handOver']);
    expect(await remove(member)).toBe('last_owner');
    await server.db.updateTable('members').set({ role: 'owner' }).where('id', '=', other.memberId).execute();
    expect(await remove(member)).toBe(204);
    expect(await exists(other)).toBe(true);
  });

  it('DEL6: the last administrator of the server stays, also when two leave at once', async () => {
    expect((await plan(host)).lastHostAdministrator).toBe(true);
    expect(await remove(host)).toBe('last_host_administrator');
    const second = await server.createOwner('Second');
    expect(await makeHostAdministratorCommand(server.context, { email: second.email.toUpperCase() })).toContain(
      'host administrator',
    );
    await expect(makeHostAdministratorCommand(server.context, { email: 'nobody@example.org' })).rejects.toThrow(
      'no account',
    );
    const both = await Promise.all([remove(host), remove(second)]);
    expect(both.map(String).toSorted()).toEqual(['204', 'last_host_administrator']);
  });

  it('DEL7: what was interrupted is done with the next one', async () => {
    const organisationId = newId();
    const row = { id: organisationId, name: 'Half gone', createdAt: new Date(), deletedAt: new Date() };
    await server.db.insertInto('organisations').values(row).execute();
    const computer = {
      kind: 'enrolled',
      name: 'x',
      machineName: 'x',
      system: 'linux',
      systemName: '',
      agentKey: newId(),
    } as const;
    await server.db
      .insertInto('computers')
      .values({ id: newId(), organisationId, ...computer, addedAt: new Date() })
      .execute();
    const member = await server.createOwner('Another');
    // Whoever clears something clears what was left.
    expect(await remove(member)).toBe(204);
    const left = () =>
      server.db.selectFrom('computers').select('id').where('organisationId', '=', organisationId).execute();
    await expect.poll(left, patience).toEqual([]);
  });
});
