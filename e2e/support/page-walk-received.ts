// The stops of whoever has a computer by a share: the colleague, in an organisation of their own.

import type { Page } from 'playwright-core';
import type { PageWalk, Stop } from './page-walk.ts';
import { colleague } from './page-walk-team.ts';
import { typePassword } from './technician.ts';
import { shows } from './waiting.ts';

/** Has no account. */
const guest = 'a.rather.long.address.of.a.guest@subsidiary.example.net';
/** The colleague's own, which asks for nothing. */
export const furtherName = 'Rao & sons, repairs of every kind';

export const receivedStops: readonly Stop[] = [
  {
    name: 'team, remove who shared',
    show: async (walk) => {
      await typePassword(walk.visitor, walk.server, colleague);
      await walk.see(walk.visitor, 'Remote support');
      await share(walk, walk.visitor, guest);
      await walk.open(walk.portal, '/team', 'Team');
      await walk.press(`Remove ${colleague.name}`, `Remove ${colleague.name}?`);
      await shows(walk.portal.getByText('What they shared stays shared'));
      return walk.portal;
    },
  },
  {
    name: 'computers, one received',
    show: async (walk) => {
      await share(walk, walk.portal, colleague.email);
      await foundAnother(walk);
      await walk.open(walk.visitor, '/computers', 'Computers');
      await shows(walk.visitor.getByText(/^shared by/));
      return walk.visitor;
    },
  },
  {
    name: 'computer, received',
    show: async ({ visitor }) => {
      await visitor.getByRole('button', { name: /^Demo computer: shared with you by/ }).click();
      await shows(visitor.getByText('You may see its screen'));
      return visitor;
    },
  },
  {
    name: 'computer, remove from my list',
    show: async ({ visitor }) => {
      await visitor.keyboard.press('Escape');
      const received = visitor.getByRole('listitem').filter({ hasText: 'shared by' });
      await received.getByRole('button', { name: 'More for Demo computer' }).click();
      await visitor.getByRole('menuitem', { name: 'Remove from my list' }).click();
      await shows(visitor.getByText('It goes from your list in all your organisations'));
      return visitor;
    },
  },
];

async function share(walk: PageWalk, by: Page, email: string): Promise<void> {
  await walk.open(by, '/computers', 'Computers');
  await by.getByRole('button', { name: 'More for Demo computer' }).click();
  await by.getByRole('menuitem', { name: 'Share…' }).click();
  const dialog = by.getByRole('dialog', { name: 'Share Demo computer' });
  await dialog.getByLabel('E-mail address').fill(email);
  await dialog.getByRole('button', { name: 'Share', exact: true }).click();
  await shows(dialog.getByRole('button', { name: `End the share with ${email}` }));
}

async function foundAnother(walk: PageWalk): Promise<void> {
  const { visitor } = walk;
  await walk.open(visitor, '/organisations', 'Organisations');
  await visitor.getByRole('button', { name: 'New organisation' }).click();
  await visitor.getByRole('textbox', { name: 'Name' }).fill(furtherName);
  await visitor.getByRole('button', { name: 'Create organisation' }).click();
  await walk.see(visitor, 'Ready when somebody needs you');
}
