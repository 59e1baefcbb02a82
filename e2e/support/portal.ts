// A server with its first account, and that member in a browser of their own at the portal: where most tests begin.

import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { TestMailServer } from './mail-server.ts';
import { TestServer } from './server.ts';
import { newProfile, setUp } from './technician.ts';

export interface Portal {
  readonly server: TestServer;
  readonly browser: Browser;
  /** Signed in as the owner, who is the host administrator too. */
  readonly page: Page;
  close(): Promise<void>;
}

export interface MailingPortal extends Portal {
  /** Where the server sends its mails. */
  readonly mailServer: TestMailServer;
}

/** `args`: further ones of the server's. */
export async function openMailingPortal(...args: string[]): Promise<MailingPortal> {
  const mailServer = await TestMailServer.start();
  try {
    const portal = await openPortal(...mailServer.serverArgs, ...args);
    const close = async () => {
      await portal.close();
      await mailServer.stop();
    };
    return { ...portal, mailServer, close };
  } catch (error) {
    await mailServer.stop();
    throw error;
  }
}

/** Without a mail server, as a host begins. `args`: further ones of the server's. */
export async function openPortal(...args: string[]): Promise<Portal> {
  const server = await TestServer.start({ args });
  const closing: (() => Promise<unknown>)[] = [() => server.stop()];
  const close = async () => {
    for (let step = closing.pop(); step !== undefined; step = closing.pop()) await step();
  };
  try {
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    const page = await (await newProfile(browser)).newPage();
    await setUp(page, await server.setupLink());
    return { server, browser, page, close };
  } catch (error) {
    await close();
    throw error;
  }
}
