// The demo computers: one row in every organisation, all served by the one demo agent the server runs itself. Its key is
// believed only with the secret that this server handed to the program it started.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import { AppError, type Clock } from '@nearhand/base';
import type { ComputerRepository } from '../computers/computer.repository.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';

export class DemoDesk {
  /** For the environment of the demo agent; new at every start of the server. */
  readonly secret = randomBytes(32).toString('base64url');
  readonly #computers: ComputerRepository;
  readonly #clock: Clock;
  #agentKey: string | null = null;

  constructor(options: { computers: ComputerRepository; clock: Clock }) {
    this.#computers = options.computers;
    this.#clock = options.clock;
  }

  /** Throws `agent_key_refused`. */
  async accept(secret: string, agentKey: string): Promise<void> {
    const given = Buffer.from(secret);
    const expected = Buffer.from(this.secret);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new AppError('agent_key_refused', 'Not the demo computer of this server.');
    }
    this.#agentKey = agentKey;
    await this.#computers.setDemoKey(agentKey);
  }

  /** For every new organisation, in the transaction that makes it. */
  async addTo(transaction: Transaction<Database>, organisationId: string): Promise<void> {
    await this.#computers.insert(transaction, {
      id: newId(),
      organisationId,
      kind: 'demo',
      name: 'Demo computer',
      system: 'demo',
      systemName: '',
      agentKey: this.#agentKey,
      addedAt: new Date(this.#clock.nowMs()),
      lastSeenAt: null,
    });
  }
}
