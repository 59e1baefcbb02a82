// What a technician does in the portal, by the names a person or a screen reader would use.

import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { TestServer } from './server.ts';

export const technicianName = 'Anna Lindqvist';
export const organisationName = 'Fjord IT Support';
export const account = { email: 'anna@example.org', password: 'seven quiet otters' } as const;

export interface People {
  readonly technician: string;
  readonly organisation: string;
}

/** Creates the first account through the link the server printed. */
export async function setUp(
  page: Page,
  setupLink: string,
  { technician, organisation }: People = { technician: technicianName, organisation: organisationName },
): Promise<void> {
  await page.goto(setupLink);
  await page.getByLabel('Your name').fill(technician);
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
  await page.getByLabel('Organisation').fill(organisation);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();
}

export async function signIn(page: Page, server: TestServer): Promise<void> {
  await typePassword(page, server, account);
  await page.getByRole('heading', { name: 'Remote support', level: 1 }).waitFor();
}

/** Where that leads is another matter: to a page, a second step, an error. */
export async function typePassword(
  page: Page,
  server: TestServer,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** As if the sign-in had run out, without a page that is open going to the sign-in page by itself. */
export async function forgetSignIn(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.context().clearCookies();
}

/** A fresh browser profile. `viewport` null: as large as the window. */
export function newProfile(
  browser: Browser,
  options: { readonly locale?: string; readonly viewport?: null; readonly userAgent?: string } = {},
): Promise<BrowserContext> {
  return browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 }, ...options });
}

export interface Invited {
  readonly link: string;
  /** Nine digits. */
  readonly code: string;
}

/** New request, through its window; leaves the list open. */
export async function createRequest(page: Page, customer: string): Promise<Invited> {
  await page
    .getByRole('button', { name: /New request|Create the first request/ })
    .first()
    .click();
  const form = page.getByRole('dialog', { name: 'New request' });
  await form.getByRole('textbox', { name: 'Customer' }).fill(customer);
  await form.getByRole('button', { name: 'Create request' }).click();
  const invitation = page.getByRole('dialog', { name: `Invite ${customer}` });
  const link = (await invitation.getByText(/\/j\/[\w-]{22}$/).textContent()) ?? '';
  const digits = (await invitation.getByText(/^\d{3} \d{3} \d{3}$/).textContent()) ?? '';
  await invitation.getByRole('button', { name: 'Done' }).click();
  return { link, code: digits.replaceAll(' ', '') };
}

/** The row of a customer's request shows this state. */
export async function waitForState(page: Page, customer: string, state: string): Promise<void> {
  await page.getByRole('listitem').filter({ hasText: customer }).filter({ hasText: state }).first().waitFor();
}

/** Presses *Join* in the list; answers the window that opens. */
export function join(page: Page, customer: string): Promise<Page> {
  return opened(page, page.getByRole('link', { name: `Join ${customer}` }));
}

/** Follows a link that opens a window of its own; answers that. */
export async function opened(page: Page, link: Locator): Promise<Page> {
  const [window] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  return window;
}
