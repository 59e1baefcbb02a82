// The stops at the team: members, roles, groups, queues, explanations and the audit log.

import type { Page } from 'playwright-core';
import { choose } from './choosing.ts';
import { guest } from './page-walk-computers.ts';
import type { PageWalk, Stop } from './page-walk.ts';
import { organisationName, technicianName } from './technician.ts';
import { shows } from './waiting.ts';

export const colleague = {
  name: 'Ravi <b>Rao</b>',
  email: 'ravi@example.org',
  password: 'nine patient herons',
} as const;

export const teamStops: readonly Stop[] = [
  {
    name: 'team',
    show: async (walk) => {
      const organisation = ['--organisation', organisationName];
      const person = [...organisation, '--email', colleague.email, '--name', colleague.name, '--password-stdin'];
      await walk.server.admin(['create-user', ...person], `${colleague.password}\n`);
      await walk.open(walk.portal, '/team', 'Team');
      await shows(walk.portal.getByText(colleague.name));
      return walk.portal;
    },
  },
  { name: 'team, remove', show: (walk) => walk.press(`Remove ${colleague.name}`, `Remove ${colleague.name}?`) },
  { name: 'team, nobody found', show: (walk) => walk.open(walk.portal, '/team?text=xyz', 'Nobody matches') },
  { name: 'roles', show: (walk) => walk.open(walk.portal, '/team/roles', 'Team') },
  { name: 'role, new', show: (walk) => walk.press('New role', 'New role') },
  { name: 'queues, none', show: (walk) => walk.open(walk.portal, '/team/queues', 'No queues yet') },
  { name: 'queue, new with an error', show: (walk) => saveNothing(walk, 'New queue') },
  { name: 'groups, none', show: (walk) => walk.open(walk.portal, '/team/groups', 'No groups yet') },
  { name: 'group, new', show: (walk) => walk.press('New group', 'New group') },
  { name: 'explain', show: (walk) => walk.open(walk.portal, '/team/explain', 'Team') },
  {
    name: 'explain, choosing',
    // The list closes when the focus goes elsewhere, and Escape leaves the page as it is.
    isKept: true,
    show: async ({ portal }) => {
      await portal.getByRole('combobox', { name: 'Who' }).click();
      await shows(portal.getByRole('listbox', { name: 'Who' }).getByRole('option').filter({ hasText: colleague.name }));
      return portal;
    },
  },
  { name: 'explain, answered', show: explained },
  {
    name: 'explain, a receiver',
    show: async (walk) => {
      await choose(walk.portal, 'Who', guest);
      return walk.see(walk.portal, `No: ${guest} may not control this computer.`);
    },
  },
  {
    name: 'audit log',
    show: async (walk) => {
      await walk.open(walk.portal, '/team/audit', 'Team');
      await shows(walk.portal.getByRole('cell', { name: technicianName }).first());
      return walk.portal;
    },
  },
  {
    name: 'audit log, nothing fits',
    show: (walk) => walk.open(walk.portal, '/team/audit?text=nothing', 'Nothing fits these filters'),
  },
];

async function saveNothing(walk: PageWalk, button: string): Promise<Page> {
  await walk.press(button, button);
  await walk.portal.getByRole('button', { name: 'Save' }).click();
  await shows(walk.portal.getByText('Please fill this in.'));
  return walk.portal;
}

async function explained(walk: PageWalk): Promise<Page> {
  const { portal } = walk;
  await portal.getByRole('combobox', { name: 'Wants to' }).selectOption('control this computer');
  await choose(portal, 'Computer', 'Demo computer');
  await choose(portal, 'Who', colleague.name);
  return walk.see(portal, `Yes: ${colleague.name} may control this computer.`);
}
