// A walk over every page and window there is, in the order a person could meet them. A new page is one more stop.

import type { Browser, Page } from 'playwright-core';
import type { TestAgent } from './agent.ts';
import { launchBrowser } from './browser.ts';
import { pictureFile } from './picture.ts';
import { TestServer } from './server.ts';
import { accessStops } from './page-walk-access.ts';
import { deviceStops, tourStops } from './page-walk-device.ts';
import { computerStops } from './page-walk-computers.ts';
import { joiningStops } from './page-walk-joining.ts';
import { organisationStops } from './page-walk-organisations.ts';
import { teamStops } from './page-walk-team.ts';
import { SupportScene } from './support-session.ts';
import { type Invited, createRequest, join, newProfile, opened } from './technician.ts';
import { waitForPicture } from './viewer.ts';
import { shows } from './waiting.ts';

export interface Stop {
  readonly name: string;
  /** Goes there from the stop before; answers the page that shows it. */
  readonly show: (walk: PageWalk) => Promise<Page>;
  /** False where keys go to the computer that is shown. */
  readonly keyboard?: boolean;
  /** The window stays: what it has come to would be lost, or what opened it is gone. */
  readonly isKept?: boolean;
}

const customerName = 'Zoë Okafor';
const otherName = 'Bakery at the corner, second till from the left';
/** An id that no request has. */
const nobody = '01a20039-ba7a-724c-aae6-11d5313bc642';

