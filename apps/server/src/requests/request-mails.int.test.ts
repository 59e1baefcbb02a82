import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '@nearhand/base';
import {
  createdRequestSchema,
  invitationDraftSchema,
  type Locale,
  mailDetailSchema,
  mailedInvitationListSchema,
  type Right,
  rights,
  withoutRight,
} from '@nearhand/protocol';
import { newId } from '../database/ids.ts';
import { ApiClient } from '../testing/api-client.ts';
import { headersOf, type MailServer, partsOf, startMailServer } from '../testing/mail-server.ts';
import { createMemberWith } from '../testing/member-with.ts';
import { startTestServer, type TestMember, type TestServer } from '../testing/test-server.ts';

/** What plain names are held apart by. */
const seen = (text: string) => text.replaceAll('\u2060', '');

describe('invitations by e-mail', () => {
  let server: TestServer;
  let mailServer: MailServer;
  let owner: TestMember;
  let stranger: TestMember;
  let addresses = 0;

  beforeAll(async () => {
    mailServer = await startMailServer();
    server = await startTestServer({ config: { smtp: mailServer.smtp } });
    owner = await server.createOwner('Fjord IT');
    stranger = await server.createOwner('Other');
    await server.db.updateTable('users').set({ name: 'Anna Lindqvist' }).where('id', '=', owner.userId).execute();
  });
  afterAll(async () => {
    await server.stop();
    await mailServer.stop();
  });

  const api = (member: TestMember) => new ApiClient(server, member);
  const newAddress = () => `customer${++addresses}@example.org`;
  const send = (id: string, letter: object, member = owner) =>
    api(member).outcome('POST', `/api/requests/${id}/mails`, { locale: 'en', ...letter });
  const listOf = async (id: string) =>
    mailedInvitationListSchema.parse((await api(owner).call('GET', `/api/requests/${id}/mails`)).body);
  const memberWith = (held: readonly Right[]) => createMemberWith(server, owner.organisationId, held);

  async function mailTo(email: string): Promise<string> {
    await expect.poll(() => mailServer.mails.some(({ to }) => to.includes(email))).toBe(true);
    return mailServer.mails.find(({ to }) => to.includes(email))?.source ?? '';
  }

  it.each([
    ['en', 'Remote support from Fjord IT', 'Anna Lindqvist would like to help you', 'tell nobody the code'],
    ['fr', 'Assistance à distance de Fjord IT', 'Anna Lindqvist souhaite vous aider', 'ne donnez le code à personne'],
    ['es', 'Asistencia remota de Fjord IT', 'Anna Lindqvist quiere ayudarle', 'ni diga el código a nadie'],
  ] as const)('REQ17: goes out with link, code and a warning (%s)', async (locale: Locale, subject, title, warning) => {
    const { id, invitation } = await api(owner).createRequest();
    const email = newAddress();
    expect(await send(id, { email, locale, note: 'We spoke this morning.\nBest, Anna' })).toBe(200);
    const source = await mailTo(email);
    const { html, text } = partsOf(source);
    for (const part of [html, text]) {
      expect(part).toContain(title);
      expect(part).toContain(invitation.link);
      expect(part).toContain(invitation.code.replace(/(\d{3})(?=\d)/g, '$1 '));
      expect(part).toContain(`${server.url}/join`);
      expect(part).toContain(warning);
    }
    expect(seen(text)).toContain('> We spoke this morning.\n> Best, Anna');
    const row = await server.db.selectFrom('mails').selectAll().where('recipient', '=', email).executeTakeFirst();
    expect(row?.subject).toBe(subject);
    expect(headersOf(source).get('content-language')).toBe(locale);
  });

  it('REQ17: is from the server’s address, under the names of member and organisation; answers go to the member', async () => {
    const { id } = await api(owner).createRequest();
    const email = newAddress();
    await send(id, { email });
    const source = await mailTo(email);
    expect(headersOf(source).get('from')).toBe('"Anna Lindqvist, Fjord IT" <help@example.org>');
    expect(headersOf(source).get('reply-to')).toBe(owner.email);
    expect(headersOf(source).get('to')).toBe(email);
    expect(mailServer.mails.find(({ to }) => to.includes(email))?.from).toBe('help@example.org');
  });

  it('REQ17: says what is asked for', async () => {
    const created = await api(owner).call('POST', '/api/requests', { customer: 'Ana', permissions: ['view'] });
    const { request } = createdRequestSchema.parse(created.body);
    const email = newAddress();
    await send(request.id, { email });
    const { text } = partsOf(await mailTo(email));
    expect(text).toContain('see your screen');
    expect(text).not.toContain('mouse');
  });

  it('REQ17: a new request is mailed at once where that is wanted, and keeps the address', async () => {
    const email = newAddress();
    const wanted = { customer: 'Ana', customerEmail: ` ${email.toUpperCase()} `, mail: { locale: 'es' } };
    const { request } = createdRequestSchema.parse((await api(owner).call('POST', '/api/requests', wanted)).body);
    expect(request.customerEmail).toBe(email);
    expect(partsOf(await mailTo(email)).text).toContain('quiere ayudarle');
    expect((await listOf(request.id)).mails).toMatchObject([{ email, locale: 'es', by: 'Anna Lindqvist' }]);
    const timeline = (await api(owner).call('GET', `/api/requests/${request.id}/timeline`)).body;
    expect(timeline).toMatchObject({
      entries: [{ event: 'request.created' }, { event: 'request.mailed', from: 'open', to: 'open', note: email }],
    });
    expect(await api(owner).outcome('POST', '/api/requests', { ...wanted, customerEmail: null })).toBe('bad_request');
  });

  it('REQ17: the address is kept with the first mail, changed and removed', async () => {
    const { id } = await api(owner).createRequest();
    const email = newAddress();
    await send(id, { email });
    await send(id, { email: newAddress() });
    expect((await api(owner).request(id)).customerEmail).toBe(email);
    const other = newAddress();
    await api(owner).call('PATCH', `/api/requests/${id}`, { customerEmail: other });
    expect((await api(owner).request(id)).customerEmail).toBe(other);
    const found = await api(owner).call('GET', `/api/requests?text=${other}`);
    expect(found.body).toMatchObject({ requests: [{ id }] });
    await api(owner).call('PATCH', `/api/requests/${id}`, { customerEmail: null });
    expect((await api(owner).request(id)).customerEmail).toBeNull();
  });

  it('RGT5: takes a right of its own, within reach', async () => {
    const { id } = await api(owner).createRequest();
    const without = await memberWith(withoutRight(rights, 'requests.inviteEmail'));
    const email = newAddress();
    expect(await send(id, { email }, without)).toBe('forbidden');
    const wanted = { customer: 'Ana', customerEmail: email, mail: { locale: 'en' } };
    expect(await api(without).outcome('POST', '/api/requests', wanted)).toBe('forbidden');
    expect(await api(without).outcome('GET', `/api/requests/${id}/mails`)).toBe('forbidden');
    const narrow = await memberWith(['requests.view', 'requests.edit', 'requests.inviteEmail']);
    expect(await send(id, { email }, narrow)).toBe('not_found');
    expect(await send(id, { email }, stranger)).toBe('not_found');
    expect(await api(stranger).outcome('GET', `/api/requests/${id}/mails`)).toBe('not_found');
    expect(mailServer.mails.filter(({ to }) => to.includes(email))).toEqual([]);
  });

  it('RGT5: who may invite by mail alone sends link and code without seeing them', async () => {
    const held: Right[] = ['requests.view', 'requests.edit', 'requests.private', 'requests.inviteEmail'];
    const member = await memberWith(held);
    const email = newAddress();
    const wanted = { customer: 'Ana', customerEmail: email, mail: { locale: 'en' } };
    const { request, invitation } = createdRequestSchema.parse(
      (await api(member).call('POST', '/api/requests', wanted)).body,
    );
    expect(invitation).toMatchObject({ link: null, code: null });
    expect(partsOf(await mailTo(email)).text).toContain('/j/');
    const draft = `/api/requests/${request.id}/mail-draft?locale=en`;
    expect(await api(member).outcome('GET', draft)).toBe('forbidden');
    const byCode = await memberWith([...held, 'requests.all', 'requests.inviteCode']);
    const { text } = invitationDraftSchema.parse((await api(byCode).call('GET', draft)).body);
    expect(text).toContain('Please type the code');
    expect(text).not.toContain('/j/');
  });

  it('RGT5: the draft for the own mail program holds link, code and a warning', async () => {
    const { id, invitation } = await api(owner).createRequest();
    const answer = await api(owner).call('GET', `/api/requests/${id}/mail-draft?locale=fr`);
    const { subject, text } = invitationDraftSchema.parse(answer.body);
    expect(subject).toBe('Assistance à distance de Fjord IT');
    for (const part of [
      invitation.link,
      invitation.code.slice(0, 3),
      'ne donnez le code à personne',
      'Anna Lindqvist',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('MAI3: names, notes and addresses add neither headers nor lines nor markup nor links', async () => {
    const bad = await server.createOwner('Bank\r\nBcc: eve@example.org\r\n\r\n<b>Verify</b> at evil.example');
    const name = 'Eve\r\nReply-To: x@evil.example, y@evil.example <script>alert(1)</script>';
    await server.db.updateTable('users').set({ name }).where('id', '=', bad.userId).execute();
    const { id } = await api(bad).createRequest();
    const email = newAddress();
    const note =
      'Go to https://evil.example/a?b=c or evil。example <img src=x onerror=alert(1)>\n-- \nOpen the invitation:\nx';
    expect(await send(id, { email, note }, bad)).toBe(200);
    const source = await mailTo(email);
    const headers = headersOf(source);
    expect([headers.has('bcc'), headers.get('reply-to'), headers.get('to')]).toEqual([false, bad.email, email]);
    expect(headers.get('from')).toMatch(/<help@example\.org>$/);
    expect(source.slice(0, source.indexOf('\r\n\r\n')).match(/^reply-to:/gim)).toHaveLength(1);
    expect(mailServer.mails.filter(({ to }) => to.includes('eve@example.org'))).toEqual([]);
    const { html, text } = partsOf(source);
    expect(html).not.toMatch(/<script|<img|<b>/);
    expect(text.split('\n').filter((line) => line === '-- ')).toHaveLength(1);
    for (const part of [html.replace(/<style>[^]*<\/style>/, ''), text]) {
      expect(part).not.toMatch(/https?:\/\/evil|evil[.。]example/);
      expect(seen(part)).toContain('evil.example');
    }
    for (const wrong of [
      'a@example.org, b@example.org',
      'a@example.org\r\nBcc: b@example.org',
      'Ann <a@example.org>',
      'a@example.org;b@example.org',
      '',
      'a'.repeat(300),
    ]) {
      expect([wrong, await send(id, { email: wrong })]).toEqual([wrong, 'bad_request']);
    }
    expect(await send(id, { email, note: 'x'.repeat(501) })).toBe('bad_request');
    expect(await send(id, { email, note: 'a\u202Eb' })).toBe('bad_request');
  });

  it('REQ18: what became of each is told, and a wrong address', async () => {
    const { id } = await api(owner).createRequest();
    const [good, wrong] = [newAddress(), newAddress()];
    await send(id, { email: good });
    await expect.poll(async () => (await listOf(id)).mails[0]?.state).toBe('sent');
    mailServer.refuse({ code: 550, text: 'No such user' });
    await send(id, { email: wrong });
    await expect.poll(async () => (await listOf(id)).mails[0]?.state).toBe('failed');
    mailServer.refuse(null);
    expect(await listOf(id)).toMatchObject({
      sends: true,
      mails: [
        { email: wrong, state: 'failed' },
        { email: good, state: 'sent' },
      ],
    });
    // The host may keep mails for a shorter time than requests.
    await server.db.deleteFrom('mails').where('recipient', '=', good).execute();
    expect((await listOf(id)).mails[1]).toMatchObject({ email: good, state: 'sent' });
  });

  it('REQ18: an ended request is not mailed; reopened, it begins anew', async () => {
    const { id, invitation } = await api(owner).createRequest();
    await send(id, { email: newAddress() });
    await api(owner).call('POST', `/api/requests/${id}/close`, {});
    const email = newAddress();
    expect(await send(id, { email })).toBe('state_forbids');
    await api(owner).call('POST', `/api/requests/${id}/reopen`);
    expect((await listOf(id)).mails).toEqual([]);
    expect(await send(id, { email })).toBe(200);
    expect(partsOf(await mailTo(email)).text).not.toContain(invitation.link);
  });

  it('AUD10: the audit log holds to whom, by whom and from where', async () => {
    const { id } = await api(owner).createRequest('Ana Silva');
    const email = newAddress();
    await send(id, { email });
    const { body } = await api(owner).call('GET', `/api/audit?kind=requests&text=${email}`);
    expect(body).toMatchObject({
      entries: [
        {
          event: 'request.mailed',
          actor: { kind: 'member', id: owner.memberId },
          target: { kind: 'request', id, name: 'Ana Silva' },
          address: '127.0.0.1',
          details: { note: email },
        },
      ],
    });
    await api(owner).call('POST', `/api/requests/${id}/assign`, { memberId: owner.memberId, before: null });
    await api(owner).call('POST', `/api/requests/${id}/close`, {});
    await api(owner).call('POST', `/api/requests/${id}/reopen`);
    const all = await api(owner).call('GET', '/api/audit?kind=requests&text=Ana%20Silva');
    const { entries } = all.body as { entries: { event: string; address: string | null }[] };
    expect(entries.map(({ event, address }) => `${event} ${address}`)).toEqual(
      ['request.reopened', 'request.closed', 'request.assigned', 'request.mailed', 'request.created'].map(
        (event) => `${event} 127.0.0.1`,
      ),
    );
  });
});

describe('limits of invitations by e-mail', () => {
  it('REQ19: a request, an address and a member have limits; nothing is made where one is reached', async () => {
    const clock = new ManualClock();
    const server = await startTestServer({ clock, config: { smtp: null } });
    try {
      const owner = await server.createOwner('Fjord IT');
      const other = await server.createOwner('Other');
      const api = (member: TestMember) => new ApiClient(server, member);
      const send = async (member: TestMember, email: string, id?: string) =>
        api(member).outcome('POST', `/api/requests/${id ?? (await api(member).createRequest()).id}/mails`, {
          email,
          locale: 'en',
        });
      const times = async (count: number, one: (round: number) => Promise<string | number>) => {
        const outcomes: (string | number)[] = [];
        for (let round = 0; round < count; round++) outcomes.push(await one(round));
        return outcomes;
      };
      const owners = (count: number) =>
        Promise.all(Array.from({ length: count }, (_, at) => server.createOwner(`Further ${at}`)));
      const allowed = (count: number) => Array.from({ length: count }, () => 200);

      const { id } = await api(owner).createRequest();
      expect(await times(6, (round) => send(owner, `a${round}@example.org`, id))).toEqual([
        ...allowed(5),
        'too_many_attempts',
      ]);
      expect(await times(5, () => send(owner, 'ana@example.org'))).toEqual([...allowed(4), 'too_many_attempts']);
      const colleague = await server.createMember(owner.organisationId, 'technician');
      expect(await send(colleague, 'ana@example.org')).toBe('too_many_attempts');
      // Others are not stopped by it, until the address has got enough from all of them.
      for (const one of [other, ...(await owners(3))]) {
        expect(await times(5, () => send(one, 'ana@example.org'))).toEqual([...allowed(4), 'too_many_attempts']);
      }
      const [late, second] = await owners(2);
      expect(await send(late as TestMember, 'ana@example.org')).toBe('too_many_attempts');
      // Nor does a person get further by another organisation of theirs.
      const further = second as TestMember;
      expect(await times(4, () => send(further, 'bea@example.org'))).toEqual(allowed(4));
      const { organisationId } = other;
      const membership = { organisationId, userId: further.userId, role: 'owner' as const, createdAt: new Date() };
      await server.db
        .insertInto('members')
        .values({ id: newId(), ...membership })
        .execute();
      expect(await api(further).outcome('POST', `/api/organisations/${organisationId}/enter`)).toBe(204);
      // And takes nothing from their colleagues there, however often they try.
      const refused = await times(4, () => send(further, 'bea@example.org'));
      expect(new Set(refused)).toEqual(new Set(['too_many_attempts']));
      expect(await send(other, 'bea@example.org')).toBe(200);
      const before = await server.db.selectFrom('requests').select('id').execute();
      const wanted = { customer: 'Ana', customerEmail: 'ana@example.org', mail: { locale: 'en' } };
      expect(await api(owner).outcome('POST', '/api/requests', wanted)).toBe('too_many_attempts');
      expect(await server.db.selectFrom('requests').select('id').execute()).toHaveLength(before.length);
      const rest = await times(20, (round) => send(owner, `b${round}@example.org`));
      expect(rest.at(-1)).toBe('too_many_attempts');
      expect(rest.filter((outcome) => outcome === 200).length).toBeLessThan(20);
      clock.advance(60 * 60_000);
      expect(await send(owner, 'ana@example.org', id)).toBe(200);
    } finally {
      await server.stop();
    }
  });

  it('MAI4: without a mail server it says so, and the outbox shows as whom it would be sent', async () => {
    const server = await startTestServer({ config: { smtp: null } });
    try {
      const owner = await server.createOwner('Fjord IT');
      await server.db.updateTable('users').set({ hostAdministrator: true }).where('id', '=', owner.userId).execute();
      const client = new ApiClient(server, owner);
      const { id } = await client.createRequest();
      const { body } = await client.call('POST', `/api/requests/${id}/mails`, { email: 'a@example.org', locale: 'en' });
      expect(body).toMatchObject({ sends: false, mails: [{ email: 'a@example.org', state: 'kept' }] });
      const { mails } = mailedInvitationListSchema.parse(body);
      const kept = mailDetailSchema.parse((await client.call('GET', `/api/host/mails/${mails[0]?.id}`)).body);
      expect(kept).toMatchObject({ kind: 'requestInvitation', replyTo: owner.email });
      expect(kept.from).toMatch(/^.+, Fjord IT <help@example\.org>$/);
    } finally {
      await server.stop();
    }
  });
});
