import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock, silentLogger } from '@nearhand/base';
import {
  isFixedChannel,
  notificationChannels,
  notificationEvents,
  notificationListSchema,
  notificationSettingsSchema,
  type QuietHours,
  type Right,
} from '@nearhand/protocol';
import { setPassword } from '../accounts/set-password.ts';
import { resetTwoFactorCommand } from '../admin/two-factor.ts';
import { newId } from '../database/ids.ts';
import { RequestCustomer } from '../requests/request.customer.ts';
import { RequestRepository } from '../requests/request.repository.ts';
import { RequestTransitions } from '../requests/request.transitions.ts';
import { ApiClient } from '../testing/api-client.ts';
import { openMemberHub } from '../testing/member-hub.ts';
import { turnTwoFactorOn } from '../testing/authenticator.ts';
import { createMemberWith } from '../testing/member-with.ts';
import { ensureRequestOf } from '../testing/request-of.ts';
import { ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { NotificationRepository } from './notification.repository.ts';
import { notify } from './notify.ts';
import { goneAfterMs, RequestWatch } from './request-watch.ts';

const wait = { timeout: 10_000 };

describe('notifications', () => {
  let server: TestServer;
  let owner: TestMember;
  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner();
  });
  afterAll(() => server.stop());

  const technician = () => server.createMember(owner.organisationId, 'technician');
  async function list(member: TestMember, query = '') {
    return notificationListSchema.parse(
      (await new ApiClient(server, member).call('GET', `/api/notifications${query}`)).body,
    );
  }
  const events = async (member: TestMember) => (await list(member)).notifications.map(({ event }) => event);
  const open = (token: string) =>
    new ApiClient(server).call('POST', '/api/invitations/steps', { token, step: 'pageOpened' });
  const change = (member: TestMember, body: unknown) =>
    new ApiClient(server, member).call('PATCH', '/api/notifications/settings', body);

  const hub = (member: TestMember) => openMemberHub(server, member);

  /** Raises one as a feature would. */
  async function raise(member: TestMember, requestId: string = newId(), nowMs = Date.now(), needs = server.context) {
    await ensureRequestOf(server, member, requestId);
    const happening = {
      userId: member.userId,
      organisationId: member.organisationId,
      event: 'customer.ready' as const,
      subject: { kind: 'request' as const, requestId, customer: 'Ana' },
    };
    const { config } = needs;
    return server.db
      .transaction()
      .execute((transaction) => notify(transaction, { config, clock: new ManualClock(nowMs) }, happening));
  }

  it('NOT1: whoever made the request is told what the customer does, and nobody else', async () => {
    const [maker, colleague, stranger] = [await technician(), await technician(), await server.createOwner('Other')];
    const { id, code, token } = await new ApiClient(server, maker).createRequest('Ana');
    await open(token);
    await expect.poll(() => events(maker), wait).toEqual(['customer.opened']);
    const agent = new ScriptedAgent(server.url);
    await agent.introduce({ kind: 'code', code });
    agent.send({ type: 'consent.answered', requestId: id, permissions: ['view'] });
    await expect.poll(() => events(maker), wait).toEqual(['customer.ready', 'customer.opened']);
    agent.send({ type: 'request.ended', requestId: id });
    const seen = ['customer.ended', 'customer.ready', 'customer.opened'];
    await expect.poll(() => events(maker), wait).toEqual(seen);
    const [newest] = (await list(maker)).notifications;
    expect(newest).toMatchObject({
      subject: { kind: 'request', requestId: id, customer: 'Ana' },
      count: 1,
      read: false,
    });
    expect([await events(colleague), await events(stranger)]).toEqual([[], []]);
  });

  it('NOT1: a refusal is told, what members do themselves is not, and neither is it without the right', async () => {
    const [maker, auditor] = [await technician(), await server.createMember(owner.organisationId, 'technician')];
    const refused = await new ApiClient(server, maker).createRequest('Ben');
    const agent = new ScriptedAgent(server.url);
    await agent.introduce({ kind: 'code', code: refused.code });
    agent.send({ type: 'consent.answered', requestId: refused.id, permissions: null });
    const both = ['customer.opened', 'customer.refused'];
    await expect.poll(async () => (await events(maker)).toSorted(), wait).toEqual(both);
    const closed = await new ApiClient(server, maker).createRequest('Cleo');
    await new ApiClient(server, maker).call('POST', `/api/requests/${closed.id}/close`, {});
    const before = await events(maker);
    const theirs = await new ApiClient(server, auditor).createRequest('Dan');
    await open(theirs.token);
    await expect.poll(() => events(auditor), wait).toEqual(['customer.opened']);
    expect(await events(maker)).toEqual(before);
    await server.db.deleteFrom('members').where('id', '=', auditor.memberId).execute();
    const again = new ScriptedAgent(server.url);
    await again.introduce({ kind: 'code', code: theirs.code });
    again.send({ type: 'consent.answered', requestId: theirs.id, permissions: ['view'] });
    await expect.poll(async () => (await new ApiClient(server, maker).request(theirs.id)).state, wait).toBe('ready');
    await raise(maker);
    await expect.poll(() => events(maker), wait).toEqual(['customer.ready', ...before]);
    const rows = await server.db
      .selectFrom('notifications')
      .select('event')
      .where('userId', '=', auditor.userId)
      .execute();
    expect(rows).toEqual([{ event: 'customer.opened' }]);
  });

  it('NOT2: pages, reading some and all, other portals hear of it', async () => {
    const [member, other] = [await technician(), await technician()];
    for (let made = 0; made < 5; made++) await raise(member);
    await raise(other);
    const socket = await hub(member);
    const first = await list(member, '?limit=2');
    const second = await list(member, `?limit=2&cursor=${first.next}`);
    const third = await list(member, `?limit=2&cursor=${second.next}`);
    const ids = [first, second, third].flatMap((page) => page.notifications.map(({ id }) => id));
    expect([ids.length, new Set(ids).size, ids, third.next, first.unread]).toEqual([
      5,
      5,
      ids.toSorted().toReversed(),
      null,
      5,
    ]);
    const read = (who: TestMember, body: unknown) =>
      new ApiClient(server, who).call('POST', '/api/notifications/read', body);
    expect((await read(other, { ids: ids.slice(0, 2) })).body).toEqual({ unread: 1 });
    expect((await list(member)).unread).toBe(5);
    expect((await read(member, { ids: ids.slice(0, 2) })).body).toEqual({ unread: 3 });
    expect(await socket.next('notifications.read')).toEqual({ type: 'notifications.read', unread: 3 });
    expect((await list(member)).notifications.map((entry) => entry.read)).toEqual([true, true, false, false, false]);
    expect((await read(member, {})).body).toEqual({ unread: 0 });
    expect((await list(other)).unread).toBe(1);
    for (const bad of ['?cursor=x', '?limit=0', '?limit=9999']) {
      expect(await new ApiClient(server, member).outcome('GET', `/api/notifications${bad}`)).toBe('bad_request');
    }
    const anonymous = new ApiClient(server);
    expect(await anonymous.outcome('GET', '/api/notifications')).toBe('not_signed_in');
    expect(await anonymous.outcome('POST', '/api/notifications/read', {})).toBe('not_signed_in');
    expect(await anonymous.outcome('GET', '/api/notifications/settings')).toBe('not_signed_in');
    socket.close();
  });

  it('NOT2: a right that is lost takes what it showed with it', async () => {
    const member = await technician();
    const elsewhere = await server.createOwner('Elsewhere');
    await raise(member);
    await raise({ ...member, organisationId: elsewhere.organisationId });
    expect((await list(member)).unread).toBe(1);
  });

  it('NOT3: the same again is one entry, heard once in ten minutes', async () => {
    const member = await technician();
    const socket = await hub(member);
    const requestId = newId();
    const startMs = Date.now();
    const alerts: unknown[] = [];
    for (const minutes of [0, 1, 9, 11]) {
      await raise(member, requestId, startMs + minutes * 60_000);
      alerts.push((await socket.next('notification.added'))['alert']);
      await new ApiClient(server, member).call('POST', '/api/notifications/read', {});
    }
    const loud = { sound: true, system: true };
    const quiet = { sound: false, system: false };
    expect(alerts).toEqual([loud, quiet, quiet, loud]);
    await raise(member, requestId, startMs + 12 * 60_000);
    const { notifications, unread } = await list(member);
    expect([notifications.map(({ count }) => count), unread]).toEqual([[2, 3], 1]);
    await Promise.all(Array.from({ length: 6 }, () => raise(member, requestId, startMs + 13 * 60_000)));
    expect((await list(member)).notifications.map(({ count }) => count)).toEqual([8, 3]);
    socket.close();
  });

  it('NOT3: a customer whose connection stumbles is not gone', async () => {
    const clock = new ManualClock(Date.now());
    const member = await technician();
    const { id, code } = await new ApiClient(server, member).createRequest('Eva');
    const requests = new RequestRepository(server.db);
    const transitions = new RequestTransitions({ repository: requests, clock, logger: silentLogger });
    const customer = new RequestCustomer({ repository: requests, transitions, clock });
    const watch = new RequestWatch({
      needs: { clock, config: server.config },
      repository: new NotificationRepository(server.db),
      requests,
      transitions,
      logger: silentLogger,
    });
    const key = newId();
    await customer.bind(code, key, { computerName: 'desk', systemName: 'Debian' });
    await customer.answer(key, { type: 'consent.answered', requestId: id, permissions: ['view'] });
    await customer.agentLost(key, () => true);
    clock.advance(goneAfterMs - 1);
    await customer.agentReturned(id);
    clock.advance(goneAfterMs);
    await customer.agentLost(key, () => true);
    clock.advance(goneAfterMs);
    await expect.poll(() => events(member), wait).toContain('customer.left');
    expect((await events(member)).filter((event) => event === 'customer.left')).toHaveLength(1);
    watch.dispose();
  });

  it('NOT4: choices are kept per event and channel, and what is fixed stays on', async () => {
    const member = await technician();
    const socket = await hub(member);
    const off = { portal: false, sound: false, system: false, email: false };
    await change(member, { choices: { 'customer.ready': { email: false } } });
    await change(member, { choices: { 'customer.ready': { sound: false } } });
    await raise(member);
    expect(await socket.next('notification.added')).toMatchObject({
      listed: true,
      alert: { sound: false, system: true },
    });
    const everything = Object.fromEntries(notificationEvents.map((event) => [event, off]));
    const { body } = await change(member, { choices: everything });
    const { choices } = notificationSettingsSchema.parse(body);
    for (const event of notificationEvents) {
      const expected = notificationChannels.map((channel) => isFixedChannel(event, channel));
      expect([event, notificationChannels.map((channel) => choices[event][channel])]).toEqual([event, expected]);
    }
    await raise(member);
    expect((await list(member)).notifications).toHaveLength(1);
    for (const bad of [
      { choices: { 'from.the.future': off } },
      { choices: { 'customer.ready': { portal: 'yes' } } },
      { quietHours: { from: '24:00', to: '07:00', timeZone: 'UTC' } },
      { quietHours: { from: '22:00', to: '07:00', timeZone: 'Mars/Base' } },
    ]) {
      expect((await change(member, bad)).status).toBe(400);
    }
    socket.close();
  });

  describe('after losing reach', () => {
    /** A technician who does not reach all requests, serving one queue with one request of a colleague assigned to nobody. */
    async function served() {
      const rights: Right[] = ['requests.view', 'requests.edit', 'requests.private'];
      const member = await createMemberWith(server, owner.organisationId, rights);
      const [groupId, queueId, requestId] = [newId(), newId(), newId()];
      const { organisationId } = owner;
      const at = new Date();
      await server.db
        .insertInto('technicianGroups')
        .values({ id: groupId, organisationId, name: groupId, rights: [], createdAt: at })
        .execute();
      await server.db
        .insertInto('queues')
        .values({ id: queueId, organisationId, name: queueId, createdAt: at })
        .execute();
      await server.db.insertInto('groupMembers').values({ groupId, memberId: member.memberId }).execute();
      await server.db.insertInto('groupQueues').values({ groupId, queueId }).execute();
      await ensureRequestOf(server, owner, requestId);
      await server.db.updateTable('requests').set({ queueId }).where('id', '=', requestId).execute();
      const socket = await hub(member);
      await raise(member, requestId);
      await socket.next('notification.added');
      expect((await list(member)).unread).toBe(1);
      return { member, groupId, queueId, requestId, socket };
    }
    const losses: Record<string, (part: Awaited<ReturnType<typeof served>>) => Promise<unknown>> = {
      'leaving the group': ({ groupId }) =>
        server.db.deleteFrom('groupMembers').where('groupId', '=', groupId).execute(),
      'the group no longer serving the queue': ({ groupId }) =>
        server.db.deleteFrom('groupQueues').where('groupId', '=', groupId).execute(),
      'the request leaving the queue': ({ requestId }) =>
        server.db.updateTable('requests').set({ queueId: null }).where('id', '=', requestId).execute(),
      'another role': ({ member }) =>
        server.db
          .updateTable('ownRoles')
          .set({ rights: ['computers.view'] })
          .where('id', 'in', server.db.selectFrom('members').select('ownRoleId').where('id', '=', member.memberId))
          .execute(),
      'the request being deleted': ({ requestId }) =>
        server.db.deleteFrom('requests').where('id', '=', requestId).execute(),
    };
    for (const [how, lose] of Object.entries(losses)) {
      it(`NOT13: nothing is left of it in list and count after ${how}`, async () => {
        const part = await served();
        await lose(part);
        expect(await list(part.member)).toEqual({ notifications: [], unread: 0, next: null });
        part.socket.close();
      });
    }

    it('NOT13: nobody hears, is pushed or is mailed what they lost meanwhile, and it is back with the reach', async () => {
      const { member, groupId, queueId, requestId, socket } = await served();
      const repository = new NotificationRepository(server.db);
      const [row] = await server.db
        .selectFrom('notifications')
        .selectAll()
        .where('userId', '=', member.userId)
        .execute();
      if (row === undefined) throw new Error('There is none.');
      expect(await repository.mayKnow(row)).toBe(true);
      await server.db.deleteFrom('groupQueues').where('groupId', '=', groupId).execute();
      expect(await repository.mayKnow(row)).toBe(false);
      const told = { organisationId: owner.organisationId, right: 'requests.view', requestId } as const;
      expect(await repository.whoMayKnow(told, { memberIds: [member.memberId] })).toEqual([]);
      await raise(member, requestId, Date.now() + 3_600_000);
      const own = newId();
      await raise(member, own);
      const heard = await socket.next('notification.added');
      expect(heard).toMatchObject({ notification: { subject: { requestId: own } } });
      await server.db.insertInto('groupQueues').values({ groupId, queueId }).execute();
      expect((await list(member)).unread).toBeGreaterThan(1);
      socket.close();
    });
  });

  it('NOT5: in quiet hours the list goes on, silently; what concerns the account is told all the same', async () => {
    const member = await technician();
    const socket = await hub(member);
    const always: QuietHours = { from: '00:00', to: '00:00', timeZone: 'Pacific/Auckland' };
    expect((await change(member, { quietHours: always })).body).toMatchObject({ quietHours: always });
    await raise(member);
    const quiet = await socket.next('notification.added');
    expect(quiet).toMatchObject({ listed: true, alert: { sound: false, system: false } });
    await setPassword(server.context, {
      userId: member.userId,
      password: 'another long one',
      signOut: 'none',
      locale: 'en',
      by: { actor: 'self', address: null },
    });
    expect(await socket.next('notification.added')).toMatchObject({
      notification: { event: 'security.passwordChanged' },
      alert: { system: true },
    });
    expect((await change(member, { quietHours: null })).body).toMatchObject({ quietHours: null });
    socket.close();
  });

  it('NOT5: the time zone of the profile goes before that of the device', async () => {
    const member = await technician();
    const socket = await hub(member);
    const dayMs = 86_400_000;
    // Not long ago: what is old is removed.
    const noonUtc = Math.floor(Date.now() / dayMs) * dayMs - dayMs / 2;
    await change(member, { quietHours: { from: '22:00', to: '07:00', timeZone: 'UTC' } });
    await raise(member, newId(), noonUtc);
    expect(await socket.next('notification.added')).toMatchObject({ alert: { sound: true } });
    await server.db
      .updateTable('users')
      .set({ timeZone: 'Pacific/Auckland' })
      .where('id', '=', member.userId)
      .execute();
    await raise(member, newId(), noonUtc);
    expect(await socket.next('notification.added')).toMatchObject({ alert: { sound: false } });
    socket.close();
  });

  it('NOT6: two-factor sign-in turned on and reset by command is told, by mail too', async () => {
    const member = await technician();
    await turnTwoFactorOn(server, member);
    expect(await events(member)).toEqual(['security.twoFactorOn']);
    await resetTwoFactorCommand(server.context, { email: member.email });
    const back = { ...member, cookie: await server.signIn(member.email, member.password) };
    expect(await events(back)).toEqual(['security.twoFactorReset', 'security.twoFactorOn']);
    const mails = await server.db
      .selectFrom('mails')
      .select('subject')
      .where('recipient', '=', member.email)
      .orderBy('id')
      .execute();
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Two-factor sign-in was turned on',
      'Two-factor sign-in was reset by whoever runs the server',
    ]);
  });

  it('NOT6: a browser that was not used before is told of, a known one and the first are not', async () => {
    const member = await technician();
    const signIn = async (cookie = '') => {
      const answer = await fetch(`${server.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: {
          origin: server.url,
          'content-type': 'application/json',
          'user-agent': 'Firefox/140.0 Linux',
          cookie,
        },
        body: JSON.stringify({ email: member.email, password: member.password }),
      });
      expect(answer.status).toBe(204);
      return answer.headers.getSetCookie().find((line) => line.startsWith('nearhand.device=')) ?? '';
    };
    const first = await signIn();
    expect(first).toMatch(/^nearhand\.device=[\w-]{22}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await signIn(first.split(';')[0])).toBe(first);
    expect(await events(member)).toEqual([]);
    const second = await signIn('nearhand.device=made-up');
    expect(second).not.toContain('made-up');
    const [told] = (await list(member)).notifications;
    expect(told).toMatchObject({
      event: 'security.signedIn',
      subject: { kind: 'signIn', address: '127.0.0.1', userAgent: 'Firefox/140.0 Linux' },
    });
    await signIn(second.split(';')[0]);
    expect(await events(member)).toHaveLength(1);
    const wrong = await server.request('POST', '/api/auth/sign-in/email', {
      body: { email: member.email, password: 'x' },
    });
    expect(wrong.headers.getSetCookie().join()).not.toContain('device');
    const stored = await server.db.selectFrom('knownDevices').selectAll().where('userId', '=', member.userId).execute();
    expect(JSON.stringify(stored)).not.toContain(/=([\w-]{22});/.exec(first)?.[1]);
    expect(stored).toHaveLength(2);
  });

  it('NOT8: open portals hear it at once, within rights and organisation', async () => {
    const [member, other] = [await technician(), await technician()];
    const [socket, silent] = [await hub(member), await hub(other)];
    await raise({ ...member, organisationId: (await server.createOwner('Far')).organisationId });
    const requestId = newId();
    await raise(member, requestId);
    expect(await socket.next('notification.added')).toMatchObject({ notification: { subject: { requestId } } });
    await raise(other);
    await silent.next('notification.added');
    expect([socket.drain(), silent.drain()]).toEqual([[], []]);
    socket.close();
    silent.close();
  });
});
