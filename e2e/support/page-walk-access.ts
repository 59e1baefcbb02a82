// The stops on the way to an account: forgotten passwords and the outbox that has their links, two-factor sign-in.

import type { ProgramStates } from '@nearhand/protocol';
import type { Page } from 'playwright-core';
import { oneTimeCode } from './one-time-code.ts';
import { findInMail } from './outbox.ts';
import type { PageWalk, Stop } from './page-walk.ts';
import { colleague } from './page-walk-team.ts';
import { furtherName, receivedStops } from './page-walk-received.ts';
import { account, forgetSignIn, organisationName, typePassword } from './technician.ts';

const visitor: readonly Stop[] = [
  {
    name: 'sign-up, by invitation',
    show: (walk) => walk.open(walk.visitor, '/sign-up', 'This server is by invitation'),
  },
  {
    name: 'forgotten password',
    show: (walk) => walk.open(walk.visitor, '/forgot-password', 'Forgot your password?'),
  },
  {
    name: 'forgotten password, mailed',
    show: async (walk) => {
      await walk.visitor.getByLabel('E-mail address').fill(account.email);
      await walk.visitor.getByRole('button', { name: 'Send me a link' }).click();
      return walk.see(walk.visitor, 'Look into your mailbox');
    },
  },
  {
    name: 'new password, half a link',
    show: (walk) => walk.open(walk.visitor, '/reset-password', 'The link is not complete'),
  },
  {
    name: 'new password',
    show: async (walk) => {
      // The same page with another fragment only would not be read anew.
      await walk.visitor.goto('about:blank');
      return walk.open(walk.visitor, `/reset-password#${'A'.repeat(43)}`, 'Choose a new password');
    },
  },
  {
    name: 'new password, used link',
    show: async (walk) => {
      await walk.visitor.getByRole('textbox', { name: 'New password' }).fill('eleven brisk lemurs');
      await walk.visitor.getByRole('button', { name: 'Save the new password' }).click();
      await walk.visitor.getByRole('link', { name: 'Ask for a new link' }).waitFor();
      return walk.visitor;
    },
  },
];

const sha256 = '3f5a'.repeat(16);
/** Builds take too long to be waited for here, and do not fail by themselves. */
const someOfEach = [
  {
    target: 'win32-x64',
    state: {
      kind: 'ready',
      size: 89_600_000,
      sha256,
      version: '0.1.0',
      isSigned: true,
      builtAt: '2026-01-05T09:30:00.000Z',
      renewal: { kind: 'building' },
    },
  },
  { target: 'linux-x64', state: { kind: 'building' } },
  { target: 'darwin-arm64', state: { kind: 'waiting' } },
  {
    target: 'darwin-x64',
    state: {
      kind: 'failed',
      reason: 'The registry cannot be reached. Check the connection, then build again.',
      tryAgainAt: '2026-01-05T10:30:00.000Z',
    },
  },
] satisfies ProgramStates;

