// The demo computer as a whole: its door, its program, its rows.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, Logger } from '@nearhand/base';
import type { SocketRouter } from '../sockets/socket-router.ts';
import { DemoAgent } from './demo-agent.ts';
import { type DemoListener, openDemoListener } from './demo-listener.ts';

const program = fileURLToPath(new URL('../../../agent/src/main.ts', import.meta.url));

export interface DemoOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly router: SocketRouter;
  readonly secret: string;
  readonly dataFolder: string;
}

export class Demo {
  readonly #options: DemoOptions;
  #listener: DemoListener | null = null;
  #agent: DemoAgent | null = null;

  constructor(options: DemoOptions) {
    this.#options = options;
  }

  /** Does nothing where the agent's program is not there. */
  async start(): Promise<void> {
    const { clock, logger, router, secret, dataFolder } = this.#options;
    if (!existsSync(program)) return logger.warn('no demo agent: its program is missing', { program });
    this.#listener = await openDemoListener(router);
    this.#agent = new DemoAgent({
      clock,
      logger,
      program,
      commandLine: ['--demo', '--server', this.#listener.origin, '--data', join(dataFolder, 'demo')],
      secret,
    });
    this.#agent.start();
  }

  async stop(): Promise<void> {
    await this.#agent?.stop();
    this.#listener?.close();
  }
}
