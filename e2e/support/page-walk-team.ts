// The stops at the team: members and the audit log.

import type { Stop } from './page-walk.ts';
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
