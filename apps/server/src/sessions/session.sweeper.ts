// Ends what was left behind: links nobody came for, sessions whose viewer never returned, sign-ins that ran out.

import type { Clock, Disposable, Logger } from '@nearhand/base';
import type { SessionRepository } from './session.repository.ts';
import type { SessionService } from './session.service.ts';

const everyMs = 30_000;
/** A ticket is good for 30 s; nobody comes after that. */
const offeredMs = 2 * 60_000;
/** A reboot of the remote machine with updates takes its time. */
const interruptedMs = 60 * 60_000;

export interface SessionSweeperOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly repository: SessionRepository;
  readonly sessions: SessionService;
}

export class SessionSweeper implements Disposable {
  readonly #options: SessionSweeperOptions;
  #timer: Disposable | null = null;
  #disposed = false;

  constructor(options: SessionSweeperOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#disposed) return;
    this.#timer = this.#options.clock.setTimer(everyMs, () => void this.#tick());
  }

  async run(): Promise<void> {
    const { clock, repository, sessions } = this.#options;
    const nowMs = clock.nowMs();
    const before = (ms: number) => new Date(nowMs - ms);
    for (const link of await repository.abandonedLinks(before(offeredMs), before(interruptedMs))) {
      await sessions.linkChanged(link.agentKey, {
        type: 'link.changed',
        sessionId: link.sessionId,
        linkId: link.id,
        state: 'ended',
        reason: 'agentStopped',
      });
    }
    const ids = await repository.abandonedSessionIds(new Date(nowMs), before(interruptedMs));
    for (const id of ids) await sessions.end(id, 'revoked');
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
    this.start();
  }
}
