// The demo computers: one row in every organisation, all served by the one demo agent the server runs itself. Its key is
// believed only with the secret that this server handed to the program it started.

import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { AppError, type Clock } from '@nearhand/base';
import { bytes32Schema } from '@nearhand/protocol';
import type { ComputerRepository } from '../computers/computer.repository.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { isSameSecret } from '../keys/secret-text.ts';
import { readHostSetting, writeHostSetting } from '../organisations/host-settings.ts';

/** Stored, because an organisation may be made by another process than the one with the demo agent. */
const settingKey = 'demoAgentKey';

export class DemoDesk {
  /** For the environment of the demo agent; new at every start of the server. */
  readonly secret = randomBytes(32).toString('base64url');
  readonly #db: Kysely<Database>;
  readonly #computers: ComputerRepository;
  readonly #clock: Clock;

  constructor(options: { db: Kysely<Database>; computers: ComputerRepository; clock: Clock }) {
    this.#db = options.db;
    this.#computers = options.computers;
    this.#clock = options.clock;
  }

  /** Throws `agent_key_refused`. */
  async accept(secret: string, agentKey: string): Promise<void> {
    if (!isSameSecret(secret, this.secret)) {
      throw new AppError('agent_key_refused', 'Not the demo computer of this server.');
    }
    await writeHostSetting(this.#db, settingKey, agentKey);
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
      agentKey: bytes32Schema.safeParse(await readHostSetting(transaction, settingKey)).data ?? null,
      addedAt: new Date(this.#clock.nowMs()),
      lastSeenAt: null,
    });
  }
}
