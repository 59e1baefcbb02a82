// One agent's socket: challenge, hello, welcome or refusal, then its messages in order. What admission and messages mean
// is given; this keeps the order of things and the peer honest.

import { randomBytes, randomUUID } from 'node:crypto';
import { AppError, Budget, type Disposable, DisposableStore, isLoopback, type Logger } from '@nearhand/base';
import {
  type AgentMessage,
  agentMessageSchema,
  type AgentRole,
  type AgentServerMessage,
  closeCodes,
  decodeMessage,
  type ErrorCode,
  errorCodeSchema,
  protocolVersion,
  renameCapability,
} from '@nearhand/protocol';
import { isDatabaseUnavailable } from '../database/availability.ts';
import { GuessRefused } from '../invitations/guess-guard.ts';
import type { Connection } from '../sockets/connection.ts';
import type { AgentHubOptions } from './agent-hub.ts';
import { type AgentHello, helloFault } from './hello-proof.ts';

/** A person types the next code meanwhile. */
const afterRefusalMs = 10 * 60_000;
const maxRefusals = 50;
/** The agent notices the end of its time itself. */
const pendingSlackMs = 30_000;
/** Messages waiting to be worked on; an honest agent has one or two. */
const maxWaiting = 200;
/** What an agent says is stored for ever: an honest one says a few things per session. */
const messagesPerMinute = 240;

type Welcome = Extract<AgentServerMessage, { type: 'hub.welcome' }>;

export class AgentSocket implements Disposable {
  readonly #connection: Connection;
  readonly #options: AgentHubOptions;
  readonly #logger: Logger;
  readonly #connectionId = randomUUID();
  readonly #store = new DisposableStore();
  #nonce: string | null = null;
  #refusals = 0;
  #admitted: { readonly agentKey: string; readonly role: AgentRole } | null = null;
  /** The end of the line of messages being worked on. */
  #line: Promise<void> = Promise.resolve();
  #waiting = 0;
  readonly #budget: Budget;

  constructor(connection: Connection, options: AgentHubOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#budget = new Budget(options.clock, messagesPerMinute);
    this.#logger = options.logger.child({ connectionId: this.#connectionId });
    connection.onText.on((text) => this.#receive(text));
    connection.onBinary.on(() => connection.close(closeCodes.malformed, 'Unexpected binary message'));
    connection.onClosed.on(() => this.dispose());
    const timeMs = options.clock.nowMs();
    this.#say({ type: 'hub.challenge', protocol: protocolVersion, nonce: this.#newNonce(), timeMs });
  }

  dispose(): void {
    if (this.#store.disposed) return;
    this.#store.dispose();
    const admitted = this.#admitted;
    if (admitted === null) return;
    const isGone = this.#options.agents.presence.leave(admitted.agentKey, this.#connectionId);
    this.#logger.info('agent left', { agentKey: admitted.agentKey, replaced: !isGone });
    if (isGone && !this.#options.site.isStopping()) {
      this.#enqueue(() => this.#options.agents.desk.left(admitted.agentKey));
    }
  }

  #receive(text: string): void {
    const decoded = decodeMessage(agentMessageSchema, text);
    if (decoded.kind === 'unknown') return this.#logger.debug('message of an unknown type', { type: decoded.type });
    if (decoded.kind === 'malformed') return this.#connection.close(closeCodes.malformed, 'Malformed message');
    if (this.#waiting >= maxWaiting || !this.#mayGoOn()) {
      return this.#connection.close(closeCodes.policyViolation, 'Too many messages');
    }
    this.#enqueue(() => this.#work(decoded.message));
  }

  /** The demo agent speaks for the sessions of everybody, and is this server's own. */
  #mayGoOn(): boolean {
    return this.#admitted?.role.kind === 'demo' || this.#budget.take();
  }

  async #work(message: AgentMessage): Promise<void> {
    const admitted = this.#admitted;
    // Also when it has gone meanwhile: the last thing it says, that the person ended it, comes just before.
    if (admitted !== null) return this.#options.agents.desk.receive(admitted.agentKey, admitted.role, message);
    if (this.#connection.isClosed) return;
    if (message.type === 'agent.hello') return this.#hello(message);
    this.#connection.close(closeCodes.malformed, 'The hello comes first');
  }

