import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolComputer } from '../testing/enrolled-computer.ts';
import { waitsForLock } from '../testing/lock-waiters.ts';
import { type TestServer, startTestServer } from '../testing/test-server.ts';
import { ComputerRepository } from './computer.repository.ts';

describe('when computers were last seen', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('is written in the order in which others lock computers, so that neither waits for the other', async () => {
    const owner = await server.createOwner('Example');
    const enrolled = [
      await enrolComputer(server, owner.organisationId),
      await enrolComputer(server, owner.organisationId),
    ];
    const [first, second] = enrolled.map(({ id }) => id).toSorted();
    if (first === undefined || second === undefined) throw new Error('Two computers were enrolled.');
    // Second in the table and in the index of keys, first by its id.
    const keys = ['A', 'B'].map((letter) => letter.repeat(43));
    for (const [index, id] of [second, first].entries()) {
      await server.db.updateTable('computers').set({ agentKey: keys[index] }).where('id', '=', id).execute();
    }
    const at = new Date('2026-01-02T03:04:05Z');
    const { writing } = await server.db.transaction().execute(async (transaction) => {
      const locking = transaction.selectFrom('computers').select('id').forUpdate();
      await locking.where('id', '=', first).execute();
      const repository = new ComputerRepository(server.db);
      const outcome = repository.setLastSeen(keys, at);
      await waitsForLock(server.db, '%"last_seen_at"%');
      expect(await locking.where('id', '=', second).skipLocked().execute()).toEqual([{ id: second }]);
      return { writing: outcome };
    });
    await writing;
    const seen = await server.db
      .selectFrom('computers')
      .select('lastSeenAt')
      .where('id', 'in', [first, second])
      .execute();
    expect(seen).toEqual([{ lastSeenAt: at }, { lastSeenAt: at }]);
    for (const { agent } of enrolled) agent.socket.close();
  });
});