export const stops: readonly Stop[] = [
  { name: 'set-up', show: async (walk) => walk.open(walk.visitor, await walk.server.setupLink(), 'Welcome to') },
  { name: 'sign-in', show: (walk) => walk.open(walk.visitor, '/sign-in', 'Sign in') },
  { name: 'sign-in with an error', show: (walk) => walk.signInWrongly() },
  ...accessStops.visitor,
  { name: 'remote support, empty', show: (walk) => walk.begin() },
  { name: 'help menu', show: (walk) => walk.helpMenu() },
  ...tourStops,
  { name: 'new request', show: (walk) => walk.pressAfterEscape('Create the first request', 'New request') },
  { name: 'new request with an error', show: (walk) => walk.press('Create request', 'New request') },
  { name: 'invitation window', show: (walk) => walk.invite() },
  { name: 'invitation window, e-mail', show: (walk) => walk.inviteByMail('From this server') },
  { name: 'invitation window, own mail program', show: (walk) => walk.inviteByMail('In my mail program') },
  { name: 'remote support', show: (walk) => walk.open(walk.portal, '/support', 'Remote support') },
  { name: 'remote support, nothing found', show: (walk) => walk.search('nobody of this name', 'Nothing matches') },
  { name: 'remote support, none ended', show: (walk) => walk.open(walk.portal, '/support?state=ended', 'No ended') },
  { name: 'request', show: (walk) => walk.details(otherName) },
  {
    name: 'request, assigning',
    // The list closes when the focus goes elsewhere.
    isKept: true,
    show: async ({ portal }) => {
      await portal.getByRole('combobox', { name: 'Assigned to' }).click();
      await shows(portal.getByRole('listbox', { name: 'Assigned to' }).getByRole('option', { name: 'Nobody' }));
      return portal;
    },
  },
  { name: 'request, edit', show: (walk) => walk.press('Edit', 'Edit request') },
  { name: 'request, close', show: (walk) => walk.pressAfterEscape('Close request', 'Close this request?') },
  // Before anything is mailed.
  { name: 'outbox, empty', show: (walk) => walk.open(walk.portal, '/host/outbox', 'No mails yet') },
  { name: 'computers', show: (walk) => walk.open(walk.portal, '/computers', 'Computers') },
  ...computerStops,
  { name: 'profile', show: (walk) => walk.open(walk.portal, '/profile', 'Profile') },
  { name: 'profile, picture', isKept: true, show: (walk) => walk.choosePicture() },
  { name: 'profile, passkey', show: (walk) => walk.pressAfterEscape('Add a passkey', 'Add a passkey') },
  { name: 'profile menu', show: (walk) => walk.profileMenu() },
  ...deviceStops,
  ...organisationStops,
  ...joiningStops,
  ...teamStops,
  ...accessStops.member,
  { name: 'invitation window, mailed', show: (walk) => walk.inviteMailed() },
  { name: 'nothing there', show: (walk) => walk.open(walk.visitor, '/nowhere', 'There is nothing here') },
  {
    name: 'connection, missing',
    show: (walk) => walk.open(walk.portal, `/connect/request/${nobody}`, 'There is nothing'),
  },
  { name: 'join', show: (walk) => walk.open(walk.visitor, '/join', 'Get help') },
  { name: 'join with an error', show: (walk) => walk.joinWrongly() },
  { name: 'wrong link', show: (walk) => walk.open(walk.visitor, `/j/${'A'.repeat(22)}`, 'does not work') },
  { name: 'download', show: (walk) => walk.open(walk.visitor, '/download', 'The help program') },
  { name: 'invitation', show: (walk) => walk.open(walk.visitor, walk.invited.link, 'would like to help you') },
  { name: 'connection, waiting', show: (walk) => walk.joinEarly() },
  { name: 'consent, code', show: (walk) => walk.startAgent() },
  { name: 'consent, code with an error', show: (walk) => walk.typeCode('123', 'Type your code') },
  { name: 'consent, asking', show: (walk) => walk.typeCode(walk.invited.code, 'would like to help you') },
  { name: 'consent, asking in French', show: (walk) => walk.consent('Français', 'vous aider') },
  { name: 'consent, asking in Spanish', show: (walk) => walk.consent('Español', 'ayudar') },
  { name: 'consent, asking in English', show: (walk) => walk.consent('English', 'would like to help you') },
  { name: 'invitation, program started', show: (walk) => walk.invitationSays('The program has started') },
  { name: 'consent, active', show: (walk) => walk.consent('Allow', 'is connected') },
  { name: 'connection', show: (walk) => walk.connected() },
  { name: 'invitation, connected', show: (walk) => walk.invitationSays('is connected to your computer') },
  { name: 'connection, information', isKept: true, show: (walk) => walk.information() },
  { name: 'connection, report', show: (walk) => walk.report() },
  { name: 'consent, report asked', show: (walk) => walk.askForReport() },
  { name: 'connection, report sent', isKept: true, show: (walk) => walk.sendReport() },
  { name: 'notifications', show: (walk) => walk.notifications() },
  { name: 'remote support, connected', show: (walk) => walk.open(walk.portal, '/support', 'Remote support') },
  { name: 'connection, left', show: (walk) => walk.leave() },
  { name: 'consent, waiting', show: (walk) => walk.consent(null, 'Waiting for') },
  { name: 'consent, ended', show: (walk) => walk.consent('I changed my mind', 'The session is over') },
  { name: 'invitation, ended', show: (walk) => walk.open(walk.visitor, walk.invited.link, 'has ended') },
  { name: 'request, ended', show: (walk) => walk.details(customerName, '?state=ended') },
  { name: 'consent, denied', show: (walk) => walk.deny() },
  { name: 'connection, refused', show: (walk) => walk.refused() },
];

export class PageWalk {
  readonly server: TestServer;
  readonly visitor: Page;
  readonly #browser: Browser;
  readonly #problems: string[] = [];
  #scene: SupportScene | null = null;
  #viewer: Page | null = null;
  #agent: TestAgent | null = null;
  #invited: Invited | null = null;

  private constructor(server: TestServer, browser: Browser, visitor: Page) {
    this.server = server;
    this.visitor = visitor;
    this.#browser = browser;
    this.#listen(visitor);
  }

