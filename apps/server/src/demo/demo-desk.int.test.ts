import { systemClock } from '@nearhand/base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComputerRepository } from '../computers/computer.repository.ts';
import { newId } from '../database/ids.ts';
import { newAgentIdentity } from '../testing/scripted-agent.ts';
import { type TestDatabase, startTestDatabase } from '../testing/test-database.ts';
import { DemoDesk } from './demo-desk.ts';

describe('the demo computers', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await startTestDatabase();
  });
  afterAll(() => database.stop());

  it('HUB11: an organisation made by another process has the demo computer at once', async () => {
    const { db } = database;
    const openDesk = () => new DemoDesk({ db, computers: new ComputerRepository(db), clock: systemClock });
    const running = openDesk();
    const { publicKey } = newAgentIdentity();
    await running.accept(running.secret, publicKey);
    const organisationId = newId();
    await db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('organisations')
        .values({ id: organisationId, name: 'Example', createdAt: new Date() })
        .execute();
      await openDesk().addTo(transaction, organisationId);
    });
    const row = await db.selectFrom('computers').select(['kind', 'agentKey']).executeTakeFirstOrThrow();
    expect(row).toEqual({ kind: 'demo', agentKey: publicKey });
  });
});
