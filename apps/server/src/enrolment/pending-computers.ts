// Computers that ask to be added by signing in: each shows a code, a member who sees the same one confirms or denies.
// Proof of the key comes before (the hub's hello); here a key waits, and becomes a computer.

import { randomInt } from 'node:crypto';
import { AppError, type Clock } from '@nearhand/base';
import { type AgentServerMessage, type PendingComputer, signInCodeLetters } from '@nearhand/protocol';
import type { Kysely, Selectable } from 'kysely';
import { AttemptLimit } from '../accounts/attempt-limit.ts';
import { actorOf, type MemberIdentity } from '../accounts/members.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ComputerDescription, ComputerRepository } from '../computers/computer.repository.ts';
import { newId } from '../database/ids.ts';
import type { Database } from '../database/schema.ts';
import { isUniqueViolation } from '../database/unique-violation.ts';
import { addressBlock } from '../invitations/address-block.ts';
import type { PendingComputersTable } from './enrolment.tables.ts';

const validForMs = 10 * 60_000;
const codeLength = 8;
/** At once in all; whoever comes later waits. */
const maxPending = 10_000;

type PendingRow = Selectable<PendingComputersTable>;

export interface AskingMachine extends Pick<ComputerDescription, 'name' | 'system' | 'systemName'> {
  readonly userName: string;
  readonly address: string;
}

export interface PendingComputersOptions {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly computers: ComputerRepository;
  /** To the computer, if it is connected. */
  readonly tell: (agentKey: string, message: AgentServerMessage) => void;
}

export class PendingComputers {
  readonly #options: PendingComputersOptions;
  /** Computers that begin to ask, by address block. */
  readonly #askers: AttemptLimit;
  /** Codes that members typed, by member and by address block. */
  readonly #tries: AttemptLimit;

  constructor(options: PendingComputersOptions) {
    this.#options = options;
    const { clock } = options;
    this.#askers = new AttemptLimit({ clock, atOnce: 30, refillMs: 20_000 });
    this.#tries = new AttemptLimit({ clock, atOnce: 10, refillMs: 60_000 });
  }

  /** A key that waits already keeps its code. Throws AppError `too_many_attempts` or `unavailable`. */
  async ask(agentKey: string, machine: AskingMachine): Promise<{ code: string; validForMs: number }> {
    const { db, clock } = this.#options;
    const nowMs = clock.nowMs();
    const askedAt = new Date(nowMs);
    await db.deleteFrom('pendingComputers').where('expiresAt', '<=', askedAt).execute();
    const known = await db
      .updateTable('pendingComputers')
      .set({ address: machine.address })
      .where('agentKey', '=', agentKey)
      .returning(['code', 'expiresAt'])
      .executeTakeFirst();
    if (known) return { code: known.code, validForMs: known.expiresAt.getTime() - nowMs };
    this.#askers.require(addressBlock(machine.address));
    const { count } = await db
      .selectFrom('pendingComputers')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) >= maxPending) throw new AppError('unavailable', 'Too many computers wait to be added.');
    const code = Array.from({ length: codeLength }, () =>
      signInCodeLetters.charAt(randomInt(signInCodeLetters.length)),
    ).join('');
    const row: PendingRow = { agentKey, code, ...machine, askedAt, expiresAt: new Date(nowMs + validForMs) };
    try {
      await db.insertInto('pendingComputers').values(row).execute();
    } catch (error) {
      // The same key on two connections, or one code in 25 billion twice: the agent asks again.
      if (isUniqueViolation(error)) throw new AppError('unavailable', 'Ask again.', { cause: error });
      throw error;
    }
    return { code, validForMs };
  }

  /** Throws AppError `code_invalid` or `too_many_attempts`. */
  async look(member: MemberIdentity, code: string): Promise<PendingComputer> {
    return this.#tried(member, async () => {
      const { db } = this.#options;
      const found = await db.selectFrom('pendingComputers').selectAll().where('code', '=', code).executeTakeFirst();
      return this.#view(this.#living(found), member);
    });
  }

  /** Makes it a computer of the member's organisation; its code is used up. Throws as `look` does. */
  async confirm(member: MemberIdentity, code: string): Promise<{ computerId: string; name: string }> {
    const { db, clock, computers, tell } = this.#options;
    const { organisationId } = member;
    const computerId = newId();
    const added = await this.#tried(member, () =>
      db.transaction().execute(async (transaction) => {
        const taken = await transaction
          .deleteFrom('pendingComputers')
          .where('code', '=', code)
          .returningAll()
          .executeTakeFirst();
        const { agentKey, name, system, systemName, address } = this.#living(taken);
        const at = new Date(clock.nowMs());
        const row = {
          id: computerId,
          organisationId,
          kind: 'enrolled' as const,
          agentKey,
          addedAt: at,
          lastSeenAt: at,
        };
        await computers.insert(transaction, { ...row, name, system, systemName });
        await recordAudit(transaction, {
          organisationId,
          at,
          event: 'computer.added',
          actor: actorOf(member),
          address: member.address,
          target: { kind: 'computer', id: computerId, name },
          details: { computerAddress: address },
        });
        return { agentKey, name };
      }),
    );
    tell(added.agentKey, decided(member, true));
    return { computerId, name: added.name };
  }

  /** It is told, and its code is used up. Throws as `look` does. */
  async deny(member: MemberIdentity, code: string): Promise<void> {
    const { db, clock, tell } = this.#options;
    const agentKey = await this.#tried(member, () =>
      db.transaction().execute(async (transaction) => {
        const taken = await transaction
          .deleteFrom('pendingComputers')
          .where('code', '=', code)
          .returningAll()
          .executeTakeFirst();
        const { address, name, ...denied } = this.#living(taken);
        await recordAudit(transaction, {
          organisationId: member.organisationId,
          at: new Date(clock.nowMs()),
          event: 'computer.refused',
          actor: actorOf(member),
          address: member.address,
          details: { name, computerAddress: address },
        });
        return denied.agentKey;
      }),
    );
    tell(agentKey, decided(member, false));
  }

  #living(row: PendingRow | undefined): PendingRow {
    if (row && row.expiresAt.getTime() > this.#options.clock.nowMs()) return row;
    throw new AppError('code_invalid', 'The code is wrong, used or expired.');
  }

  /** Every try is booked before it is looked at, and given back where the code was right. */
  async #tried<T>({ memberId, address }: MemberIdentity, work: () => Promise<T>): Promise<T> {
    const names = [memberId, addressBlock(address ?? '')];
    for (const name of names) this.#tries.require(name);
    const result = await work();
    for (const name of names) this.#tries.giveBack(name);
    return result;
  }

  #view(row: PendingRow, member: MemberIdentity): PendingComputer {
    const { name, system, systemName, userName, address, askedAt, expiresAt } = row;
    return {
      name,
      system,
      systemName,
      userName,
      address,
      isNear: addressBlock(address) === addressBlock(member.address ?? ''),
      askedAt: askedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    };
  }
}

function decided({ name, organisationName }: MemberIdentity, confirmed: boolean): AgentServerMessage {
  return { type: 'enrolment.decided', confirmed, by: { member: name, organisation: organisationName } };
}
