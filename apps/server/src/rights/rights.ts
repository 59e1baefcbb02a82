// Composes roles, groups, queues and explanations. Wiring only.

import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../app-context.ts';
import { registerExplanation } from './explanation/explanation.routes.ts';
import { ExplanationService } from './explanation/explanation.service.ts';
import { GroupService } from './groups/group.service.ts';
import { registerGroups } from './groups/groups.routes.ts';
import { QueueService } from './queues/queue.service.ts';
import { registerQueues } from './queues/queues.routes.ts';
import { RoleService } from './roles/role.service.ts';
import { registerRoles } from './roles/roles.routes.ts';
import type { TeamChanges } from './team-changes.ts';

export function registerRights(app: FastifyInstance, context: AppContext, changes: TeamChanges): void {
  const { db, clock, members } = context;
  registerRoles(app, { service: new RoleService({ db, changes }), members });
  registerGroups(app, { service: new GroupService({ db, changes }), members });
  registerQueues(app, { service: new QueueService({ db, changes }), members });
  registerExplanation(app, { service: new ExplanationService({ db, clock }), members });
}
