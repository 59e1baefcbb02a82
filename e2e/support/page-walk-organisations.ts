// The stops at one's organisations: the list, founding one, leaving, renaming, and a tab that was left behind.

import { randomUUID } from 'node:crypto';

import type { Stop } from './page-walk.ts';
import { organisationName } from './technician.ts';
import { shows } from './waiting.ts';

const furtherName = 'Bakery Müller & daughters, head office and seven shops';

export const organisationStops: readonly Stop[] = [
  { name: 'organisations', show: (walk) => walk.open(walk.portal, '/organisations', 'Organisations') },
  { name: 'organisations, new', show: (walk) => walk.press('New organisation', 'New organisation') },
  {
    name: 'organisations, two of them',
    show: async (walk) => {
      await walk.portal.getByRole('textbox', { name: 'Name' }).fill(furtherName);
      await walk.portal.getByRole('button', { name: 'Create organisation' }).click();
      await walk.see(walk.portal, 'Ready when somebody needs you');
      await walk.open(walk.portal, '/organisations', 'Organisations');
      await shows(walk.portal.getByRole('button', { name: `Go there: ${organisationName}` }));
      return walk.portal;
    },
  },
  { name: 'organisations, leave', show: (walk) => walk.press('Leave', `Leave ${furtherName}?`) },
  { name: 'organisations, rename', show: (walk) => walk.pressAfterEscape('Rename', `Rename ${furtherName}`) },
  {
    name: 'profile menu with organisations',
    show: async (walk) => {
      await walk.portal.keyboard.press('Escape');
      return walk.profileMenu();
    },
  },
  {
    name: 'organisations, another tab went on',
    isKept: true,
    show: async (walk) => {
      const other = await walk.portal.context().newPage();
      await walk.open(other, '/organisations', 'Organisations');
      await other.getByRole('button', { name: `Go there: ${organisationName}` }).click();
      await shows(other.getByRole('button', { name: `Go there: ${furtherName}` }));
      await other.close();
      return walk.see(walk.portal, `You are in ${organisationName} now`);
    },
  },
  {
    name: 'organisations, a link into another',
    show: (walk) =>
      walk.open(walk.portal, `/support?organisation=${randomUUID()}`, 'You do not belong to this organisation'),
  },
];
