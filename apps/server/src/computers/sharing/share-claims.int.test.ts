// Shares and addresses: what waits for one that is confirmed, and what becomes of shares when one changes.

import { type Computer, computerShareListSchema, type HostSettings } from '@nearhand/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeHostSettings } from '../../host/settings.ts';
import { ApiClient } from '../../testing/api-client.ts';
import { createMemberWith } from '../../testing/member-with.ts';
import { enrolComputer } from '../../testing/enrolled-computer.ts';
import { openMemberHub } from '../../testing/member-hub.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';
import type { TestSocket } from '../../testing/test-socket.ts';

const patience = { timeout: 20_000 };

describe('shares and addresses', () => {
  let server: TestServer;
  let owner: TestMember;
  let addresses = 0;

  beforeAll(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    owner = await server.createOwner('Own');
  });
  afterAll(() => server.stop());

  const api = (member: TestMember) => new ApiClient(server, member);
  const newAddress = () => `somebody${++addresses}@example.net`;
  const move = ({ userId }: TestMember, email: string) =>
    server.db.updateTable('users').set({ email, emailVerified: true }).where('id', '=', userId).execute();
  const confirm = (member: TestMember) => move(member, member.email);
  const share = (id: string, email: string) =>
    api(owner).outcome('POST', `/api/computers/${id}/shares`, { email, permissions: ['view'], until: null });

  const computer = () => enrolComputer(server, owner.organisationId);
  const hubOf = (member: TestMember) => openMemberHub(server, member);
  const changeOf = (hub: TestSocket, id: string) =>
    hub.next('computer.changed', ({ computer: one }) => (one as Computer).id === id);
  const sees = async (member: TestMember, id: string) => (await api(member).computer(id)) !== undefined;

  it('SHR2: an account with an address that is not confirmed is told to confirm it, and how', async () => {
    const { agent, id } = await computer();
    const hints = {
      en: ['is confirmed, which it is not yet', 'Forgot your password?'],
      fr: ['fois confirmée', 'Mot de passe oublié'],
      es: ['cuando esté confirmada', '¿Ha olvidado su contraseña?'],
    } as const;
    for (const locale of ['en', 'fr', 'es'] as const) {
      await server.db.updateTable('users').set({ locale }).where('id', '=', owner.userId).execute();
      const found: Record<string, boolean[]> = {};
      for (const email of [(await server.createOwner('Unconfirmed')).email, newAddress()]) {
        expect(await share(id, email)).toBe(200);
        const mails = await server.db.selectFrom('mails').select('text').where('recipient', '=', email).execute();
        found[email] = hints[locale].map((hint) => mails.some(({ text }) => text.includes(hint)));
      }
      expect([locale, ...Object.values(found)]).toEqual([locale, [true, true], [false, false]]);
    }
    agent.socket.close();
  });

  it('SHR2: who has no account is told to make one, or to be invited where the server lets nobody make one', async () => {
    const { agent, id } = await computer();
    const told = async (signUp: HostSettings['signUp']) => {
      await server.db.transaction().execute((transaction) => changeHostSettings(transaction, { signUp }));
      const email = newAddress();
      expect(await share(id, email)).toBe(200);
      const mail = await server.db.selectFrom('mails').select('text').where('recipient', '=', email).executeTakeFirst();
      return ['make an account with this address', 'without an invitation'].map((hint) => mail?.text.includes(hint));
    };
    expect(await told({ who: 'anybody', domains: [] })).toEqual([true, false]);
    expect(await told({ who: 'domains', domains: ['example.net'] })).toEqual([true, false]);
    expect(await told({ who: 'domains', domains: ['example.org'] })).toEqual([false, true]);
    expect(await told({ who: 'invitation', domains: [] })).toEqual([false, true]);
    agent.socket.close();
  });

  it('SHR8: whoever confirms the address that a share waited for is told once, live', async () => {
    const [one, over] = [await computer(), await computer()];
    const person = await server.createOwner('Theirs');
    const hub = await hubOf(person);
    expect(await share(one.id, person.email)).toBe(200);
    await share(over.id, person.email);
    const until = new Date(Date.now() - 1_000);
    await server.db.updateTable('computerShares').set({ until }).where('computerId', '=', over.id).execute();
    await confirm(person);
    expect(await changeOf(hub, one.id)).toMatchObject({ computer: { sharedBy: { organisation: 'Own' } } });
    const told = async () =>
      ((await api(person).call('GET', '/api/notifications')).body as { notifications: unknown[] }).notifications;
    const subject = { kind: 'computer', computerId: one.id, computer: 'desk-7', organisation: 'Own' };
    // What was told of the sharing itself may come late enough to reach them: the notification is after it.
    await expect.poll(told, patience).toMatchObject([{ event: 'computer.shared', count: 1, subject }]);
    const untold = () =>
      server.db.selectFrom('computerShares').select('id').where('claimedAt', 'is not', null).execute();
    await expect.poll(untold, patience).toEqual([]);
    // Again by another address of theirs, and not for what they have.
    const [next, second] = [newAddress(), await computer()];
    await share(second.id, next);
    await move(person, next);
    await changeOf(hub, second.id);
    const subjects = async () => (await told()).map((item) => (item as { subject: object }).subject);
    await expect.poll(subjects, patience).toMatchObject([{ computerId: second.id }, { computerId: one.id }]);
    for (const socket of [hub, ...[one, over, second].map(({ agent }) => agent.socket)]) socket.close();
  });

  it('SHR15: shares of members follow their address, those of others keep the one they were made with', async () => {
    const { agent, id } = await computer();
    const ana = await createMemberWith(server, owner.organisationId, []);
    const outsider = await server.createOwner('Outside');
    await confirm(outsider);
    const emails = async () => {
      const { body } = await api(owner).call('GET', `/api/computers/${id}/shares`);
      return computerShareListSchema
        .parse(body)
        .shares.map(({ email }) => email)
        .toSorted();
    };
    for (const { email } of [ana, outsider]) await share(id, email);
    const [hers, theirs] = [newAddress(), newAddress()];
    await move(ana, hers);
    await move(outsider, theirs);
    expect(await emails()).toEqual([hers, outsider.email].toSorted());
    expect([await sees(ana, id), await sees(outsider, id)]).toEqual([true, true]);
    expect(await share(id, hers)).toBe('already_shared');
    expect(await share(id, outsider.email)).toBe('already_shared');
    // Whoever has her old address now is somebody else.
    expect(await share(id, ana.email)).toBe(200);
    expect(await share(id, theirs)).toBe(200);
    // Back to an address that is in the list already: nothing is lost, and the change is not refused.
    await move(ana, ana.email);
    expect(await emails()).toEqual([hers, ana.email, outsider.email, theirs].toSorted());
    expect(await sees(ana, id)).toBe(true);
    agent.socket.close();
  });
});
