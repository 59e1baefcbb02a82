import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '@nearhand/base';
import { auditPageSchema, notificationListSchema, ownProvidersSchema } from '@nearhand/protocol';
import { newId } from '../../database/ids.ts';
import { ApiClient } from '../../testing/api-client.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';
import { Passkeys } from '../passkeys/passkeys.ts';
import { PasswordReset } from '../password-reset.ts';
import { OwnProviders } from './own-providers.ts';

const clients = {
  google: { clientId: 'g', clientSecret: 'a secret' },
  facebook: { clientId: 'f', clientSecret: 'a secret', trustsAddresses: false },
};

describe('a member’s own providers', () => {
  let server: TestServer;
  let owner: TestMember;
  let own: OwnProviders;
  let person: TestMember;
  let client: ApiClient;
  let subjects = 0;

  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner();
    await server.db.updateTable('users').set({ hostAdministrator: true }).where('id', '=', owner.userId).execute();
    await new ApiClient(server, owner).call('PATCH', '/api/host/providers', clients);
    own = new OwnProviders(server.context);
  });
  beforeEach(async () => {
    person = await server.createMember(owner.organisationId, 'technician');
    client = new ApiClient(server, person);
  });
  afterAll(() => server.stop());

  async function identityOf(member: TestMember) {
    const identity = await server.context.members.authenticate({ cookie: member.cookie });
    if (identity === null) throw new Error('Nobody is signed in');
    return { ...identity, address: '127.0.0.1' };
  }
  const join = async (id = 'google', subject = `subject ${++subjects}`, member = person) =>
    own.join(await identityOf(member), id, subject);
  const list = async () =>
    ownProvidersSchema
      .parse((await client.call('GET', '/api/me/providers')).body)
      .providers.map(({ id, joined, available }) => [id, joined, available]);
  const proof = () => ({ password: person.password });
  const withoutPassword = (member: TestMember) =>
    server.db
      .updateTable('accounts')
      .set({ password: null })
      .where('userId', '=', member.userId)
      .where('providerId', '=', 'credential')
      .execute();

  async function addPasskey(member: TestMember): Promise<string> {
    const id = newId();
    const key = { publicKey: Buffer.from('key'), counter: 0, synced: false, createdAt: new Date() };
    await server.db
      .insertInto('passkeys')
      .values({ id, userId: member.userId, credentialId: id, name: 'Laptop', ...key })
      .execute();
    return id;
  }

  it('IDP9: begins with the proof of who asks, for a provider there is', async () => {
    const path = '/api/me/providers/google/join';
    expect(await client.outcome('POST', path, { password: 'a wrong one' })).toBe('password_wrong');
    expect(await client.outcome('POST', path, {})).toBe('password_wrong');
    expect(await client.outcome('POST', '/api/me/providers/credential/join', proof())).toBe('not_found');
    expect(await client.outcome('POST', '/api/me/providers/oidc/join', proof())).toBe('not_found');
    await join();
    expect(await client.outcome('POST', path, proof())).toBe('conflict');
  });

  it('IDP9: is told and recorded, with the address', async () => {
    expect(await list()).toEqual([
      ['google', false, true],
      ['facebook', false, true],
    ]);
    expect(await join()).toBe('joined');
    expect((await list())[0]).toEqual(['google', true, true]);
    expect(await client.outcome('POST', '/api/me/providers/google/remove', proof())).toBe(204);
    const { notifications } = notificationListSchema.parse((await client.call('GET', '/api/notifications')).body);
    expect(notifications.map(({ event, subject }) => [event, subject])).toEqual([
      ['security.providerRemoved', { kind: 'provider', name: 'Google' }],
      ['security.providerJoined', { kind: 'provider', name: 'Google' }],
    ]);
    const mails = await server.db.selectFrom('mails').select('subject').where('recipient', '=', person.email).execute();
    expect(mails.map(({ subject }) => subject)).toContain('Your account can now be opened with Google');
    const { entries } = auditPageSchema.parse(
      (await new ApiClient(server, owner).call('GET', `/api/audit?limit=200&actor=${person.memberId}`)).body,
    );
    expect(
      entries.filter(({ event }) => event.startsWith('provider.')).map(({ event, address }) => [event, address]),
    ).toEqual([
      ['provider.removed', '127.0.0.1'],
      ['provider.linked', '127.0.0.1'],
    ]);
  });

  it('IDP10: opens one account only, and an account has one of each provider', async () => {
    const other = await server.createMember(owner.organisationId, 'technician');
    expect(await join('google', 'of the other', other)).toBe('joined');
    expect(await join('google', 'of the other')).toBe('taken');
    expect(await join('google', 'my own')).toBe('joined');
    expect(await join('google', 'my own')).toBe('joined');
    expect(await join('google', 'a second one')).toBe('failed');
    expect(await join('nobody', 'my own')).toBe('failed');
    const rows = await server.db
      .selectFrom('accounts')
      .select(['userId', 'accountId'])
      .where('providerId', '=', 'google')
      .where('accountId', 'in', ['of the other', 'my own', 'a second one'])
      .orderBy('accountId')
      .execute();
    expect(rows).toEqual([
      { userId: person.userId, accountId: 'my own' },
      { userId: other.userId, accountId: 'of the other' },
    ]);
  });

  it('IDP11: is removed with the proof, and never the password by this way', async () => {
    await join();
    const remove = (id: string, body: object) => client.outcome('POST', `/api/me/providers/${id}/remove`, body);
    expect(await remove('google', { password: 'a wrong one' })).toBe('password_wrong');
    expect(await remove('credential', proof())).toBe('not_found');
    expect(await remove('facebook', proof())).toBe('not_found');
    expect(await remove('google', proof())).toBe(204);
    expect(await remove('google', proof())).toBe('not_found');
  });

  it('IDP11: one the host offers no more is shown, removed, and no way in', async () => {
    await join('google');
    const gone = { providerId: 'oidc-0123456789abcdef', accountId: 'x' };
    await server.db
      .updateTable('accounts')
      .set(gone)
      .where('userId', '=', person.userId)
      .where('providerId', '=', 'google')
      .execute();
    await join('facebook');
    expect(await list()).toEqual([
      ['google', false, true],
      ['facebook', true, true],
      ['oidc-0123456789abcdef', true, false],
    ]);
    await withoutPassword(person);
    expect(await client.outcome('POST', '/api/me/providers/facebook/remove', {})).toBe('last_way_in');
    expect(await client.outcome('POST', '/api/me/providers/oidc-0123456789abcdef/remove', {})).toBe(204);
  });

  it('IDP11: the last way in stays, also when two are removed at once', async () => {
    await join('google');
    await join('facebook');
    await withoutPassword(person);
    const both = await Promise.all(
      ['google', 'facebook'].map((id) => client.outcome('POST', `/api/me/providers/${id}/remove`, {})),
    );
    expect(both.map(String).toSorted()).toEqual(['204', 'last_way_in']);
    expect((await list()).filter(([, joined]) => joined === true)).toHaveLength(1);
  });

  it('IDP11, KEY5: a passkey is a way in where browsers make them, and the last one stays', async () => {
    const named = { ...server.context, config: { ...server.config, publicUrl: 'https://help.example.org' } };
    await join('google');
    await withoutPassword(person);
    const id = await addPasskey(person);
    const identity = await identityOf(person);
    await expect(own.remove(identity, 'google', {})).rejects.toMatchObject({ code: 'last_way_in' });
    await new OwnProviders(named).remove(identity, 'google', {});
    await expect(new Passkeys(named).remove(identity, id, {})).rejects.toMatchObject({ code: 'last_way_in' });
    expect(await server.db.selectFrom('passkeys').select('id').where('id', '=', id).execute()).toHaveLength(1);
  });

  it('IDP4: whoever first proves the address ends all that was joined before, passkeys included', async () => {
    await join('google');
    await addPasskey(person);
    const reset = new PasswordReset({ ...server.context, logger: silentLogger });
    reset.ask({ email: person.email, locale: 'en', address: '127.0.0.1' });
    await reset.settle();
    const mail = await server.db
      .selectFrom('mails')
      .select('text')
      .where('recipient', '=', person.email)
      .where('kind', '=', 'passwordReset')
      .executeTakeFirstOrThrow();
    const token = /#([\w-]{43})/.exec(mail.text)?.[1] ?? '';
    await reset.complete({ token, newPassword: 'eleven brisk lemurs' }, { locale: 'en', address: '127.0.0.1' });
    const left = await server.db
      .selectFrom('accounts')
      .select('providerId')
      .where('userId', '=', person.userId)
      .execute();
    expect(left).toEqual([{ providerId: 'credential' }]);
    expect(await server.db.selectFrom('passkeys').select('id').where('userId', '=', person.userId).execute()).toEqual(
      [],
    );
  });
});
