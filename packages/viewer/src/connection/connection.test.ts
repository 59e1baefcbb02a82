import { AppError, DisposableStore, silentLogger, systemClock } from '@nearhand/base';
import type { Connected } from '@nearhand/protocol';
import { type AgentLink, UsedTickets, acceptViewer, verifyTicket } from '@nearhand/session';
import {
  FakeRelay,
  type TestIdentity,
  createTestIdentity,
  createTestTicketKey,
  quickSettings,
  testTicket,
  whenState,
} from '@nearhand/session/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { Connection } from './connection.ts';
import type { ConnectionState } from './connection-state.ts';

const store = new DisposableStore();
const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const release of cleanUp.splice(0)) release();
});

/** A server and an agent for one connection at a time; each link has a relay of its own. */
async function scene(options: { knownAgentKey?: string; identity?: TestIdentity } = {}) {
  const identity = options.identity ?? createTestIdentity();
  const ticketKey = createTestTicketKey();
  const relays = new Map<string, FakeRelay>();
  const agents: AgentLink[] = [];
  const asked: (string | null)[] = [];
  const server: { refusal: AppError | null } = { refusal: null };

  async function requestLink(commitment: string, sessionId: string | null): Promise<Connected> {
    asked.push(sessionId);
    if (server.refusal) throw server.refusal;
    // A session that comes back has one link: the server ends the former one.
    if (sessionId !== null) for (const former of relays.values()) former.end();
    const ticket = testTicket({ agentKey: identity.key, commitment }, systemClock.nowMs());
    const relay = new FakeRelay();
    relays.set(ticket.linkId, relay);
    agents.push(
      acceptViewer({
        dialer: relay.dialer('agent'),
        clock: systemClock,
        logger: silentLogger,
        identity,
        settings: quickSettings,
        verifyTicket: (signed) =>
          verifyTicket(signed, ticketKey.publicKey, {
            agentKey: identity.key,
            linkId: ticket.linkId,
            nowMs: systemClock.nowMs(),
            usedTickets: new UsedTickets(),
          }),
      }),
    );
    return {
      sessionId: ticket.sessionId,
      linkId: ticket.linkId,
      ticket: await ticketKey.sign(ticket),
      relayToken: ticket.linkId,
      agentKey: identity.key,
      permissions: ticket.permissions,
    };
  }

  const connection = new Connection({
    requestLink,
    dialerFor: (offer) => {
      const relay = relays.get(offer.linkId);
      if (!relay) throw new Error('No such link');
      return relay.dialer('viewer');
    },
    knownAgentKey: options.knownAgentKey ?? null,
    clock: systemClock,
    logger: silentLogger,
  });
  cleanUp.push(() => {
    connection.dispose();
    for (const agent of agents) agent.dispose();
  });
  const lastRelay = () => [...relays.values()].at(-1) as FakeRelay;
  /** The agent becomes active a message after the viewer. */
  const bothActive = async () => {
    await reached(connection, 'active');
    await whenState(agents.at(-1) as AgentLink, 'active');
  };
  return { connection, agents, asked, server, identity, lastRelay, bothActive };
}

function reached(connection: Connection, kind: ConnectionState['kind']): Promise<ConnectionState> {
  return new Promise((resolve) => {
    const look = (state: ConnectionState) => {
      if (state.kind === kind) resolve(state);
    };
    store.add(connection.onState.on(look));
    look(connection.state);
  });
}

describe('connection', () => {
  it('reaches the agent and both ends show the same words', async () => {
    const { connection, agents, bothActive } = await scene();
    connection.start();
    await bothActive();
    expect(connection.link?.words).toHaveLength(4);
    expect(connection.link?.words).toEqual(agents[0]?.words);
  });

  it('VWR8: an agent with another key than the one seen first is refused', async () => {
    const { connection } = await scene({ knownAgentKey: createTestIdentity().key });
    connection.start();
    expect(await reached(connection, 'failed')).toEqual({ kind: 'failed', code: 'identity_changed' });
  });

  it('VWR9: resumes by itself after the path broke, on the same link', async () => {
    const { connection, lastRelay, asked, bothActive } = await scene();
    connection.start();
    await bothActive();
    const { link } = connection;
    const lost = reached(connection, 'reconnecting');
    lastRelay().cut('viewer');
    await lost;
    await bothActive();
    expect(connection.link).toBe(link);
    expect(asked).toEqual([null]);
  });

  it('VWR10: asks for a new ticket to the same session when the agent was restarted', async () => {
    const { connection, agents, asked, bothActive } = await scene();
    connection.start();
    await bothActive();
    const offline = reached(connection, 'offline');
    agents[0]?.dispose();
    connection.setAgentOnline(false);
    await offline;
    connection.setAgentOnline(true);
    await bothActive();
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(expect.any(String));
    expect(agents).toHaveLength(2);
  });

  it('a session that the server ends is over', async () => {
    const { connection, lastRelay, asked, bothActive } = await scene();
    connection.start();
    await bothActive();
    lastRelay().end();
    expect(await reached(connection, 'ended')).toEqual({ kind: 'ended', reason: 'revoked' });
    expect(asked).toHaveLength(1);
  });

  it('waits while the customer has not answered, and stops for good when refused', async () => {
    const { connection, server, asked } = await scene();
    server.refusal = new AppError('forbidden', 'No');
    connection.start();
    expect(await reached(connection, 'failed')).toEqual({ kind: 'failed', code: 'forbidden' });
    connection.setAgentOnline(false);
    expect(asked).toHaveLength(1);
    expect(connection.state.kind).toBe('failed');
  });

  it('leaving ends the session for the agent too', async () => {
    const { connection, agents, bothActive } = await scene();
    connection.start();
    await bothActive();
    const ended = whenState(agents[0] as AgentLink, 'ended');
    connection.leave();
    expect(connection.state).toEqual({ kind: 'ended', reason: 'viewer' });
    expect(await ended).toMatchObject({ kind: 'ended', reason: 'viewer', byPeer: true });
  });
});
