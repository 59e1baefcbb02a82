// A whole support session with real parts: server, technician's browser, customer's browser, agent on a virtual display.

import { DisposableStore } from '@nearhand/base';
import { type Xvfb, type XvfbOptions, startXvfb } from '@nearhand/host/testing';
import type { Browser, Page } from 'playwright-core';
import { TestAgent } from './agent.ts';
import { launchBrowser } from './browser.ts';
import { TestServer } from './server.ts';
import { type People, createRequest, join, newProfile, setUp, waitForState } from './technician.ts';
import { waitForPicture } from './viewer.ts';

const customerDisplayHeightPx = 700;

export interface SupportSceneOptions {
  readonly server?: TestServer;
  /** Where the agent reaches the server, when not at its public address. */
  readonly agentServerUrl?: string;
  /** Puts the technician's browser on a display of its own, to press real keys there. */
  readonly headedTechnician?: boolean;
  /** The customer's screen; 1024 by 700 when left out. */
  readonly customerDisplay?: XvfbOptions;
  /** Puts the customer's browser on the customer's display, at its left, as wide as this. */
  readonly headedCustomerWidthPx?: number;
  readonly people?: People;
  /** For the agent's process, beside what it gets anyway. */
  readonly agentEnvironment?: Readonly<Record<string, string>>;
}

export class SupportScene {
  readonly server: TestServer;
  readonly customerDisplay: Xvfb;
  readonly technicianDisplay: Xvfb | null;
  readonly portal: Page;
  /** A page of the customer's own browser. */
  readonly customer: Page;
  readonly #browsers: readonly Browser[];
  readonly #agentServerUrl: string;
  readonly #agentEnvironment: Readonly<Record<string, string>>;
  readonly #store = new DisposableStore();
  #agents: TestAgent[] = [];

  private constructor(parts: {
    server: TestServer;
    displays: { customer: Xvfb; technician: Xvfb | null };
    pages: { portal: Page; customer: Page };
    browsers: readonly Browser[];
    agentServerUrl: string;
    agentEnvironment: Readonly<Record<string, string>>;
  }) {
    this.server = parts.server;
    this.customerDisplay = this.#store.add(parts.displays.customer);
    this.technicianDisplay = parts.displays.technician;
    if (this.technicianDisplay) this.#store.add(this.technicianDisplay);
    this.portal = parts.pages.portal;
    this.customer = parts.pages.customer;
    this.#browsers = parts.browsers;
    this.#agentServerUrl = parts.agentServerUrl;
    this.#agentEnvironment = parts.agentEnvironment;
  }

  /** Server with its first account; nobody is being helped yet. */
  static async open(options: SupportSceneOptions = {}): Promise<SupportScene> {
    const server = options.server ?? (await TestServer.start());
    const technicianDisplay = options.headedTechnician ? await startXvfb({ widthPx: 1440, heightPx: 1000 }) : null;
    const customerDisplay = await startXvfb(
      options.customerDisplay ?? { widthPx: 1024, heightPx: customerDisplayHeightPx },
    );
    const technicianBrowser = await launchBrowser(
      technicianDisplay
        ? { display: technicianDisplay.displayName, args: ['--window-position=0,0', '--window-size=1440,1000'] }
        : {},
    );
    const { headedCustomerWidthPx: width } = options;
    const customerBrowser = await launchBrowser(
      width === undefined
        ? {}
        : {
            display: customerDisplay.displayName,
            args: ['--window-position=0,0', `--window-size=${width},${customerDisplayHeightPx}`],
          },
    );
    const portal = await (await newProfile(technicianBrowser)).newPage();
    const customer = await (await newProfile(customerBrowser, width === undefined ? {} : { viewport: null })).newPage();
    await setUp(portal, await server.setupLink(), options.people);
    return new SupportScene({
      server,
      displays: { customer: customerDisplay, technician: technicianDisplay },
      pages: { portal, customer },
      browsers: [technicianBrowser, customerBrowser],
      agentServerUrl: options.agentServerUrl ?? server.url,
      agentEnvironment: options.agentEnvironment ?? {},
    });
  }

  /** Without a code the program asks for it. */
  startAgent(code: string | null, home?: string): Promise<TestAgent> {
    return this.#start(code === null ? [] : ['--code', code], home);
  }

  /** The same with a window of the system's own in place of the page. */
  startAgentWithWindow(code: string | null): Promise<TestAgent> {
    return this.#start(['--window', 'gtk', ...(code === null ? [] : ['--code', code])]);
  }

  async #start(args: readonly string[], home?: string): Promise<TestAgent> {
    const agent = await TestAgent.start({
      server: this.#agentServerUrl,
      args,
      display: this.customerDisplay.displayName,
      environment: this.#agentEnvironment,
      ...(home === undefined ? {} : { home }),
    });
    this.#agents.push(agent);
    return agent;
  }

  /** From *New request* to the request being ready, as both people would do it. */
  async invite(customer: string): Promise<{ agent: TestAgent; code: string }> {
    const { link, code } = await createRequest(this.portal, customer);
    await this.customer.goto(link);
    await waitForState(this.portal, customer, 'Waiting for access');
    const agent = await this.startAgent(code);
    await this.customer.goto(await agent.consentPage());
    await this.customer.getByRole('button', { name: 'Allow' }).click();
    await waitForState(this.portal, customer, 'Ready for you');
    return { agent, code };
  }

  /** Joins and waits for the picture. */
  async join(customer: string): Promise<Page> {
    const viewer = await join(this.portal, customer);
    await waitForPicture(viewer);
    return viewer;
  }

  async close(): Promise<void> {
    for (const browser of this.#browsers) await browser.close();
    for (const agent of this.#agents) await agent.stop();
    await this.server.stop();
    this.#store.dispose();
  }
}
