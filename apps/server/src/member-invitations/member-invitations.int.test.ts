import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  memberInvitationListSchema,
  memberListSchema,
  meSchema,
  openedMemberInvitationSchema,
  type Right,
  type Role,
  roles,
} from '@nearhand/protocol';
import { ManualClock } from '@nearhand/base';
import { newId } from '../database/ids.ts';
import { ApiClient } from '../testing/api-client.ts';
import { createMemberWith } from '../testing/member-with.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { invitationValidityMs } from './member-invitation.service.ts';

const password = 'seven quiet otters';

describe('invitations of members', () => {
  let server: TestServer;
  let owner: TestMember;
  let api: ApiClient;
  let addresses = 0;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner('Fjord <b>IT</b>');
    api = new ApiClient(server, owner);
  });
  afterAll(() => server.stop());

  const newAddress = () => `invited${++addresses}@example.org`;
  const invite = (email: string, role: Role = 'technician', client = api) =>
    client.outcome('POST', '/api/member-invitations', { email, role });
  const list = async (client = api) =>
    memberInvitationListSchema.parse((await client.call('GET', '/api/member-invitations?limit=200')).body).invitations;
  const idOf = async (email: string, client = api) => (await list(client)).find((one) => one.email === email)?.id ?? '';

  /** The newest mail to this address. */
  async function mailTo(email: string, at = server) {
    return at.db
      .selectFrom('mails')
      .selectAll()
      .where('recipient', '=', email)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
  }
  const tokenFor = async (email: string, at = server) =>
    /\/accept-invitation#([\w-]{43})/.exec((await mailTo(email, at)).text)?.[1] ?? '';
  const visitor = () => new ApiClient(server);
  const open = async (token: string) =>
    openedMemberInvitationSchema.parse((await visitor().call('POST', '/api/member-invitations/open', { token })).body);
  const join = (token: string, client = visitor()) =>
    client.outcome('POST', '/api/member-invitations/join', { token, name: 'Ada Berg', password });
  const accept = (person: TestMember, token: string) =>
    new ApiClient(server, person).outcome('POST', '/api/member-invitations/accept', { token });

  it('INV1: nobody invites above themselves', async () => {
    const rank: Readonly<Record<Role, number>> = { owner: 3, administrator: 2, technician: 1, auditor: 0 };
    const found: Record<string, string | number> = {};
    const expected: Record<string, string | number> = {};
    for (const acting of roles) {
      const client = new ApiClient(server, await server.createMember(owner.organisationId, acting));
      const mayEdit = acting === 'owner' || acting === 'administrator';
      for (const role of roles) {
        const name = `${acting} invites ${role}`;
        found[name] = await invite(newAddress(), role, client);
        expected[name] = mayEdit && rank[acting] >= rank[role] ? 200 : 'forbidden';
      }
    }
    expect(found).toEqual(expected);
  });

  it('INV1: a member or invited address is refused, an account elsewhere is not told', async () => {
    const member = await server.createMember(owner.organisationId, 'auditor');
    const stranger = await server.createOwner('Elsewhere');
    const email = newAddress();
    const outcomes = [
      await invite(member.email.toUpperCase()),
      await invite(stranger.email),
      await invite(email),
      await invite(` ${email.toUpperCase()} `),
      await invite('not an address'),
      await invite(`${'a'.repeat(250)}@example.org`),
    ];
    expect(outcomes).toEqual(['already_member', 200, 200, 'already_invited', 'bad_request', 'bad_request']);
    const both = newAddress();
    const twice = await Promise.all([invite(both), invite(both)]);
    expect(twice.map(String).toSorted()).toEqual(['200', 'already_invited']);
  });

  it('INV2: the mail speaks the language of who reads it, and the database knows no secret', async () => {
    const reader = await server.createOwner('Elsewhere');
    await server.db.updateTable('users').set({ locale: 'fr' }).where('id', '=', reader.userId).execute();
    await server.db.updateTable('users').set({ locale: 'es' }).where('id', '=', owner.userId).execute();
    const unknown = newAddress();
    for (const email of [reader.email, unknown]) expect(await invite(email)).toBe(200);
    const mails = [await mailTo(reader.email), await mailTo(unknown)];
    expect(mails.map(({ locale, kind }) => [locale, kind])).toEqual([
      ['fr', 'memberInvitation'],
      ['es', 'memberInvitation'],
    ]);
    expect(mails[1]?.text).toContain('Hola:');
    expect(mails[1]?.html).toContain('Fjord &lt;b&gt;IT&lt;/b&gt;');
    const token = await tokenFor(unknown);
    expect(token).toHaveLength(43);
    const rows = JSON.stringify(await server.db.selectFrom('memberInvitations').selectAll().execute());
    expect(rows).not.toContain(token);
  });

  it('INV2: the link works for seven days', async () => {
    const clock = new ManualClock(Date.now());
    const later = await startTestServer({ clock });
    const host = await later.createOwner('Old');
    const client = new ApiClient(later, host);
    const email = newAddress();
    await client.call('POST', '/api/member-invitations', { email, role: 'auditor' });
    const token = await tokenFor(email, later);
    const look = () => new ApiClient(later).outcome('POST', '/api/member-invitations/open', { token });
    clock.advance(invitationValidityMs - 1);
    const before = await look();
    clock.advance(1);
    expect([before, await look()]).toEqual([200, 'member_invitation_invalid']);
    expect(
      await new ApiClient(later).outcome('POST', '/api/member-invitations/join', { token, name: 'A', password }),
    ).toBe('member_invitation_invalid');
    expect((await list(client)).map(({ valid }) => valid)).toEqual([false]);
    // In its place.
    expect(await client.outcome('POST', '/api/member-invitations', { email, role: 'auditor' })).toBe(200);
    await later.stop();
  });

  it('INV3: sending again makes the link before worthless, withdrawing any', async () => {
    const email = newAddress();
    await invite(email);
    const first = await tokenFor(email);
    expect(await api.outcome('POST', `/api/member-invitations/${await idOf(email)}/send-again`)).toBe(200);
    const second = await tokenFor(email);
    expect(await visitor().outcome('POST', '/api/member-invitations/open', { token: first })).toBe(
      'member_invitation_invalid',
    );
    expect(await open(second)).toMatchObject({ email, organisation: 'Fjord <b>IT</b>', hasAccount: false });
    const id = await idOf(email);
    expect(await api.outcome('POST', `/api/member-invitations/${id}/withdraw`)).toBe(204);
    expect(await api.outcome('POST', `/api/member-invitations/${id}/withdraw`)).toBe('not_found');
    expect(await join(second)).toBe('member_invitation_invalid');
  });

  it('INV3: another organisation sees and changes nothing of it', async () => {
    const email = newAddress();
    await invite(email);
    const id = await idOf(email);
    const stranger = new ApiClient(server, await server.createOwner('Elsewhere'));
    expect(await list(stranger)).toEqual([]);
    for (const action of ['send-again', 'withdraw'])
      expect(await stranger.outcome('POST', `/api/member-invitations/${id}/${action}`)).toBe('not_found');
    expect((await list()).some((one) => one.id === id)).toBe(true);
  });

  it('INV3: is worth nothing once its sender could not send it, and nobody withdraws above themselves', async () => {
    const sender = await server.createMember(owner.organisationId, 'owner');
    const administrator = new ApiClient(server, await server.createMember(owner.organisationId, 'administrator'));
    const [high, low] = [newAddress(), newAddress()];
    const client = new ApiClient(server, sender);
    expect([await invite(high, 'owner', client), await invite(low, 'auditor', client)]).toEqual([200, 200]);
    for (const action of ['send-again', 'withdraw'])
      expect(await administrator.outcome('POST', `/api/member-invitations/${await idOf(high)}/${action}`)).toBe(
        'forbidden',
      );
    await api.call('PATCH', `/api/members/${sender.memberId}`, { role: 'administrator' });
    expect(await join(await tokenFor(high))).toBe('member_invitation_invalid');
    expect((await open(await tokenFor(low))).role).toBe('auditor');
    await api.call('POST', `/api/members/${sender.memberId}/remove`);
    expect(await join(await tokenFor(low))).toBe('member_invitation_invalid');
    const valid = new Map((await list()).map((one) => [one.email, one.valid]));
    expect([valid.get(high), valid.get(low)]).toEqual([false, false]);
  });

  it('INV4: who has no account makes one, in that organisation only', async () => {
    const email = newAddress();
    await invite(email, 'auditor');
    const token = await tokenFor(email);
    expect(await join(token)).toBe(204);
    const cookie = await server.signIn(email, password);
    const me = meSchema.parse((await new ApiClient(server, { ...owner, cookie }).call('GET', '/api/me')).body);
    expect([me.organisation.id, me.member.role, me.member.name]).toEqual([owner.organisationId, 'auditor', 'Ada Berg']);
    const user = await server.db
      .selectFrom('users')
      .select(['id', 'emailVerified'])
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    expect(user.emailVerified).toBe(true);
    const memberships = await server.db.selectFrom('members').select('id').where('userId', '=', user.id).execute();
    expect(memberships).toHaveLength(1);
    expect(await join(token)).toBe('member_invitation_invalid');
  });

  it('INV4: only the account with the invited address joins, signed in', async () => {
    const invited = await server.createOwner('Elsewhere');
    const other = await server.createOwner('Third');
    await invite(invited.email);
    const token = await tokenFor(invited.email);
    expect((await open(token)).hasAccount).toBe(true);
    expect(await visitor().outcome('POST', '/api/member-invitations/accept', { token })).toBe('not_signed_in');
    expect(await accept(other, token)).toBe('invitation_not_yours');
    expect(await join(token)).toBe('conflict');
    expect(await accept(invited, token)).toBe(200);
    const me = meSchema.parse((await new ApiClient(server, invited).call('GET', '/api/me')).body);
    expect(me.organisation.id).toBe(owner.organisationId);
    const { members } = memberListSchema.parse((await api.call('GET', `/api/members?text=${invited.email}`)).body);
    expect(members.map(({ role }) => role)).toEqual(['technician']);
  });

  it('INV5: of many at once one becomes a member, once', async () => {
    const email = newAddress();
    await invite(email);
    const token = await tokenFor(email);
    const outcomes = await Promise.all([1, 2, 3].map(() => join(token)));
    expect(outcomes.filter((outcome) => outcome === 204)).toHaveLength(1);
    const invited = await server.createOwner('Elsewhere');
    await invite(invited.email);
    const forAccount = await tokenFor(invited.email);
    const accepted = await Promise.all([1, 2, 3].map(() => accept(invited, forAccount)));
    expect(accepted.map(String).toSorted()).toEqual(['200', 'member_invitation_invalid', 'member_invitation_invalid']);
    const both = await server.db.selectFrom('members').select('id').where('userId', '=', invited.userId).execute();
    expect(both).toHaveLength(2);
  });

  it('INV6: is audited, and mails are limited', async () => {
    const email = newAddress();
    await invite(email);
    await api.call('POST', `/api/member-invitations/${await idOf(email)}/send-again`);
    await api.call('POST', `/api/member-invitations/${await idOf(email)}/withdraw`);
    const events = await server.db
      .selectFrom('auditEvents')
      .select(['event', 'target'])
      .where('organisationId', '=', owner.organisationId)
      .orderBy('id', 'desc')
      .limit(3)
      .execute();
    expect(events.map(({ event, target }) => [event, target?.name])).toEqual([
      ['memberInvitation.withdrawn', email],
      ['memberInvitation.sentAgain', email],
      ['memberInvitation.sent', email],
    ]);
    expect(await invite(email)).toBe(200);
    expect(await api.outcome('POST', `/api/member-invitations/${await idOf(email)}/send-again`)).toBe(
      'too_many_attempts',
    );
    expect(await join(await tokenFor(email))).toBe(204);
    expect((await api.call('GET', '/api/audit?limit=1')).body).toMatchObject({
      entries: [{ event: 'member.added', actor: { name: 'Ada Berg' }, address: '127.0.0.1' }],
    });
  });

  it('INV6: nobody gets further with an address by another organisation of theirs', async () => {
    const [email, person, colleague] = [
      newAddress(),
      await server.createOwner('First'),
      await server.createOwner('Next'),
    ];
    const theirs = new ApiClient(server, person);
    expect(await invite(email, 'auditor', theirs)).toBe(200);
    const again = async () => theirs.outcome('POST', `/api/member-invitations/${await idOf(email, theirs)}/send-again`);
    expect([await again(), await again(), await again()]).toEqual([200, 200, 'too_many_attempts']);
    const { organisationId } = colleague;
    await server.db
      .insertInto('members')
      .values({ id: newId(), organisationId, userId: person.userId, role: 'owner', createdAt: new Date() })
      .execute();
    expect(await theirs.outcome('POST', `/api/organisations/${organisationId}/enter`)).toBe(204);
    for (let round = 0; round < 5; round++) expect(await invite(email, 'auditor', theirs)).toBe('too_many_attempts');
    expect(await invite(email, 'auditor', new ApiClient(server, colleague))).toBe(200);
  });

  describe('to own roles', () => {
    async function ownRole(name: string, rights: readonly Right[], organisationId = owner.organisationId) {
      const id = newId();
      const row = { id, organisationId, name, rights: [...rights], createdAt: new Date() };
      await server.db.insertInto('ownRoles').values(row).execute();
      return id;
    }
    const inviteTo = (email: string, role: string, client = api) =>
      client.outcome('POST', '/api/member-invitations', { email, role });

    it('INV7: are open to whoever holds all of the role, and to no other organisation', async () => {
      const firstLine = await ownRole('First <b>line</b>', ['requests.view', 'requests.edit']);
      const auditing = await ownRole('Auditing', ['audit.view']);
      const elsewhere = await server.createOwner('Elsewhere');
      const foreign = await ownRole('Foreign', ['requests.view'], elsewhere.organisationId);
      const lead = new ApiClient(
        server,
        await createMemberWith(server, owner.organisationId, [
          'members.view',
          'members.edit',
          'requests.view',
          'requests.edit',
        ]),
      );
      const found = [
        await inviteTo(newAddress(), firstLine, lead),
        await inviteTo(newAddress(), auditing, lead),
        await inviteTo(newAddress(), 'technician', lead),
        await inviteTo(newAddress(), foreign),
        await inviteTo(newAddress(), newId()),
      ];
      expect(found).toEqual([200, 'forbidden', 'forbidden', 'not_found', 'not_found']);
    });

    it('INV7: who accepts gets the role as it is then, and the audit log names it', async () => {
      const email = newAddress();
      const role = await ownRole('Trainee', ['requests.view']);
      expect(await inviteTo(email, role)).toBe(200);
      const token = await tokenFor(email);
      expect(await open(token)).toMatchObject({ role, roleName: 'Trainee' });
      expect((await list()).find((one) => one.email === email)).toMatchObject({
        role,
        roleName: 'Trainee',
        valid: true,
      });
      await server.db
        .updateTable('ownRoles')
        .set({ rights: ['computers.view'] })
        .where('id', '=', role)
        .execute();
      expect(await join(token)).toBe(204);
      const { members } = memberListSchema.parse((await api.call('GET', `/api/members?text=${email}`)).body);
      expect(members).toMatchObject([{ role, roleName: 'Trainee', rights: ['computers.view'] }]);
      const log = JSON.stringify((await api.call('GET', '/api/audit?kind=members')).body);
      expect(log).toContain('"role":"Trainee"');
    });

    it('INV7: one is worth nothing once its role outgrew whoever sent it', async () => {
      const email = newAddress();
      const role = await ownRole('Growing', ['requests.view']);
      const held: Right[] = ['members.view', 'members.edit', 'requests.view'];
      const lead = new ApiClient(server, await createMemberWith(server, owner.organisationId, held));
      expect(await inviteTo(email, role, lead)).toBe(200);
      await server.db
        .updateTable('ownRoles')
        .set({ rights: ['audit.view'] })
        .where('id', '=', role)
        .execute();
      expect(await join(await tokenFor(email))).toBe('member_invitation_invalid');
    });

    it('INV7: a deleted role takes its invitations along, or hands them to the role its members get', async () => {
      const [gone, kept] = [newAddress(), newAddress()];
      const [dropped, moved] = [await ownRole('Dropped', ['requests.view']), await ownRole('Moved', ['requests.view'])];
      expect([await inviteTo(gone, dropped), await inviteTo(kept, moved)]).toEqual([200, 200]);
      expect(await api.outcome('POST', `/api/roles/${dropped}/delete`, {})).toBe(204);
      expect(await api.outcome('POST', `/api/roles/${moved}/delete`, { moveTo: 'auditor' })).toBe(204);
      const left = await list();
      expect(left.find(({ email }) => email === gone)).toBeUndefined();
      expect(left.find(({ email }) => email === kept)).toMatchObject({ role: 'auditor', roleName: null });
      expect(await join(await tokenFor(gone))).toBe('member_invitation_invalid');
    });
  });
});
