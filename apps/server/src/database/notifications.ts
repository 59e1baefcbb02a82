// What the database calls out (NOTIFY), whichever process caused it. One connection of its own that comes back by itself;
// what is said while it is away is lost, so listeners are told of gaps.

import pg from 'pg';
import { type Clock, type Disposable, Emitter, type Event, type Logger, toDisposable } from '@nearhand/base';
import type { DatabaseTarget } from './connect.ts';

const retryMs = 500;

export interface NotificationsOptions {
  readonly target: DatabaseTarget;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Notifications {
  /** Lower case letters and underscores. Before `start`. */
  listen(channel: string, listener: (payload: string) => void): Disposable;
  /** The connection was away and is back. */
  readonly onGap: Event<void>;
}

export class DatabaseNotifications implements Notifications {
  readonly #options: NotificationsOptions;
  readonly #gap = new Emitter<void>();
  #listeners: { channel: string; listener: (payload: string) => void }[] = [];
  #client: pg.Client | null = null;
  #timer: Disposable | null = null;
  #stopped = false;

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  get onGap(): Event<void> {
    return this.#gap;
  }

  listen(channel: string, listener: (payload: string) => void): Disposable {
    const entry = { channel, listener };
    this.#listeners = [...this.#listeners, entry];
    return toDisposable(() => {
      this.#listeners = this.#listeners.filter((other) => other !== entry);
    });
  }

  /** Rejects when the database cannot be reached now; from then on it keeps trying by itself. */
  async start(): Promise<void> {
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.dispose();
    this.#gap.dispose();
    this.#listeners = [];
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      ...this.#options.target,
      application_name: 'nearhand notifications',
      keepAlive: true,
    });
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      if (this.#client === client) this.#client = null;
      this.#retry();
    };
    client.on('error', end);
    client.on('end', end);
    client.on('notification', ({ channel, payload }) => {
      for (const entry of this.#listeners) if (entry.channel === channel) entry.listener(payload ?? '');
    });
    try {
      await client.connect();
      for (const channel of new Set(this.#listeners.map((entry) => entry.channel))) {
        await client.query(`listen ${client.escapeIdentifier(channel)}`);
      }
    } catch (error) {
      end();
      throw error;
    }
    if (this.#stopped) await client.end();
    else this.#client = client;
  }

  #retry(): void {
    if (this.#stopped) return;
    this.#timer = this.#options.clock.setTimer(retryMs, () => {
      this.#connect().then(
        () => this.#gap.emit(),
        // The next try is on its way already.
        (error: unknown) => this.#options.logger.debug('No notifications from the database yet', { error }),
      );
    });
  }
}