  static async start(): Promise<PageWalk> {
    const [server, browser] = await Promise.all([TestServer.start(), launchBrowser()]);
    return new PageWalk(server, browser, await (await newProfile(browser)).newPage());
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await (this.#scene ?? { close: () => this.server.stop() }).close();
  }

  /** Errors of scripts and what the Content-Security-Policy stopped, on all pages so far. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  get browser(): Browser {
    return this.#browser;
  }

  get scene(): SupportScene {
    if (!this.#scene) throw new Error('The walk has not begun');
    return this.#scene;
  }

  get portal(): Page {
    return this.scene.portal;
  }

  get invited(): Invited {
    if (!this.#invited) throw new Error('Nobody is invited yet');
    return this.#invited;
  }

  async open(page: Page, address: string, heading: string): Promise<Page> {
    await page.goto(new URL(address, this.server.url).href);
    return this.see(page, heading);
  }

  async begin(): Promise<Page> {
    this.#scene = await SupportScene.open({ server: this.server });
    for (const page of [this.#scene.portal, this.#scene.customer]) this.#listen(page);
    return this.see(this.portal, 'Ready when somebody needs you');
  }

  async signInWrongly(): Promise<Page> {
    await this.visitor.getByLabel('E-mail address').fill('nobody@example.org');
    await this.visitor.getByRole('textbox', { name: 'Password' }).fill('not the password');
    await this.visitor.getByRole('button', { name: 'Sign in' }).click();
    await shows(this.visitor.getByText('E-mail address or password is wrong.'));
    return this.visitor;
  }

  async joinWrongly(): Promise<Page> {
    await this.visitor.getByLabel('Your code').fill('123 456 789');
    await this.visitor.getByRole('button', { name: 'Continue' }).click();
    await shows(this.visitor.getByText('This code does not work.'));
    return this.visitor;
  }

  async press(button: string, heading: string): Promise<Page> {
    await this.portal.getByRole('button', { name: button, exact: true }).last().click();
    return this.see(this.portal, heading);
  }

  async pressAfterEscape(button: string, heading: string): Promise<Page> {
    await this.portal.keyboard.press('Escape');
    return this.press(button, heading);
  }

  /** Two requests; the invitation of the second is left open. */
  async invite(): Promise<Page> {
    await this.portal.keyboard.press('Escape');
    await createRequest(this.portal, otherName);
    this.#invited = await createRequest(this.portal, customerName);
    await this.portal.getByRole('button', { name: `Invitation: ${customerName}` }).click();
    return this.see(this.portal, `Invite ${customerName}`);
  }

  /** In the invitation window that is open. */
  async inviteByMail(way: string): Promise<Page> {
    const opener = this.portal.getByRole('button', { name: 'Invite by e-mail' });
    if ((await opener.getAttribute('aria-expanded')) !== 'true') await opener.click();
    await this.portal.getByText(way, { exact: true }).click();
    await shows(this.portal.getByRole('textbox', { name: /^A few words|^Text of the mail/ }));
    return this.portal;
  }

  async inviteMailed(): Promise<Page> {
    await this.open(this.portal, '/support', 'Remote support');
    await this.portal.getByRole('button', { name: `Invitation: ${customerName}` }).click();
    await this.portal.getByRole('button', { name: 'Invite by e-mail' }).click();
    await this.portal.getByLabel('E-mail address').fill('zoe.okafor@a-company-with-a-long-name.example.org');
    await this.portal.getByRole('button', { name: 'Send', exact: true }).click();
    await shows(this.portal.getByRole('list', { name: 'Sent invitations' }).getByText('In the outbox'));
    return this.portal;
  }

  async search(text: string, heading: string): Promise<Page> {
    await this.portal.getByRole('searchbox').fill(text);
    return this.see(this.portal, heading);
  }

  async details(customer: string, filter = ''): Promise<Page> {
    await this.open(this.portal, `/support${filter}`, 'Remote support');
    await this.portal.getByRole('link', { name: customer, exact: true }).click();
    await shows(this.portal.getByText('Request created'));
    return this.portal;
  }

  async choosePicture(): Promise<Page> {
    await this.portal.locator('input[type="file"]').setInputFiles(await pictureFile(this.portal));
    return this.see(this.portal, 'Choose the part to show');
  }

  async helpMenu(): Promise<Page> {
    await this.portal.getByRole('button', { name: 'Help', exact: true }).click();
    await shows(this.portal.getByRole('menuitem', { name: 'Take the tour' }));
    return this.portal;
  }

  async profileMenu(): Promise<Page> {
    await this.portal.keyboard.press('Escape');
    await this.portal.getByRole('button', { name: 'Your menu' }).click();
    await shows(this.portal.getByRole('menuitem', { name: 'Sign out' }));
    return this.portal;
  }

  async notifications(): Promise<Page> {
    await this.portal.getByRole('button', { name: /^Notifications/ }).click();
    await shows(this.portal.getByRole('link', { name: new RegExp(`${customerName} is ready`) }));
    return this.portal;
  }

  async joinEarly(): Promise<Page> {
    await this.open(this.portal, '/support', 'Remote support');
    this.#viewer = await join(this.portal, customerName);
    this.#listen(this.#viewer);
    return this.see(this.#viewer, `Waiting for ${customerName}`);
  }

  /** The customer's page, which is still open, without being loaded anew. */
  async invitationSays(words: string): Promise<Page> {
    await this.visitor.bringToFront();
    await shows(this.visitor.getByText(words), 30_000);
    return this.visitor;
  }

  /** Without a code, so that the program asks for it. */
  async startAgent(): Promise<Page> {
    this.#agent = await this.scene.startAgent(null);
    return this.open(this.scene.customer, await this.#agent.consentPage(), 'Type your code');
  }

  async typeCode(code: string, heading: string): Promise<Page> {
    await this.scene.customer.getByLabel('Your code').fill(code);
    return this.consent('Continue', heading);
  }

  async consent(button: string | null, heading: string): Promise<Page> {
    const { customer } = this.scene;
    if (button !== null) await customer.getByRole('button', { name: button }).click();
    return this.see(customer, heading);
  }

  async connected(): Promise<Page> {
    const viewer = this.#viewer as Page;
    await waitForPicture(viewer);
    await shows(viewer.getByRole('banner').getByText('Connected', { exact: true }));
    return viewer;
  }

  async information(): Promise<Page> {
    const viewer = this.#viewer as Page;
    await viewer.getByRole('button', { name: 'About this connection' }).click();
    await shows(viewer.getByText('Encrypted from end to end'));
    // How busy the computer is, by the second measurement.
    await shows(viewer.getByRole('region', { name: 'How busy it is' }).getByText('%'));
    return viewer;
  }

  async report(): Promise<Page> {
    const viewer = this.#viewer as Page;
    await viewer.keyboard.press('Escape');
    await viewer.getByRole('button', { name: 'Report on the remote computer' }).click();
    await shows(viewer.getByRole('button', { name: 'Ask for a report' }));
    return viewer;
  }

  async askForReport(): Promise<Page> {
    await (this.#viewer as Page).getByRole('button', { name: 'Ask for a report' }).click();
    return this.see(this.scene.customer, 'asks for a report on this computer');
  }

  async sendReport(): Promise<Page> {
    await this.scene.customer.getByRole('button', { name: 'Send the report', exact: true }).click();
    const viewer = this.#viewer as Page;
    await viewer.bringToFront();
    await shows(viewer.getByText('Lasting connection', { exact: true }), 30_000);
    return viewer;
  }

  async leave(): Promise<Page> {
    const viewer = this.#viewer as Page;
    await viewer.keyboard.press('Escape');
    await viewer.getByRole('button', { name: 'Leave' }).click();
    return this.see(viewer, 'The session has ended');
  }

  async deny(): Promise<Page> {
    await this.#agent?.stop();
    await this.open(this.portal, '/support', 'Remote support');
    await this.portal.getByRole('button', { name: `Invitation: ${otherName}` }).click();
    const digits = await this.portal.getByText(/^\d{3} \d{3} \d{3}$/).innerText();
    this.#viewer = await opened(this.portal, this.portal.getByRole('link', { name: 'Open the connection window' }));
    this.#listen(this.#viewer);
    const agent = await this.scene.startAgent(digits.replaceAll(' ', ''));
    await this.open(this.scene.customer, await agent.consentPage(), 'would like to help you');
    return this.consent('Deny', 'Access was refused');
  }

  refused(): Promise<Page> {
    return this.see(this.#viewer as Page, 'did not allow access');
  }

  async see(page: Page, heading: string): Promise<Page> {
    await page.bringToFront();
    await shows(page.getByRole('heading', { name: heading }));
    return page;
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.#problems.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy|Content-Security-Policy/i.test(message.text())) {
        this.#problems.push(`${page.url()}: ${message.text()}`);
      }
    });
  }
}
