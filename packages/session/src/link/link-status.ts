// Where a link is in its life: holds the state, moves it by the table, tells listeners, writes the log line.

import { type AppError, type Clock, Emitter, type Logger } from '@nearhand/base';
import type { ErrorCode } from '@nearhand/protocol';
import { type LinkEndReason, type LinkEvent, type LinkState, type LinkStateKind, nextLinkState } from './link-state.ts';

export interface LinkEnd {
  readonly reason: LinkEndReason;
  readonly byPeer: boolean;
  readonly error: AppError<ErrorCode> | null;
}

export class LinkStatus {
  readonly onState = new Emitter<LinkState>();
  readonly #clock: Clock;
  readonly #logger: Logger;
  #state: LinkState = { kind: 'connecting' };

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** False, and nothing happens, where the table has no such move. */
  move(event: Exclude<LinkEvent, 'link.ended'>): boolean {
    const kind = nextLinkState(this.#state.kind, event);
    if (kind === null || kind === 'ended') return false;
    this.#enter(event, this.#stateOf(kind));
    return true;
  }

  end(end: LinkEnd): boolean {
    if (nextLinkState(this.#state.kind, 'link.ended') === null) return false;
    this.#enter('link.ended', { kind: 'ended', ...end });
    this.onState.dispose();
    return true;
  }

  #stateOf(kind: Exclude<LinkStateKind, 'ended'>): LinkState {
    return kind === 'interrupted' ? { kind, sinceMs: this.#clock.nowMs() } : { kind };
  }

  #enter(event: LinkEvent, state: LinkState): void {
    const ended = state.kind === 'ended' ? { reason: state.reason, byPeer: state.byPeer, code: state.error?.code } : {};
    this.#logger.info('Link', { event, from: this.#state.kind, to: state.kind, ...ended });
    this.#state = state;
    this.onState.emit(state);
  }
}
