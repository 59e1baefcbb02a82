// Tables of an organisation's own roles, technician groups and queues.

import type { Time } from '../database/columns.ts';

export interface OwnRolesTable {
  id: string;
  organisationId: string;
  name: string;
  rights: string[];
  createdAt: Time;
}

export interface TechnicianGroupsTable {
  id: string;
  organisationId: string;
  name: string;
  /** Added to those of its members' roles. */
  rights: string[];
  createdAt: Time;
}

export interface QueuesTable {
  id: string;
  organisationId: string;
  name: string;
  createdAt: Time;
}

export interface RightsTables {
  ownRoles: OwnRolesTable;
  technicianGroups: TechnicianGroupsTable;
  queues: QueuesTable;
  groupMembers: { groupId: string; memberId: string };
  groupQueues: { groupId: string; queueId: string };
  groupComputers: { groupId: string; computerId: string };
}
