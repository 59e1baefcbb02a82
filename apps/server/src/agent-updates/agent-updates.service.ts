// What installed agents are told about newer versions: which one, its files' hashes, which are withdrawn; signed with the
// server's own key, which their builds hold.

import { createHash, type KeyObject, sign } from 'node:crypto';
import { type Kysely, type Transaction, sql } from 'kysely';
import { AppError, type Clock } from '@nearhand/base';
import {
  type AgentVersions,
  agentVersionSchema,
  type ChangeAgentVersion,
  compareVersions,
  type SignedUpdateManifest,
  type UpdateManifest,
  updateProofText,
} from '@nearhand/protocol';
import { z } from 'zod';
import type { Database } from '../database/schema.ts';
import { readHostSetting, writeHostSetting } from '../organisations/host-settings.ts';
import type { BuiltProgram, ProgramFolder } from './program-folder.ts';

const setting = 'agentUpdates';
/** Of this feature, for PostgreSQL's advisory locks. */
const lockNumber = 4_207_001;
const stateSchema = z.object({
  withdrawn: z.array(agentVersionSchema),
  /** Of the last manifest, and what was in it. */
  serial: z.number().int().min(0),
  digest: z.string(),
});
type State = z.infer<typeof stateSchema>;
const beginning: State = { withdrawn: [], serial: 0, digest: '' };

export interface AgentUpdatesOptions {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly programs: ProgramFolder;
  readonly key: KeyObject;
  readonly origin: string;
}

export class AgentUpdates {
  readonly #options: AgentUpdatesOptions;

  constructor(options: AgentUpdatesOptions) {
    this.#options = options;
  }

  async manifest(): Promise<SignedUpdateManifest> {
    const { origin, key, programs } = this.#options;
    const built = await programs.list();
    const { withdrawn } = await readState(this.#options.db);
    const { version, files } = offered(built, withdrawn);
    const content = { origin, version, files, withdrawn };
    const manifest = JSON.stringify({ ...content, serial: await this.#serialOf(content) } satisfies UpdateManifest);
    const signature = sign(null, Buffer.from(updateProofText(manifest)), key).toString('base64url');
    return { manifest, signature };
  }

  /** Throws AppError `not_found`, for a withdrawn version too. */
  async file(sha256: string): Promise<BuiltProgram> {
    const { withdrawn } = await readState(this.#options.db);
    const program = (await this.#options.programs.list()).find((built) => built.sha256 === sha256);
    if (program === undefined || withdrawn.includes(program.version)) {
      throw new AppError('not_found', 'There is no such program.');
    }
    return program;
  }

  async versions(): Promise<AgentVersions> {
    const built = await this.#options.programs.list();
    const { withdrawn } = await readState(this.#options.db);
    const all = [...new Set([...built.map(({ version }) => version), ...withdrawn])];
    return {
      offered: offered(built, withdrawn).version,
      versions: all.toSorted(newestFirst).map((version) => ({
        version,
        targets: [...new Set(built.filter((program) => program.version === version).map(({ target }) => target))],
        withdrawn: withdrawn.includes(version),
      })),
    };
  }

  /** False: it was so already. The caller records it. */
  async change(transaction: Transaction<Database>, { version, withdrawn }: ChangeAgentVersion): Promise<boolean> {
    await lock(transaction);
    const state = await readState(transaction);
    if (state.withdrawn.includes(version) === withdrawn) return false;
    const others = state.withdrawn.filter((other) => other !== version);
    const next = withdrawn ? [...others, version].toSorted(newestFirst) : others;
    await writeHostSetting(transaction, setting, { ...state, withdrawn: next });
    return true;
  }

  /**
   * Another one for every change, and never a lower one: neither when several ask at once nor when the clock is set back.
   * It follows the clock, so that a restored backup does not fall behind what agents have seen.
   */
  async #serialOf(content: Omit<UpdateManifest, 'serial'>): Promise<number> {
    const digest = createHash('sha256').update(JSON.stringify(content)).digest('base64url');
    const { db, clock } = this.#options;
    const known = await readState(db);
    if (known.digest === digest) return known.serial;
    return db.transaction().execute(async (transaction) => {
      await lock(transaction);
      const state = await readState(transaction);
      if (state.digest === digest) return state.serial;
      const serial = Math.max(state.serial + 1, Math.floor(clock.nowMs()));
      await writeHostSetting(transaction, setting, { ...state, serial, digest });
      return serial;
    });
  }
}

/** The newest version that is not withdrawn, for each system the file that was built last. */
function offered(
  built: readonly BuiltProgram[],
  withdrawn: readonly string[],
): Pick<UpdateManifest, 'version' | 'files'> {
  const version = built
    .map((program) => program.version)
    .filter((candidate) => !withdrawn.includes(candidate))
    .toSorted(newestFirst)[0];
  if (version === undefined) return { version: null, files: [] };
  const files = new Map(
    built
      .filter((program) => program.version === version)
      .toSorted((a, b) => a.builtMs - b.builtMs)
      .map(({ target, sha256, size }) => [target, { target, sha256, size }]),
  );
  return { version, files: [...files.values()] };
}

function newestFirst(a: string, b: string): number {
  return compareVersions(b, a);
}

async function readState(db: Kysely<Database> | Transaction<Database>): Promise<State> {
  return stateSchema.catch(beginning).parse(await readHostSetting(db, setting));
}

async function lock(transaction: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockNumber})`.execute(transaction);
}
