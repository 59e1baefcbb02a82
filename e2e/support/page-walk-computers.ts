// The stops at adding computers: the window with both ways, and the page where a waiting computer is confirmed.

import { TestAgent } from './agent.ts';
import type { Stop } from './page-walk.ts';
import { shows } from './waiting.ts';

export const computerStops: readonly Stop[] = [
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
