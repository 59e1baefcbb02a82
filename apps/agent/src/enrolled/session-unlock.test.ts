import { base64url, silentLogger, utf8 } from '@nearhand/base';
import { FakeSeat } from '@nearhand/host';
import { type AgentMessage, sealingKeyText, type UnlockOrder } from '@nearhand/protocol';
import { type AgreementPair, sealCredentials } from '@nearhand/session';
import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { createIdentity } from '../identity/identity.ts';
import { memoryValue } from '../identity/stored-value.ts';
import { SessionUnlock, type UnlockMemory, type UnlockNews } from './session-unlock.ts';

const computerId = crypto.randomUUID();
const organisationId = crypto.randomUUID();

function agentKeys() {
  const identity = createIdentity();
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const key = publicKey.export({ format: 'jwk' }).x ?? '';
  const signature = base64url.encode(identity.sign(utf8.encode(sealingKeyText(key, identity.publicKeyText))));
  const pair: AgreementPair = {
    publicKey: base64url.decode(key),
    deriveSharedSecret: async (peer) => {
      const jwk = { kty: 'OKP', crv: 'X25519', x: base64url.encode(peer) };
      return new Uint8Array(diffieHellman({ privateKey, publicKey: createPublicKey({ key: jwk, format: 'jwk' }) }));
    },
  };
  return { pair, target: { agentKey: identity.publicKeyText, sealing: { key, signature } } };
}

const keys = agentKeys();

async function orderOf(password: string, { userName = '', place = computerId, to = keys } = {}): Promise<UnlockOrder> {
  const target = { ...to.target, organisationId, computerId: place };
  return { organisationId, sealed: await sealCredentials({ userName, password }, target) };
}

function setUp(memory = memoryValue<UnlockMemory>(), seat = new FakeSeat()) {
  const told: AgentMessage[] = [];
  const failed: UnlockNews[] = [];
  const unlock = new SessionUnlock({
    seat,
    pair: keys.pair,
    memory,
    computerId: () => computerId,
    tell: (message) => told.push(message),
    logger: silentLogger,
  });
  unlock.onFailed.on((news) => failed.push(news));
  seat.locked = true;
  const settled = (count: number) => vi.waitUntil(() => told.length === count, { timeout: 20_000, interval: 5 });
  return { unlock, seat, memory, told, failed, settled };
}

describe('the beginning of a session', () => {
  it('ULK5: unlocks what is locked, once, and leaves what is open alone', async () => {
    const { unlock, seat, told, settled } = setUp();
    unlock.follow(await orderOf('right'));
    expect(unlock.begin('one')).toBe(null);
    await settled(1);
    expect([seat.locked, seat.asked, told]).toEqual([false, ['unlock'], [{ type: 'account.unlocked', failure: null }]]);
    expect(unlock.begin('two')).toBe(null);
    seat.locked = true;
    unlock.begin('one');
    unlock.begin('three');
    await settled(2);
    expect(seat.asked).toEqual(['unlock', 'unlock']);
  });

  it('ULK6: what was wrong is said to those in the session, and never tried again, also after a restart', async () => {
    const { unlock, seat, memory, failed, settled } = setUp();
    const wrong = await orderOf('wrong');
    unlock.follow(wrong);
    unlock.begin('one');
    await settled(1);
    expect([failed, unlock.begin('one')]).toEqual([[{ sessionId: 'one', failure: 'wrongPassword' }], 'wrongPassword']);
    const again = setUp(memory, seat);
    again.unlock.follow(wrong);
    again.unlock.begin('two');
    again.unlock.follow(await orderOf('right'));
    again.unlock.begin('three');
    await again.settled(1);
    expect([seat.asked, seat.locked]).toEqual([['unlock', 'unlock'], false]);
  });

  it('ULK6: another account at the screen, and a system that does not do it, are tried again next time', async () => {
    const { unlock, seat, told, settled } = setUp();
    unlock.follow(await orderOf('right', { userName: 'eva' }));
    unlock.begin('one');
    await settled(1);
    expect(seat.asked).toEqual([]);
    seat.userName = 'eva';
    seat.refuses = true;
    unlock.begin('two');
    await settled(2);
    seat.refuses = false;
    unlock.begin('three');
    await settled(3);
    expect(told).toEqual([
      { type: 'account.unlocked', failure: 'otherAccount' },
      { type: 'account.unlocked', failure: 'unavailable' },
      { type: 'account.unlocked', failure: null },
    ]);
  });

  it('ULK2: what was sealed to another computer, organisation or key is not opened', async () => {
    const strangers: UnlockOrder[] = [
      await orderOf('right', { place: crypto.randomUUID() }),
      await orderOf('right', { to: agentKeys() }),
      { ...(await orderOf('right')), organisationId: crypto.randomUUID() },
    ];
    const { unlock, seat, told, settled } = setUp();
    for (const [index, order] of strangers.entries()) {
      unlock.follow(order);
      unlock.begin(String(index));
      await settled(index + 1);
    }
    expect([seat.asked, new Set(told.map((message) => 'failure' in message && message.failure))]).toEqual([
      [],
      new Set(['unreadable']),
    ]);
  });

  it('ULK7: that it was unlocked outlives the program; a failed try leaves nothing to lock', async () => {
    const { unlock, memory, seat, settled } = setUp();
    unlock.follow(await orderOf('wrong'));
    unlock.begin('one');
    await settled(1);
    expect(unlock.hasUnlocked).toBe(false);
    unlock.follow(await orderOf('right'));
    unlock.begin('two');
    await settled(2);
    const again = setUp(memory, seat);
    expect(again.unlock.hasUnlocked).toBe(true);
    again.unlock.forgetUnlocked();
    expect([again.unlock.hasUnlocked, setUp(memory).unlock.hasUnlocked]).toEqual([false, false]);
    expect(JSON.stringify(memory.read())).not.toMatch(/:"(?:right|wrong)"/);
  });
});
