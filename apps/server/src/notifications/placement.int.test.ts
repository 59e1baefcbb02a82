// Whose a request is, and who should take it: what members are told of both.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock, silentLogger } from '@nearhand/base';
import { notificationListSchema } from '@nearhand/protocol';
import { newId } from '../database/ids.ts';
import { RequestRepository } from '../requests/request.repository.ts';
import { RequestTransitions } from '../requests/request.transitions.ts';
import { ApiClient } from '../testing/api-client.ts';
import { ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';
import { NotificationRepository } from './notification.repository.ts';
import { QueueWatch, queueWaitMs } from './queue-watch.ts';

const wait = { timeout: 10_000 };

describe('notifications of placement', () => {
  let server: TestServer;
  let owner: TestMember;
  beforeAll(async () => {
    server = await startTestServer();
    owner = await server.createOwner();
  });
  afterAll(() => server.stop());

  const technician = () => server.createMember(owner.organisationId, 'technician');
  async function told(member: TestMember) {
    const { body } = await new ApiClient(server, member).call('GET', '/api/notifications');
    return notificationListSchema.parse(body).notifications.map(({ event, count }) => [event, count]);
  }
  const assign = (by: TestMember, id: string, memberId: string | null, before: string | null) =>
    new ApiClient(server, by).outcome('POST', `/api/requests/${id}/assign`, { memberId, before });

  it('NOT14: who is assigned a request by somebody else is told, and nobody else', async () => {
    const [maker, taker] = [await technician(), await technician()];
    const { id } = await new ApiClient(server, maker).createRequest('Ana');
    expect(await assign(maker, id, taker.memberId, null)).toBe(204);
    await expect.poll(() => told(taker), wait).toEqual([['request.assigned', 1]]);
    expect(await assign(taker, id, null, taker.memberId)).toBe(204);
    expect(await assign(taker, id, taker.memberId, null)).toBe(204);
    expect(await assign(taker, id, maker.memberId, taker.memberId)).toBe(204);
    await expect.poll(() => told(maker), wait).toEqual([['request.assigned', 1]]);
    expect([await told(taker), await told(owner)]).toEqual([[['request.assigned', 1]], []]);
  });

  async function queueServedBy(member: TestMember): Promise<string> {
    const { organisationId } = owner;
    const [queueId, groupId, createdAt] = [newId(), newId(), new Date()];
    await server.db.insertInto('queues').values({ id: queueId, organisationId, name: queueId, createdAt }).execute();
    const group = { id: groupId, organisationId, name: groupId, rights: [], createdAt };
    await server.db.insertInto('technicianGroups').values(group).execute();
    await server.db.insertInto('groupQueues').values({ groupId, queueId }).execute();
    await server.db.insertInto('groupMembers').values({ groupId, memberId: member.memberId }).execute();
    return queueId;
  }

  async function arrived(queueId: string) {
    const { id, code } = await new ApiClient(server, owner).createRequest('Ben');
    await server.db.updateTable('requests').set({ queueId }).where('id', '=', id).execute();
    const agent = new ScriptedAgent(server.url);
    await agent.introduce({ kind: 'code', code });
    return { id, agent, since: await sinceOf(id) };
  }
  const sinceOf = async (id: string) => {
    const row = await server.db
      .selectFrom('requests')
      .select('stateSince')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return row.stateSince.getTime();
  };

  /** Looks as a server would whose clock shows this. */
  async function look(nowMs: number): Promise<void> {
    const clock = new ManualClock(nowMs);
    const { config, db } = server.context;
    const watch = new QueueWatch({
      needs: { clock, config },
      repository: new NotificationRepository(db),
      transitions: new RequestTransitions({ repository: new RequestRepository(db), clock, logger: silentLogger }),
      logger: silentLogger,
    });
    await watch.run();
    watch.dispose();
  }

  it('NOT15: who serves the queue is told after five minutes, once for each wait', async () => {
    const [serving, colleague] = [await technician(), await technician()];
    const { id, agent, since } = await arrived(await queueServedBy(serving));
    await look(since + queueWaitMs - 1);
    expect(await told(serving)).toEqual([]);
    await Promise.all([look(since + queueWaitMs), look(since + queueWaitMs)]);
    await look(since + 2 * queueWaitMs);
    expect([await told(serving), await told(colleague)]).toEqual([[['queue.waiting', 1]], []]);

    // The customer's yes begins another wait. It is after the look, by the clock of the database's rows.
    await server.db
      .updateTable('requests')
      .set({ queueToldAt: new Date(since) })
      .where('id', '=', id)
      .execute();
    agent.send({ type: 'consent.answered', requestId: id, permissions: ['view'] });
    const isReady = async () => (await new ApiClient(server, owner).request(id)).state;
    await expect.poll(isReady, wait).toBe('ready');
    await look((await sinceOf(id)) + queueWaitMs);
    expect(await told(serving)).toEqual([['queue.waiting', 2]]);
  });

  it('NOT15: what somebody has taken, and what is not in a queue, waits for nobody', async () => {
    const serving = await technician();
    const taken = await arrived(await queueServedBy(serving));
    expect(await assign(serving, taken.id, serving.memberId, null)).toBe(204);
    const gone = await arrived(await queueServedBy(serving));
    await server.db.updateTable('requests').set({ queueId: null }).where('id', '=', gone.id).execute();
    await look(gone.since + 2 * queueWaitMs);
    expect(await told(serving)).toEqual([]);
  });
});
