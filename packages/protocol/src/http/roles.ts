// Roles, technician groups and queues over HTTP.

import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { completeRights, rightSchema, rights, roleIdSchema } from '../rights/rights.ts';
import { lineSchema } from './common.ts';

const nameSchema = lineSchema(60);
/** Comes out complete: with what the given rights need. */
export const rightSetSchema = z.array(rightSchema).max(rights.length).transform(completeRights);
const idsSchema = (max: number) => z.array(idSchema).max(max);
export const namedSchema = z.object({ id: idSchema, name: z.string() });
export type Named = z.infer<typeof namedSchema>;

export const roleViewSchema = z.object({
  id: roleIdSchema,
  /** Null: built in, named by each interface. */
  name: z.string().nullable(),
  rights: z.array(rightSchema),
  members: z.number().int(),
});
export type RoleView = z.infer<typeof roleViewSchema>;
export const roleListSchema = z.object({ roles: z.array(roleViewSchema) });

export const newRoleSchema = z.object({ name: nameSchema, rights: rightSetSchema });
export const changeRoleSchema = newRoleSchema.partial();
/** Its members go to another role. Left out: it has none, or is not deleted. */
export const deleteRoleSchema = z.object({ moveTo: roleIdSchema.optional() });

export const groupSchema = z.object({
  id: idSchema,
  name: z.string(),
  rights: z.array(rightSchema),
  members: z.array(namedSchema),
  queues: z.array(namedSchema),
  computers: z.array(namedSchema),
  /** How many more it holds that the reader's lists of queues and computers do not show. Whoever changes it keeps them. */
  hidden: z.object({ queues: z.number().int(), computers: z.number().int() }),
  /** The reader reaches all that it holds: nobody else changes or deletes it. */
  reached: z.boolean(),
});
export type Group = z.infer<typeof groupSchema>;
export const groupListSchema = z.object({ groups: z.array(groupSchema) });

export const newGroupSchema = z.object({
  name: nameSchema,
  rights: rightSetSchema,
  memberIds: idsSchema(1_000),
  queueIds: idsSchema(200),
  computerIds: idsSchema(2_000),
});
export type NewGroup = z.input<typeof newGroupSchema>;
export const changeGroupSchema = newGroupSchema.partial();

export const queueSchema = z.object({
  id: idSchema,
  name: z.string(),
  groups: z.array(namedSchema),
  /** Requests in it that have not ended. */
  requests: z.number().int(),
  /** By the reader: nobody else deletes it. */
  reached: z.boolean(),
});
export type Queue = z.infer<typeof queueSchema>;
export const queueListSchema = z.object({ queues: z.array(queueSchema) });
export const newQueueSchema = z.object({ name: nameSchema });
