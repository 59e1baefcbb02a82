// Which agents are connected to this node now. In memory only; when they were last seen is written by the features
// that have rows for them.

import { type Clock, Emitter } from '@nearhand/base';

export interface PresenceChanged {
  readonly agentKey: string;
  readonly online: boolean;
}

export class AgentPresence {
  /** The connection that counts, by agent key. */
  readonly #connections = new Map<string, { readonly connectionId: string; readonly sinceMs: number }>();
  readonly #clock: Clock;
  readonly #changed = new Emitter<PresenceChanged>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get onChanged() {
    return this.#changed;
  }

  get onlineKeys(): readonly string[] {
    return [...this.#connections.keys()];
  }

  isOnline(agentKey: string): boolean {
    return this.#connections.has(agentKey);
  }

  /** Milliseconds without a gap; 0 when it is offline. */
  onlineForMs(agentKey: string): number {
    const connection = this.#connections.get(agentKey);
    return connection === undefined ? 0 : this.#clock.monotonicMs() - connection.sinceMs;
  }

  /** A second connection takes the place of the first. */
  arrive(agentKey: string, connectionId: string): void {
    const former = this.#connections.get(agentKey);
    this.#connections.set(agentKey, { connectionId, sinceMs: former?.sinceMs ?? this.#clock.monotonicMs() });
    if (former === undefined) this.#changed.emit({ agentKey, online: true });
  }

  /** False when another connection had taken its place: the agent is still there. */
  leave(agentKey: string, connectionId: string): boolean {
    if (this.#connections.get(agentKey)?.connectionId !== connectionId) return false;
    this.#connections.delete(agentKey);
    this.#changed.emit({ agentKey, online: false });
    return true;
  }
}
