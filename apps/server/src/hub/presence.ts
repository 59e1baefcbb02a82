// Which agents are connected to this node now. In memory only; when they were last seen is written by the features
// that have rows for them.

import { Emitter } from '@nearhand/base';

export interface PresenceChanged {
  readonly agentKey: string;
  readonly online: boolean;
}

export class AgentPresence {
  /** The connection that counts, by agent key. */
  readonly #connections = new Map<string, string>();
  readonly #changed = new Emitter<PresenceChanged>();

  get onChanged() {
    return this.#changed;
  }

  get onlineKeys(): readonly string[] {
    return [...this.#connections.keys()];
  }

  isOnline(agentKey: string): boolean {
    return this.#connections.has(agentKey);
  }

  /** A second connection takes the place of the first. */
  arrive(agentKey: string, connectionId: string): void {
    const wasOnline = this.isOnline(agentKey);
    this.#connections.set(agentKey, connectionId);
    if (!wasOnline) this.#changed.emit({ agentKey, online: true });
  }

  /** False when another connection had taken its place: the agent is still there. */
  leave(agentKey: string, connectionId: string): boolean {
    if (this.#connections.get(agentKey) !== connectionId) return false;
    this.#connections.delete(agentKey);
    this.#changed.emit({ agentKey, online: false });
    return true;
  }
}