const member: readonly Stop[] = [
  {
    name: 'host settings',
    show: (walk) => walk.open(walk.portal, '/host/settings', 'Who may sign up'),
  },
  {
    name: 'host settings, programs',
    show: async (walk) => {
      await walk.portal.context().route('**/api/host/programs', (route) => route.fulfill({ json: someOfEach }));
      await walk.open(walk.portal, '/host/settings', 'Who may sign up');
      await section(walk.portal, 'Programs for customers')
        .getByRole('button', { name: 'Build again' })
        .first()
        .waitFor();
      return walk.portal;
    },
  },
  {
    name: 'host settings, wrong and right',
    show: async ({ portal }) => {
      await portal.getByRole('button', { name: 'Send a test mail to me' }).click();
      await portal.getByText('The test mail for').waitFor();
      await portal.getByLabel('Terms of use').fill('https://example.org/terms');
      await portal.getByLabel('Privacy').fill('www.example.org');
      await section(portal, 'Legal links').getByRole('button', { name: 'Save' }).click();
      await portal.getByText('This is not a complete web address.').waitFor();
      await portal.getByLabel('Privacy').fill('https://example.org/privacy');
      await section(portal, 'Legal links').getByRole('button', { name: 'Save' }).click();
      await section(portal, 'Legal links').getByText('Saved.').waitFor();
      await portal.getByRole('radio', { name: 'People with an address' }).click();
      await portal.getByRole('textbox', { name: 'Domains' }).fill('example.org');
      await section(portal, 'Who may sign up').getByRole('button', { name: 'Save' }).click();
      await section(portal, 'Who may sign up').getByText('Saved.').waitFor();
      return portal;
    },
  },
  {
    name: 'host settings, a provider',
    show: async ({ portal }) => {
      const form = portal.getByRole('form', { name: 'Google' });
      await form.getByLabel('Client ID').fill('1043-fjord.apps.example.org');
      await form.getByRole('textbox', { name: 'Client secret' }).fill('a secret of Google’s');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.locator('code').waitFor();
      return portal;
    },
  },
  // Now that the colleague may found an organisation.
  ...receivedStops,
  {
    name: 'sign-in, with a provider',
    show: async (walk) => {
      await forgetSignIn(walk.visitor);
      await walk.open(walk.visitor, '/sign-in', 'Sign in');
      await walk.visitor.getByRole('button', { name: 'Continue with Google' }).waitFor();
      return walk.visitor;
    },
  },
  {
    name: 'outbox, a mail',
    show: async (walk) => {
      await walk.open(walk.portal, '/host/outbox', 'Host');
      await openNewestMail(walk.portal);
      await walk.portal.getByRole('dialog').frameLocator('iframe').getByRole('heading').first().waitFor();
      return walk.portal;
    },
  },
  { name: 'sign-up', show: (walk) => walk.open(walk.visitor, '/sign-up', 'Create an account') },
  {
    name: 'sign-up, mailed',
    show: async (walk) => {
      await walk.visitor.getByLabel('E-mail address').fill(newcomer);
      await walk.visitor.getByRole('button', { name: 'Send me a password' }).click();
      return walk.see(walk.visitor, 'Look into your mailbox');
    },
  },
  {
    name: 'sign-in, activation',
    show: async (walk) => {
      const password = await findInMail(walk.portal, newcomer, /(?:[a-z2-9]{4}-){4}[a-z2-9]{4}/);
      await typePassword(walk.visitor, walk.server, { email: newcomer, password });
      return walk.see(walk.visitor, 'Welcome');
    },
  },
  {
    name: 'profile, change password',
    show: async (walk) => {
      await walk.open(walk.portal, '/profile', 'Profile');
      return walk.press('Change password', 'Change password');
    },
  },
  {
    name: 'profile, change e-mail address',
    show: (walk) => walk.pressAfterEscape('Change e-mail address', 'Change e-mail address'),
  },
  {
    name: 'profile, change e-mail address, code',
    isKept: true,
    show: async ({ portal }) => {
      await portal.getByLabel('New e-mail address').fill('anna.lindqvist@example.org');
      await portal.getByRole('textbox', { name: 'Current password' }).fill(account.password);
      await portal.getByRole('button', { name: 'Send the code' }).click();
      await portal.getByLabel('Code from the mail').waitFor();
      return portal;
    },
  },
  {
    name: 'profile, delete',
    show: async ({ portal }) => {
      await portal.keyboard.press('Escape');
      await portal.getByRole('button', { name: 'Delete profile' }).click();
      await portal.getByText('You are the only administrator of this server.').waitFor();
      return portal;
    },
  },
  {
    name: 'two-factor, password',
    show: (walk) => walk.pressAfterEscape('Turn on', 'Two-factor sign-in'),
  },
  {
    name: 'two-factor, scan',
    isKept: true,
    show: (walk) => scan(walk, walk.portal, account.password),
  },
  { name: 'two-factor, backup codes', isKept: true, show: (walk) => confirm(walk, walk.portal, 'Your backup codes') },
  { name: 'profile, two-factor on', show: (walk) => walk.press('I have saved them', 'Two-factor sign-in') },
  { name: 'two-factor, new codes', show: (walk) => walk.press('New backup codes', 'Make new backup codes') },
  {
    name: 'two-factor, turn off',
    show: (walk) => walk.pressAfterEscape('Turn off', 'Turn two-factor sign-in off?'),
  },
  {
    name: 'two-factor, required of everybody',
    isKept: true,
    show: async (walk) => {
      await walk.portal.keyboard.press('Escape');
      await walk.portal.getByRole('switch', { name: 'needs it' }).press('Space');
      await walk.portal.getByRole('button', { name: 'Require it' }).waitFor();
      return walk.portal;
    },
  },
  {
    name: 'computers, one withheld',
    show: async (walk) => {
      await walk.portal.getByRole('button', { name: 'Require it' }).click();
      await walk.portal.getByText('Your organisation requires it.').waitFor();
      await typePassword(walk.visitor, walk.server, colleague);
      await walk.see(walk.visitor, 'Remote support');
      await walk.open(walk.visitor, '/computers', 'Computers');
      await walk.visitor.getByRole('link', { name: 'Turn on two-factor sign-in' }).waitFor();
      return walk.visitor;
    },
  },
  {
    name: 'sign-in, one more step',
    show: async (walk) => {
      await walk.open(walk.visitor, '/organisations', 'Organisations');
      await walk.visitor.getByRole('button', { name: `Go there: ${organisationName}` }).click();
      await walk.see(walk.visitor, 'One more step');
      await walk.visitor.getByRole('button', { name: furtherName }).waitFor();
      return walk.visitor;
    },
  },
  { name: 'sign-in, one more step, scan', show: (walk) => scan(walk, walk.visitor, colleague.password) },
  { name: 'sign-in, one more step, codes', show: (walk) => confirm(walk, walk.visitor, 'Your backup codes') },
  {
    name: 'sign-in, code',
    show: async (walk) => {
      await forgetSignIn(walk.visitor);
      await typePassword(walk.visitor, walk.server, account);
      return walk.see(walk.visitor, 'Enter your code');
    },
  },
  {
    name: 'sign-in, backup code',
    show: async (walk) => {
      await walk.visitor.getByRole('button', { name: 'Use a backup code' }).click();
      await walk.visitor.getByLabel('Backup code').waitFor();
      return walk.visitor;
    },
  },
];

const newcomer = 'newcomer@example.org';

function section(page: Page, name: string) {
  return page.getByRole('region', { name });
}

async function openNewestMail(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Mails' }).getByRole('button').first().click();
}

async function scan(walk: PageWalk, page: Page, password: string): Promise<Page> {
  await page.getByRole('textbox', { name: 'Current password' }).fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  return walk.see(page, 'Scan this with your authenticator app');
}

/** With the secret that the page shows. */
async function confirm(walk: PageWalk, page: Page, heading: string): Promise<Page> {
  const secret = (await page.locator('code').first().textContent()) ?? '';
  await page.getByLabel('Code from the app').fill(oneTimeCode(secret));
  await page.getByRole('button', { name: 'Turn on' }).last().click();
  return walk.see(page, heading);
}

export const accessStops = { visitor, member };
