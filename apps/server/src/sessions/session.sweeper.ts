// Ends what was left behind: links nobody came for, sessions whose viewer never returned, sign-ins that ran out.

import { type Clock, type Disposable, type Logger, repeat } from '@nearhand/base';
import type { EndReason } from '@nearhand/protocol';
import type { LinkRow, SessionRepository } from './session.repository.ts';
import type { SessionService } from './session.service.ts';

const everyMs = 30_000;
/** A ticket is good for 30 s; nobody comes after that. */
const offeredMs = 2 * 60_000;
/** A viewer whose agent was there all the time and that did not come back: before the request counts as offline. */
const viewerGoneMs = 4 * 60_000;
/** A reboot of the remote machine with updates takes its time. */
const interruptedMs = 60 * 60_000;

export interface SessionSweeperOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly repository: SessionRepository;
  readonly sessions: SessionService;
  /** How long an agent has been connected without a gap; 0: it is not. */
  readonly agentOnlineForMs: (agentKey: string) => number;
}

export class SessionSweeper implements Disposable {
  readonly #options: SessionSweeperOptions;
  #timer: Disposable | null = null;
  #disposed = false;

  constructor(options: SessionSweeperOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = repeat(this.#options.clock, everyMs, () => this.#tick());
  }

  async run(): Promise<void> {
    const { agentOnlineForMs, clock, repository } = this.#options;
    const nowMs = clock.nowMs();
    const before = (ms: number) => new Date(nowMs - ms);
    for (const link of await repository.abandonedLinks(before(offeredMs), before(interruptedMs))) {
      await this.#end(link, 'agentStopped');
    }
    for (const link of await repository.interruptedLinks(before(viewerGoneMs))) {
      // An agent that is only just back may have its viewer follow.
      if (agentOnlineForMs(link.agentKey) >= viewerGoneMs) await this.#end(link, 'viewer');
    }
    const ids = await repository.abandonedSessionIds(new Date(nowMs), before(interruptedMs));
    for (const id of ids) await this.#options.sessions.end(id, 'revoked');
  }

  #end({ agentKey, id, sessionId }: LinkRow, reason: EndReason): Promise<void> {
    const ended = { type: 'link.changed', sessionId, linkId: id, state: 'ended', reason } as const;
    return this.#options.sessions.linkChanged(agentKey, ended);
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.dispose();
  }

  async #tick(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      if (!this.#disposed) this.#options.logger.warn('sessions could not be tidied', { error });
    }
  }
}