  async #hello(hello: AgentHello): Promise<void> {
    const nonce = this.#nonce;
    this.#nonce = null;
    if (nonce === null) return this.#connection.close(closeCodes.malformed, 'A hello without a challenge');
    const { address } = this.#connection;
    const { isOwnOrigin } = this.#options.site;
    const fault = helloFault(hello, { nonce, isOwnOrigin, isLocal: isLoopback(address) });
    if (fault !== null) return this.#refuse(fault, null);
    try {
      const role = await this.#options.agents.admission.admit(hello, address);
      if (!this.#connection.isClosed) this.#welcome(hello.publicKey, role);
    } catch (error) {
      const code = error instanceof AppError ? errorCodeSchema.safeParse(error.code) : null;
      if (code?.success) return this.#refuse(code.data, waitOf(error));
      this.#logger.error('an agent could not be admitted', { error });
      this.#refuse(isDatabaseUnavailable(error) ? 'unavailable' : 'internal', null);
    }
  }

  #welcome(agentKey: string, role: AgentRole): void {
    const { bus, clock, agents, site } = this.#options;
    // Nobody vouches for it yet: it counts among those who have not said who they are, and has its time only.
    if (role.kind === 'pending') this.#connection.expectGreeting(role.validForMs + pendingSlackMs);
    else this.#connection.greet();
    this.#admitted = { agentKey, role };
    bus.publish('agent', agentKey, { type: 'replaced', byConnectionId: this.#connectionId });
    this.#store.add(
      bus.subscribe('agent', agentKey, (message) => {
        if (message.type === 'send') this.#say(message.message);
        else if (message.type === 'forgotten') {
          this.#connection.close(closeCodes.refused, 'The key is not known here any more');
        } else if (message.byConnectionId !== this.#connectionId) {
          this.#connection.close(closeCodes.replaced, 'The same agent connected again');
        }
      }),
    );
    const welcome: Welcome = {
      type: 'hub.welcome',
      timeMs: clock.nowMs(),
      capabilities: [renameCapability],
      ticketKey: site.ticketKey,
      role,
    };
    this.#say(welcome);
    agents.presence.arrive(agentKey, this.#connectionId);
    this.#logger.info('agent arrived', { agentKey, role: role.kind });
    this.#enqueue(() => agents.desk.arrived(agentKey, role));
  }

  #refuse(code: ErrorCode, wait: Pick<GuessRefused, 'challenge' | 'retryAfterMs'> | null): void {
    this.#refusals += 1;
    this.#logger.info('agent refused', { code });
    this.#say({
      type: 'hub.refused',
      code,
      nonce: this.#newNonce(),
      ...(wait?.challenge ? { proof: wait.challenge } : {}),
      ...(wait?.retryAfterMs ? { retryAfterMs: wait.retryAfterMs } : {}),
    });
    if (this.#refusals >= maxRefusals) this.#connection.close(closeCodes.refused, 'Too many refusals');
    else this.#connection.expectGreeting(afterRefusalMs);
  }

  #enqueue(work: () => Promise<void>): void {
    this.#waiting += 1;
    this.#line = this.#line
      .then(work)
      .catch((error: unknown) => {
        if (this.#options.site.isStopping()) return;
        this.#logger.error('an agent’s message failed', { error });
        this.#connection.close(closeCodes.goingAway, 'The server failed');
      })
      .finally(() => (this.#waiting -= 1));
  }

  #newNonce(): string {
    this.#nonce = randomBytes(32).toString('base64url');
    return this.#nonce;
  }

  #say(message: AgentServerMessage): void {
    this.#connection.send(JSON.stringify(message));
  }
}

function waitOf(error: unknown): Pick<GuessRefused, 'challenge' | 'retryAfterMs'> | null {
  if (error instanceof GuessRefused) return error;
  const seconds = error instanceof AppError ? error.details['retryAfterSeconds'] : null;
  return typeof seconds === 'number' ? { challenge: null, retryAfterMs: seconds * 1000 } : null;
}
