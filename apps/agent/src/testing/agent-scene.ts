// For tests: a server that lies and the agents that were started for it, with their pages and viewers. All end with it.

import type { Permission } from '@nearhand/protocol';
import { vi } from 'vitest';
import { type ConnectOptions, LyingServer, type Role } from './lying-server.ts';
import { TestAgent, type TestAgentOptions } from './test-agent.ts';
import type { TestPage } from './test-page.ts';
import type { TestViewer } from './test-viewer.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 20_000, interval: 10 });
export const requestCode = '408080316';

interface AllowedOptions extends Partial<TestAgentOptions> {
  readonly permissions?: readonly Permission[];
}

export class AgentScene {
  readonly server = new LyingServer();
  readonly #agents: TestAgent[] = [];
  readonly #pages: TestPage[] = [];
  readonly #viewers: TestViewer[] = [];

  private constructor() {}

  /** Without a role the server has a request. */
  static async open(role?: Role): Promise<AgentScene> {
    const scene = new AgentScene();
    if (role !== undefined) scene.server.role = role;
    await scene.server.listen();
    return scene;
  }

  /** The one that was started last. */
  get agent(): TestAgent {
    const agent = this.#agents.at(-1);
    if (!agent) throw new Error('No agent was started');
    return agent;
  }

  /** For the request, unless `args` say something else. */
  async start(options: Partial<TestAgentOptions> = {}): Promise<TestAgent> {
    const agent = await TestAgent.start({ origin: this.server.origin, args: ['--code', requestCode], ...options });
    this.#agents.push(agent);
    return agent;
  }

  /** Opens the agent's consent page. */
  async page(): Promise<TestPage> {
    const page = await this.agent.page();
    this.#pages.push(page);
    return page;
  }

  /** Starts an agent and waits for its question. */
  async asking(options?: Partial<TestAgentOptions>): Promise<TestPage> {
    await this.start(options);
    const page = await this.page();
    await until(() => page.kind === 'asking');
    return page;
  }

  async allow(page: TestPage, permissions: readonly Permission[] = ['view', 'control']): Promise<void> {
    const status = await page.answer({ type: 'allow', permissions: [...permissions] });
    if (status !== 204) throw new Error(`The page answered ${status}`);
    await until(() => page.kind === 'waiting' && this.server.ofType('consent.answered').length > 0);
  }

  /** Starts an agent that waits for viewers. */
  async allowed({ permissions, ...options }: AllowedOptions = {}): Promise<TestPage> {
    const page = await this.asking(options);
    await this.allow(page, permissions);
    return page;
  }

  async connect(options?: ConnectOptions): Promise<TestViewer> {
    const viewer = await this.server.connect(options);
    this.#viewers.push(viewer);
    return viewer;
  }

  /** A viewer that was let in and welcomed. */
  async active(options?: ConnectOptions): Promise<TestViewer> {
    const viewer = await this.connect(options);
    await viewer.active();
    await until(() => viewer.toldOf('session.welcome').length > 0);
    return viewer;
  }

  async close(): Promise<void> {
    for (const viewer of this.#viewers) viewer.dispose();
    for (const page of this.#pages) page.close();
    for (const agent of this.#agents.toReversed()) {
      await agent.stop();
      agent.removeData();
    }
    await this.server.close();
  }
}
