import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock, silentLogger } from '@nearhand/base';
import { newId } from '../database/ids.ts';
import { type TestDatabase, startTestDatabase } from '../testing/test-database.ts';
import { SignInWatch } from './sign-in-watch.ts';

describe('the watch over sign-ins', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await startTestDatabase();
  });
  afterAll(() => database.stop());

  it('SRV14: ends what has run out of time, once, and nothing else', async () => {
    const { db } = database;
    const clock = new ManualClock(Date.UTC(2030, 0, 1));
    const userId = newId();
    const now = new Date(clock.nowMs());
    await db
      .insertInto('users')
      .values({
        id: userId,
        name: 'Ann',
        email: 'ann@example.org',
        image: null,
        locale: null,
        createdAt: now,
        updatedAt: now,
      })
      .execute();
    const [short, long] = [newId(), newId()];
    for (const [id, lastsMs] of [
      [short, 30_000],
      [long, 90_000],
    ] as const) {
      await db
        .insertInto('signIns')
        .values({
          id,
          userId,
          token: id,
          expiresAt: new Date(clock.nowMs() + lastsMs),
          ipAddress: null,
          userAgent: null,
          createdAt: now,
          updatedAt: now,
        })
        .execute();
    }
    const watch = new SignInWatch({ db, clock, logger: silentLogger, notifications: null });
    const ended: string[] = [];
    watch.onSignedOut.on(({ signInId }) => ended.push(signInId));
    for (const signInId of [short, long]) watch.saw({ signInId, userId });
    await watch.check();
    expect(ended).toEqual([]);
    watch.start();
    clock.advance(60_000);
    await expect.poll(() => ended).toEqual([short]);
    watch.end(short);
    watch.end(newId());
    expect(ended).toEqual([short]);
    watch.dispose();
  });
});
