// The stops at invitations of members: inviting, the open ones, and where their links lead.

import { findInMail } from './outbox.ts';
import type { PageWalk, Stop } from './page-walk.ts';
import { organisationName } from './technician.ts';
import { shows } from './waiting.ts';

const invited = 'a.rather.long.address.for.a.new.member@subsidiary.example.org';

function linkInOutbox(walk: PageWalk): Promise<string> {
  return findInMail(walk.portal, invited, /http\S+\/accept-invitation#[\w-]+/);
}

export const joiningStops: readonly Stop[] = [
  {
    name: 'team, invite',
    show: async (walk) => {
      await walk.open(walk.portal, '/team', 'Team');
      return walk.press('Invite', 'Invite a member');
    },
  },
  {
    name: 'team, invited',
    isKept: true,
    show: async (walk) => {
      await walk.portal.getByLabel('E-mail address').fill(invited);
      await walk.portal.getByRole('button', { name: 'Send the invitation' }).click();
      await shows(walk.portal.getByText(`${invited} is invited`));
      await shows(walk.portal.getByText('This server sends no mail'));
      return walk.portal;
    },
  },
  { name: 'team, open invitations', show: (walk) => walk.press('Done', 'Open invitations') },
  {
    name: 'invitation of a member, half a link',
    show: (walk) => walk.open(walk.visitor, '/accept-invitation', 'The link is not complete'),
  },
  {
    name: 'invitation of a member, new account',
    show: async (walk) => {
      const link = await linkInOutbox(walk);
      await walk.visitor.goto('about:blank');
      return walk.open(walk.visitor, link, `Join ${organisationName}`);
    },
  },
  {
    name: 'invitation of a member, somebody else',
    show: async (walk) => {
      const link = await linkInOutbox(walk);
      await walk.portal.goto('about:blank');
      await walk.open(walk.portal, link, `Join ${organisationName}`);
      await shows(walk.portal.getByRole('button', { name: 'Sign out and go on' }));
      return walk.portal;
    },
  },
  {
    name: 'invitation of a member, worthless',
    show: async (walk) => {
      await walk.visitor.goto('about:blank');
      return walk.open(walk.visitor, `/accept-invitation#${'A'.repeat(43)}`, 'This invitation does not work');
    },
  },
];
