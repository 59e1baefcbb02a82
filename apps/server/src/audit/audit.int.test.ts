import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditEntry, auditPageSchema } from '@nearhand/protocol';
import { joinOrganisation } from '../accounts/create-user.ts';
import { resetTwoFactorCommand } from '../admin/two-factor.ts';
import { resetPasswordCommand } from '../admin/users.ts';
import { ApiClient } from '../testing/api-client.ts';
import { ScriptedAgent } from '../testing/scripted-agent.ts';
import { turnTwoFactorOn } from '../testing/authenticator.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { recordAudit } from './record-audit.ts';

const patience = { timeout: 20_000 };

describe('the audit log', () => {
  let server: TestServer;
  let owner: TestMember;
  let api: ApiClient;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Example');
    api = new ApiClient(server, owner);
  });
  afterAll(() => server.stop());

  const read = async (query = '', client = api) =>
    auditPageSchema.parse((await client.call('GET', `/api/audit?limit=200&${query}`)).body).entries;
  const about = (entries: readonly AuditEntry[], name: string) =>
    entries.filter(({ target, actor }) => target?.name === name || ('name' in actor && actor.name === name));
  const nameOf = async ({ userId }: TestMember) =>
    (await server.db.selectFrom('users').select('name').where('id', '=', userId).executeTakeFirstOrThrow()).name;

  it('AUD1: what is written cannot be changed, deleted or emptied, whatever the path', async () => {
    const statements = [
      sql`update audit_events set event = 'x'`,
      sql`delete from audit_events`,
      sql`truncate audit_events`,
      sql`truncate organisations cascade`,
    ];
    for (const statement of statements) {
      await expect(statement.execute(server.db)).rejects.toThrow(/never changed or deleted/);
    }
    expect((await read()).length).toBeGreaterThan(0);
  });

  it('AUD2: an entry exists with what it records or not at all', async () => {
    const before = await read();
    const failing = server.db.transaction().execute(async (transaction) => {
      await recordAudit(transaction, {
        organisationId: owner.organisationId,
        at: new Date(),
        event: 'member.renamed',
        actor: { kind: 'system' },
      });
      throw new Error('Undone');
    });
    await expect(failing).rejects.toThrow('Undone');
    expect(await read()).toEqual(before);
  });

  it('AUD3: records sign-ins, wrong passwords, sign-outs and new passwords', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const name = await nameOf(person);
    const secret = 'what somebody typed';
    await server.request('POST', '/api/auth/sign-in/email', { body: { email: person.email, password: secret } });
    await server.request('POST', '/api/auth/sign-in/email', { body: { email: 'x@example.org', password: secret } });
    const change = { password: person.password, newPassword: 'another long password', signOutOthers: false };
    expect((await server.request('POST', '/api/me/password', { member: person, body: change })).status).toBe(204);
    await server.request('POST', '/api/auth/sign-out', { member: person, body: {} });
    await resetPasswordCommand(server.context, { email: person.email }, 'a third long password');
    await expect.poll(async () => (await read('kind=signIns&actor=nobody')).length, patience).toBe(1);
    const entries = about(await read('kind=signIns'), name);
    expect(entries.map(({ event, actor }) => [event, actor.kind]).toSorted()).toEqual(
      [
        ['signIn.started', 'member'],
        ['signIn.failed', 'nobody'],
        ['password.changed', 'member'],
        ['signIn.ended', 'member'],
        ['password.reset', 'commandLine'],
      ].toSorted(),
    );
    const addresses = entries.filter(({ event }) => /failed|ended/.test(event)).map(({ address }) => address);
    expect(addresses).toEqual(['127.0.0.1', '127.0.0.1']);
    const everything = await sql<{ text: string }>`select audit_events::text as text from audit_events`.execute(
      server.db,
    );
    const all = everything.rows.map(({ text }) => text).join('\n');
    for (const word of [secret, person.password, change.newPassword, 'x@example.org']) expect(all).not.toContain(word);
  });

  it('AUD9: records wrong passwords and codes given as a proof, and stops them', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const name = await nameOf(person);
    await turnTwoFactorOn(server, person);
    const client = new ApiClient(server, person);
    const off = (password: string) =>
      client.outcome('POST', '/api/two-factor/turn-off', { password, code: 'aaaaa-aaaaa' });
    expect(await off(person.password)).toBe('two_factor_code_invalid');
    const wrong = { password: 'a wrong one', newPassword: 'seven quiet otters' };
    const outcomes: (string | number)[] = [];
    for (let guess = 0; guess < 5; guess++) {
      outcomes.push(await off('a wrong one'), await client.outcome('POST', '/api/me/password', wrong));
    }
    expect(new Set(outcomes)).toEqual(new Set(['password_wrong']));
    const right = { ...wrong, password: person.password };
    expect(await client.outcome('POST', '/api/me/password', right)).toBe('too_many_attempts');
    const entries = about(await read('kind=signIns'), name).filter(({ event }) => event.startsWith('proof.'));
    expect(entries.map(({ event, address }) => `${event} ${address}`).toReversed()).toEqual([
      'proof.codeFailed 127.0.0.1',
      ...Array.from({ length: 10 }, () => 'proof.failed 127.0.0.1'),
    ]);
  });

  it('AUD3: names who ended the sign-ins of another, and from where', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const name = await nameOf(person);
    const client = new ApiClient(server, person);
    const endings = async () =>
      about(await read('kind=signIns'), name)
        .filter(({ event }) => event === 'signIn.ended')
        .map(({ actor, target, address }) => [
          actor.kind === 'member' ? actor.name : actor.kind,
          target?.name,
          address,
        ]);
    await server.signIn(person.email, person.password);
    await client.call('POST', '/api/me/sign-ins/end-others');
    expect(await endings()).toEqual([[name, name, '127.0.0.1']]);
    await resetPasswordCommand(server.context, { email: person.email }, 'a third long password');
    expect((await endings())[0]).toEqual(['commandLine', name, null]);
    await server.signIn(person.email, 'a third long password');
    await api.call('POST', `/api/members/${person.memberId}/remove`);
    expect((await endings())[0]).toEqual([await nameOf(owner), name, '127.0.0.1']);
  });

  it('AUD3: the password alone is no sign-in where a second step follows; a wrong code is recorded', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const { app } = await turnTwoFactorOn(server, person);
    const before = about(await read('kind=signIns'), await nameOf(person)).length;
    const cookie = await server.signIn(person.email, person.password);
    const step = (code: string) =>
      server.request('POST', '/api/auth/two-factor/verify-totp', { member: { ...person, cookie }, body: { code } });
    const news = async () => {
      const entries = about(await read('kind=signIns'), await nameOf(person));
      return entries.slice(0, entries.length - before).map(({ event, actor, address }) => [event, actor.kind, address]);
    };
    expect(await news()).toEqual([]);
    await step(app.wrongCode());
    expect(await news()).toEqual([['signIn.codeFailed', 'nobody', '127.0.0.1']]);
    expect((await step(app.code(1))).status).toBe(204);
    expect((await news())[0]).toEqual(['signIn.started', 'member', '127.0.0.1']);
  });

  it('AUD4: records two-factor sign-in, on, off and reset, and what the organisation asks for', async () => {
    const firm = await server.createOwner('Two');
    const client = new ApiClient(server, firm);
    const { app } = await turnTwoFactorOn(server, firm);
    const proof = (steps: number) => ({ password: firm.password, code: app.code(steps) });
    const required = (value: boolean) => client.outcome('PATCH', '/api/organisation/two-factor', { required: value });
    expect([await required(true), await required(true), await required(false)]).toEqual([204, 204, 204]);
    expect(await client.outcome('POST', '/api/two-factor/backup-codes', proof(1))).toBe(200);
    await resetTwoFactorCommand(server.context, { email: firm.email });
    const cookie = await server.signIn(firm.email, firm.password);
    const again = { ...firm, cookie };
    const { backupCodes } = await turnTwoFactorOn(server, again);
    const off = { password: firm.password, code: backupCodes[0] };
    expect(await new ApiClient(server, again).outcome('POST', '/api/two-factor/turn-off', off)).toBe(204);
    const entries = await read('', new ApiClient(server, again));
    expect(
      entries
        .filter(({ event }) => /twoFactor/.test(event))
        .map(({ event, actor, address }) => `${event} ${actor.kind} ${address}`)
        .toReversed(),
    ).toEqual([
      'twoFactor.turnedOn member 127.0.0.1',
      'organisation.twoFactorRequired member 127.0.0.1',
      'organisation.twoFactorOptional member 127.0.0.1',
      'twoFactor.codesRenewed member 127.0.0.1',
      'twoFactor.reset commandLine null',
      'twoFactor.turnedOn member 127.0.0.1',
      'twoFactor.turnedOff member 127.0.0.1',
    ]);
  });

  it('AUD4: records members, enrolment, computers, sessions and every move of a request', async () => {
    const technician = await server.createMember(owner.organisationId, 'technician');
    const token = await server.enrolmentToken({
      organisationId: owner.organisationId,
      uses: 1,
      validForMs: 60_000,
      createdBy: { kind: 'commandLine' },
    });
    const agent = new ScriptedAgent(server.url);
    const welcome = await agent.introduce({ kind: 'enrolment', token });
    const { computerId } = welcome['role'] as { computerId: string };
    const client = new ApiClient(server, technician);
    const target = { kind: 'computer', computerId };
    const opened = await client.call('POST', '/api/sessions', { target, commitment: 'A'.repeat(43) });
    const { sessionId } = opened.body as { sessionId: string };
    await client.call('POST', `/api/sessions/${sessionId}/end`);
    const request = await client.createRequest('Zoé');
    await client.call('POST', `/api/requests/${request.id}/close`, { note: 'Done' });
    await client.call('PATCH', '/api/me', { name: 'New name' });
    const events = (await read()).map(({ event }) => event);
    for (const event of [
      'organisation.created',
      'member.added',
      'member.renamed',
      'enrolmentToken.created',
      'computer.added',
      'session.opened',
      'session.closed',
      'request.created',
      'request.closed',
    ]) {
      expect(events).toContain(event);
    }
    const closed = (await read('kind=requests')).find(({ event }) => event === 'request.closed');
    expect(closed).toMatchObject({
      actor: { kind: 'member', id: technician.memberId },
      target: { kind: 'request', id: request.id, name: 'Zoé' },
      details: { from: 'open', to: 'closed', note: 'Done' },
    });
    const session = (await read('kind=sessions')).find(({ event }) => event === 'session.opened');
    expect(session).toMatchObject({ target: { kind: 'computer', id: computerId }, address: '127.0.0.1' });
    expect(JSON.stringify(await read())).not.toContain(token);
    agent.socket.close();
  });

  it('AUD10: what members end and found has the address it came from', async () => {
    const firm = await server.createOwner('Firm with an address');
    const client = new ApiClient(server, firm);
    const agent = new ScriptedAgent(server.url);
    const token = await server.enrolmentToken({ organisationId: firm.organisationId, uses: 1, validForMs: 60_000 });
    const welcome = await agent.introduce({ kind: 'enrolment', token });
    const { computerId } = welcome['role'] as { computerId: string };
    const target = { kind: 'computer', computerId };
    const opened = await client.call('POST', '/api/sessions', { target, commitment: 'A'.repeat(43) });
    const { sessionId } = opened.body as { sessionId: string };
    expect(await client.outcome('POST', `/api/sessions/${sessionId}/end`)).toBe(204);
    const closed = (await read('kind=sessions', client)).find(({ event }) => event === 'session.closed');
    expect(closed).toMatchObject({ actor: { kind: 'member', id: firm.memberId }, address: '127.0.0.1' });
    await server.db.updateTable('users').set({ hostAdministrator: true }).where('id', '=', firm.userId).execute();
    expect(await client.outcome('POST', '/api/organisations', { name: 'Further' })).toBe(200);
    const entries = await read('kind=members', client);
    expect(entries.map(({ event, address }) => `${event} ${address}`).toSorted()).toEqual([
      'member.added 127.0.0.1',
      'organisation.created 127.0.0.1',
    ]);
    agent.socket.close();
  });

  it('AUD4: records what concerns an account in every organisation it belongs to', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const other = await server.createOwner('Elsewhere');
    await server.db.transaction().execute((transaction) =>
      joinOrganisation(server.context, transaction, {
        ...person,
        name: 'Known as',
        organisationId: other.organisationId,
        role: 'auditor',
      }),
    );
    await new ApiClient(server, person).call('PATCH', '/api/me', { name: 'In both' });
    for (const client of [api, new ApiClient(server, other)]) {
      const renamed = (await read('kind=members', client)).find(({ event }) => event === 'member.renamed');
      expect(renamed).toMatchObject({ target: { name: 'In both' }, details: { to: 'In both' }, address: '127.0.0.1' });
    }
  });

  it('AUD5: outlives whom it is about, with the name they had', async () => {
    const person = await server.createMember(owner.organisationId, 'technician');
    const name = await nameOf(person);
    expect(await api.outcome('POST', `/api/members/${person.memberId}/remove`)).toBe(204);
    expect(await server.db.selectFrom('users').select('id').where('id', '=', person.userId).execute()).toEqual([]);
    expect(about(await read(), name).map(({ event }) => event)).toEqual([
      'signIn.ended',
      'member.removed',
      'signIn.started',
      'member.added',
    ]);
  });

  it('AUD6: filters and pages on the server, each entry once, newest first', async () => {
    const firm = await server.createOwner('Many');
    const client = new ApiClient(server, firm);
    const at = Date.UTC(2030, 0, 1);
    await server.db.transaction().execute(async (transaction) => {
      for (let index = 0; index < 30; index++) {
        await recordAudit(transaction, {
          organisationId: firm.organisationId,
          // Several in the same millisecond.
          at: new Date(at + Math.floor(index / 7)),
          event: index % 2 === 0 ? 'computer.added' : 'session.opened',
          actor: { kind: 'system' },
          address: `203.0.113.${index}`,
        });
      }
    });
    const wanted = `from=${new Date(at).toISOString()}&until=${new Date(at + 1_000).toISOString()}`;
    const seen: AuditEntry[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/api/audit?limit=4&${wanted}${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = auditPageSchema.parse((await client.call('GET', path)).body);
      seen.push(...page.entries);
      cursor = page.next;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(30);
    expect(seen.map((entry) => entry.at)).toEqual(
      seen
        .map((entry) => entry.at)
        .toSorted()
        .toReversed(),
    );
    expect((await read(`${wanted}&kind=computers`, client)).length).toBe(15);
    expect((await read(`${wanted}&text=203.0.113.17`, client)).length).toBe(1);
    expect((await read(`${wanted}&text=%25`, client)).length).toBe(0);
    expect((await read(`actor=${firm.memberId}`, client)).every(({ actor }) => actor.kind === 'member')).toBe(true);
    for (const odd of ['text=%F0%9F%98%80', `text=${'x'.repeat(100)}`, 'from=0000-01-01T00:00:00Z']) {
      expect([odd, await client.outcome('GET', `/api/audit?${odd}`)]).toEqual([odd, 200]);
    }
    for (const bad of [
      'text=%00',
      `text=${'x'.repeat(101)}`,
      'cursor=x',
      'cursor=1.1.1;drop',
      'kind=x',
      'actor=x',
      'from=x',
      'limit=0',
      'limit=201',
    ]) {
      expect([bad, await client.outcome('GET', `/api/audit?${bad}`)]).toEqual([bad, 'bad_request']);
    }
  });

  it('AUD6: answers quickly with ten thousand entries', async () => {
    const firm = await server.createOwner('Big');
    await sql`
      insert into audit_events (organisation_id, at, event, actor, details)
      select ${firm.organisationId}, date_trunc('milliseconds', now()) - make_interval(secs => n), 'signIn.started',
        '{"kind":"system"}', '{}'
      from generate_series(1, 10000) as n`.execute(server.db);
    const client = new ApiClient(server, firm);
    const timesMs: number[] = [];
    for (const query of ['', 'text=nowhere', `until=${new Date(Date.now() - 9_000_000).toISOString()}`]) {
      const takesMs = async () => {
        const startMs = performance.now();
        await read(query, client);
        return performance.now() - startMs;
      };
      // The machine may be busy with something else just then.
      timesMs.push(Math.min(await takesMs(), await takesMs(), await takesMs()));
    }
    expect(Math.max(...timesMs)).toBeLessThan(5_000);
  });

  it('AUD7: gives the same as a file that no spreadsheet takes for formulas', async () => {
    const firm = await server.createOwner('Files');
    const client = new ApiClient(server, firm);
    await client.createRequest('=HYPERLINK("http://evil.example","<b>x</b>")');
    const answer = await server.request('GET', '/api/audit.csv?kind=requests', { member: firm });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit-log.csv"');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const [head, line, ...rest] = (await answer.text()).split('\r\n');
    expect(head).toContain('time,event,actor');
    expect(line).toContain(`"'=HYPERLINK(""http://evil.example"",""<b>x</b>"")"`);
    expect(rest).toEqual(['']);
    const stranger = await (
      await server.request('GET', '/api/audit.csv', { member: await server.createOwner('S') })
    ).text();
    expect(stranger).not.toContain('HYPERLINK');
  });

  it('AUD8: shows an organisation its own entries only', async () => {
    const stranger = await server.createOwner('Other');
    const entries = await read('', new ApiClient(server, stranger));
    const own = entries.every(({ actor, target }) => !JSON.stringify([actor, target]).includes(owner.memberId));
    expect([entries.length > 0, own]).toEqual([true, true]);
    expect(await read(`actor=${owner.memberId}`, new ApiClient(server, stranger))).toEqual([]);
  });
});
