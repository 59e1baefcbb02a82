// The stops at adding computers: the window with both ways, and the page where a waiting computer is confirmed.

import { hostname } from 'node:os';
import { TestAgent } from './agent.ts';
import type { Stop } from './page-walk.ts';
import { shows } from './waiting.ts';

/** Has no account; nobody shares with themselves. */
export const guest = 'guest@example.net';

export const computerStops: readonly Stop[] = [
  {
    name: 'computer menu',
    show: async ({ portal }) => {
      await portal.getByRole('button', { name: 'More for Demo computer' }).click();
      await shows(portal.getByRole('menuitem', { name: 'Share…' }));
      return portal;
    },
  },
  {
    name: 'computer, share',
    isKept: true,
    show: async ({ portal }) => {
      await portal.keyboard.press('Escape');
      await portal.getByRole('button', { name: 'More for Demo computer' }).click();
      await portal.getByRole('menuitem', { name: 'Share…' }).click();
      await shows(portal.getByText('Shared with nobody yet.'));
      return portal;
    },
  },
  {
    name: 'computer, shared',
    isKept: true,
    show: async ({ portal }) => {
      const dialog = portal.getByRole('dialog', { name: 'Share Demo computer' });
      await dialog.getByLabel('E-mail address').fill(guest);
      await dialog.getByRole('button', { name: 'Share', exact: true }).click();
      await shows(dialog.getByRole('button', { name: `End the share with ${guest}` }));
      return portal;
    },
  },
  {
    name: 'computer, end share',
    isKept: true,
    show: async ({ portal }) => {
      const dialog = portal.getByRole('dialog', { name: 'Share Demo computer' });
      await dialog.getByRole('button', { name: `End the share with ${guest}` }).click();
      await shows(dialog.getByText('loses this computer at once'));
      return portal;
    },
  },
  {
    name: 'computer, settings',
    show: async (walk) => {
      await walk.portal.goto('about:blank');
      await walk.open(walk.portal, '/computers', 'Computers');
      await walk.portal.getByRole('button', { name: 'More for Demo computer' }).click();
      await walk.portal.getByRole('menuitem', { name: 'Settings…' }).click();
      await shows(walk.portal.getByRole('dialog', { name: 'Settings of Demo computer' }));
      return walk.portal;
    },
  },
  {
    name: 'computers, one shared',
    show: async (walk) => {
      await walk.portal.goto('about:blank');
      await walk.open(walk.portal, '/computers', 'Computers');
      await shows(walk.portal.getByRole('button', { name: 'Demo computer: shared with others' }));
      return walk.portal;
    },
  },
  { name: 'computers, add', isKept: true, show: (walk) => walk.press('Add a computer', 'Add a computer') },
  {
    name: 'computers, add many',
    show: async ({ portal }) => {
      await portal.getByText('Many computers').click();
      await portal.getByLabel('Name').fill('Room 4');
      await portal.getByRole('button', { name: 'Make the token' }).click();
      await shows(portal.getByText('Here is the token “Room 4”.'));
      return portal;
    },
  },
  {
    name: 'computer, settings of an enrolled one',
    show: async (walk) => {
      const { portal } = walk;
      await walk.open(portal, '/computers', 'Computers');
      await walk.press('Add a computer', 'Add a computer');
      await portal.getByText('Many computers').click();
      await portal.getByLabel('Name').fill('Room 5');
      await portal.getByRole('button', { name: 'Make the token' }).click();
      const token = await portal.getByText(/^([0-9a-z]{5}-){4}[0-9a-z]{5}$/).innerText();
      const agent = await TestAgent.start({ server: walk.server.url, args: ['--enrol', token] });
      await agent.process.line(/This computer is enrolled as/);
      await agent.stop();
      await portal.goto('about:blank');
      await walk.open(portal, '/computers', 'Computers');
      await portal.getByRole('button', { name: `More for ${hostname()}` }).click();
      await portal.getByRole('menuitem', { name: 'Settings…' }).click();
      // What is stored to unlock it is read when the window opens.
      await shows(portal.getByText('Unlock the screen when a session begins'));
      return portal;
    },
  },
  { name: 'add computer', show: (walk) => walk.open(walk.portal, '/add-computer', 'Add a computer') },
  {
    name: 'add computer, over',
    show: async (walk) => {
      await walk.portal.goto('about:blank');
      return walk.open(walk.portal, '/add-computer#BCDF-GHJK', 'not valid any more');
    },
  },
  {
    name: 'add computer, question',
    show: async (walk) => {
      const agent = await TestAgent.start({ server: walk.server.url, args: ['--sign-in'] });
      const [, address = ''] = await agent.process.line(/open (http\S+)$/);
      await walk.portal.goto('about:blank');
      await walk.open(walk.portal, address, 'Add this computer to');
      await agent.stop();
      return walk.portal;
    },
  },
  { name: 'add computer, denied', show: (walk) => walk.press('Do not add', 'Nothing was added') },
];
