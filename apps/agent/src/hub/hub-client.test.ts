import { createPublicKey, verify } from 'node:crypto';
import { base64url, ManualClock, silentLogger, utf8 } from '@nearhand/base';
import { agentMessageSchema, checkProof, closeCodes, helloProofText } from '@nearhand/protocol';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createIdentity } from '../identity/identity.ts';
import { memoryValue } from '../identity/stored-value.ts';
import { fakeDial, type FakeSocket } from '../testing/fake-socket.ts';
import { createHelloMaker } from './hello.ts';
import { HubClient, type HubNews, type HubStop, type Refusal } from './hub-client.ts';
import { hubEvents, hubMoves, hubStates, nextHubState } from './hub-states.ts';
import { HubTime } from './hub-time.ts';
import { TicketKeyPin } from './ticket-key-pin.ts';

const origin = 'https://help.example.com';
const nonce = base64url.encode(new Uint8Array(32).fill(1));
const patience = { timeout: 20_000 };
const nonce2 = base64url.encode(new Uint8Array(32).fill(2));
const serverKey = createIdentity();
const linkId = '0198c0de-0000-7000-8000-000000000001';
const challenge = { type: 'hub.challenge', protocol: 1, nonce, timeMs: 5 };
const welcome = {
  type: 'hub.welcome',
  timeMs: 1_000_000,
  capabilities: [],
  ticketKey: serverKey.publicKeyText,
  role: { kind: 'demo' },
};

function setUp() {
  const clock = new ManualClock(50);
  const { dial, sockets } = fakeDial();
  const identity = createIdentity();
  const time = new HubTime(clock);
  const agent = { version: '1', system: 'linux', systemName: '', computerName: '', userName: '' } as const;
  const hub = new HubClient({
    dial,
    hello: createHelloMaker({ identity, origin, agent, locale: 'en', capabilities: [], sealing: null }),
    trust: { ticketKeyPin: new TicketKeyPin(origin, memoryValue()), time },
    clock,
    logger: silentLogger,
    retryLimitMs: 1000,
  });
  const seen = { refusals: [] as Refusal[], news: [] as HubNews[], stops: [] as HubStop[] };
  hub.onRefused.on((refusal) => seen.refusals.push(refusal));
  hub.onNews.on((news) => seen.news.push(news));
  hub.onStopped.on((stop) => seen.stops.push(stop));
  const last = (): FakeSocket => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('Nothing was dialled');
    return socket;
  };
  return { clock, hub, identity, last, seen, sockets, time };
}

const hellos = (socket: FakeSocket) => socket.sent.map((text) => agentMessageSchema.parse(JSON.parse(text)));

describe('hub client', () => {
  it('AGT7: the hello proves the key for this nonce and this server', () => {
    const { hub, identity, last } = setUp();
    hub.start({ kind: 'code', code: '408080316' });
    last().say(challenge);
    const [hello] = hellos(last());
    if (hello?.type !== 'agent.hello') throw new Error('No hello');
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: hello.publicKey } });
    const text = utf8.encode(helloProofText(nonce, origin, identity.publicKeyText));
    expect(verify(null, text, key, base64url.decode(hello.signature))).toBe(true);
    expect(hello).toMatchObject({ origin, purpose: { kind: 'code', code: '408080316' } });
  });

  it('learns the time of the hub', () => {
    const { clock, hub, last, time } = setUp();
    hub.start({ kind: 'computer' });
    last().say(challenge);
    clock.advance(40);
    last().say(welcome);
    expect(time.nowMs()).toBe(1_000_020);
    clock.advance(5);
    expect(time.nowMs()).toBe(1_000_025);
  });

  it('AGT8: another code may follow a refused one on the same connection', () => {
    const { hub, last, seen, sockets } = setUp();
    hub.start({ kind: 'code', code: '111111111' });
    last().say(challenge);
    last().say({ type: 'hub.refused', code: 'code_invalid', nonce: nonce2 });
    expect(seen.refusals).toEqual([{ code: 'code_invalid', retryAfterMs: null }]);
    hub.start({ kind: 'code', code: '222222222' });
    expect(hellos(last())[1]).toMatchObject({ purpose: { code: '222222222' } });
    last().say(welcome);
    expect([hub.state, sockets.length]).toEqual(['online', 1]);
  });

  it('AGT8: another code may follow after the server closed the connection', () => {
    const { hub, last, sockets } = setUp();
    hub.start({ kind: 'code', code: '111111111' });
    last().say(challenge);
    last().say({ type: 'hub.refused', code: 'code_invalid', nonce: nonce2 });
    last().drop();
    hub.start({ kind: 'code', code: '222222222' });
    last().say(challenge);
    expect([hellos(last())[0], sockets.length]).toMatchObject([{ purpose: { code: '222222222' } }, 2]);
  });

  it('AGT9: solves the puzzle it is asked, unless it is out of proportion', async () => {
    const { hub, last, seen } = setUp();
    hub.start({ kind: 'code', code: '408080316' });
    last().say(challenge);
    last().say({ type: 'hub.refused', code: 'proof_required', nonce: nonce2, proof: { salt: 'abc', bits: 6 } });
    await vi.waitFor(() => expect(last().sent).toHaveLength(2), patience);
    const hello = hellos(last())[1];
    const proof = hello?.type === 'agent.hello' && hello.purpose.kind === 'code' ? hello.purpose.proof : undefined;
    expect(proof && (await checkProof(proof, 6))).toBe(true);
    last().say({ type: 'hub.refused', code: 'proof_required', nonce, proof: { salt: 'abc', bits: 28 } });
    await vi.waitFor(() => expect(seen.refusals).toEqual([{ code: 'proof_required', retryAfterMs: null }]), patience);
  });

  it('waits as long as it is told after too many attempts', () => {
    const { clock, hub, last } = setUp();
    hub.start({ kind: 'code', code: '408080316' });
    last().say(challenge);
    last().say({ type: 'hub.refused', code: 'too_many_attempts', nonce: nonce2, retryAfterMs: 3000 });
    clock.advance(2999);
    expect(last().sent).toHaveLength(1);
    clock.advance(1);
    expect(last().sent).toHaveLength(2);
  });

  it('AGT10: a lost connection is made again, later each time', () => {
    const { clock, hub, last, sockets } = setUp();
    hub.start({ kind: 'computer' });
    for (let attempt = 1; attempt <= 6; attempt++) {
      expect(sockets).toHaveLength(attempt);
      last().drop();
      expect(hub.state).toBe('pausing');
      clock.advance(1000);
    }
    last().say(challenge);
    last().say(welcome);
    expect(hub.state).toBe('online');
  });

  it('AGT99: after a sleep a pause is cut short, and an open connection is asked for a sign', () => {
    const { hub, last, sockets } = setUp();
    hub.start({ kind: 'computer' });
    last().drop();
    hub.hurry();
    expect([hub.state, sockets.length]).toEqual(['connecting', 2]);
    last().say(challenge);
    last().say(welcome);
    hub.hurry();
    expect([hub.state, sockets.length, last().probes]).toEqual(['online', 2, 1]);
  });

  it('AGT71: an outage is told once with its reason, and its end', () => {
    const { clock, hub, last } = setUp();
    const told: (string | null)[] = [];
    hub.onOutage.on((outage) => told.push(outage?.why ?? null));
    hub.start({ kind: 'code', code: '111111111' });
    for (let attempt = 1; attempt <= 3; attempt++) {
      last().drop();
      clock.advance(1000);
    }
    expect(told).toEqual([expect.stringMatching(/./)]);
    last().say(challenge);
    last().say({ type: 'hub.refused', code: 'code_invalid', nonce: nonce2 });
    last().drop();
    expect(told).toEqual([expect.stringMatching(/./), null]);
    hub.start({ kind: 'code', code: '222222222' });
    last().say(challenge);
    last().say(welcome);
    last().drop();
    expect(told).toHaveLength(3);
  });

  it('AGT71: an outage for another reason than before is told anew', () => {
    const { clock, hub, last } = setUp();
    const told: unknown[] = [];
    hub.onOutage.on((outage) => told.push(outage?.fault));
    hub.start({ kind: 'computer' });
    for (const fault of [null, 'time', 'time', 'unknown', null] as const) {
      last().drop(1006, fault);
      clock.advance(5000);
    }
    expect(told).toEqual([null, 'time', 'unknown', null]);
    expect(hub.outage?.fault).toBe(null);
  });

  it('gives up on a server that says nothing', () => {
    const { clock, hub, sockets } = setUp();
    hub.start({ kind: 'computer' });
    clock.advance(15_000);
    expect(hub.state).toBe('pausing');
    clock.advance(1000);
    expect(sockets).toHaveLength(2);
  });

  it('AGT11: a malformed message ends the connection, and nothing else', () => {
    const good = [challenge, welcome];
    const lies: unknown[] = [
      '{',
      '[]',
      { type: 'link.offered', sessionId: 1 },
      { type: 'hub.challenge' },
      challenge,
      welcome,
      { type: 'hub.refused', code: 'forbidden', nonce },
      `"${'x'.repeat(70_000)}"`,
    ];
    for (const lie of lies) {
      const { clock, hub, last, seen, sockets } = setUp();
      hub.start({ kind: 'computer' });
      for (const message of good) last().say(message);
      last().say(lie);
      expect([last().closedWith, hub.state]).toEqual([closeCodes.malformed, 'pausing']);
      clock.advance(1000);
      expect([sockets.length, seen.news]).toEqual([2, []]);
    }
  });

  it('passes over what a newer server says', () => {
    const { hub, last, seen } = setUp();
    hub.start({ kind: 'computer' });
    for (const message of [challenge, { type: 'weather.changed', rain: true }, welcome]) last().say(message);
    last().say({ type: 'session.revoked', sessionId: linkId, linkId: null });
    expect([hub.state, seen.news]).toEqual(['online', [{ type: 'session.revoked', sessionId: linkId, linkId: null }]]);
  });

  it('AGT12: another ticket key counts only when the known one signed it', () => {
    const { clock, hub, last, seen } = setUp();
    const next = createIdentity();
    const signature = serverKey.sign(utf8.encode(`nearhand ticket key v1\0${next.publicKeyText}`));
    hub.start({ kind: 'computer' });
    last().say(challenge);
    last().say(welcome);
    last().drop();
    clock.advance(1000);
    last().say(challenge);
    last().say({ ...welcome, ticketKey: next.publicKeyText, ticketKeySignature: base64url.encode(signature) });
    expect(hub.state).toBe('online');
    last().drop();
    clock.advance(1000);
    last().say(challenge);
    last().say(welcome);
    expect([hub.state, seen.stops]).toEqual(['stopped', ['identity_changed']]);
  });

  it('does not fight another copy of itself', () => {
    const { clock, hub, last, seen, sockets } = setUp();
    hub.start({ kind: 'computer' });
    last().say(challenge);
    last().say(welcome);
    last().drop(closeCodes.replaced);
    clock.advance(60_000);
    expect([hub.state, seen.stops, sockets.length]).toEqual(['stopped', ['agent_replaced'], 1]);
  });
});

describe('hub states', () => {
  it('the table knows every pair', () => {
    for (const state of hubStates) {
      for (const event of hubEvents) expect(nextHubState(state, event)).toBe(hubMoves[state][event] ?? null);
    }
    expect(Object.keys(hubMoves.stopped)).toEqual([]);
  });
});

describe('backoff', () => {
  it('AGT11: whatever the server says, the agent lives on', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { hub, last } = setUp();
        hub.start({ kind: 'computer' });
        last().say(challenge);
        last().say(text);
        return hub.state === 'pausing' || hub.state === 'greeting';
      }),
    );
  });
});
