// Deleting one's own account: what would go and what would stay, and doing it.

import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { ownProofSchema } from './two-factor.ts';

/** deleted: nobody else belongs to it. left: others go on. handOver: others belong to it, and none of them owns it. */
export const organisationFates = ['deleted', 'left', 'handOver'] as const;
export const organisationFateSchema = z.enum(organisationFates);
export type OrganisationFate = z.infer<typeof organisationFateSchema>;

export const deletionPlanSchema = z.object({
  organisations: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      fate: organisationFateSchema,
      /** Enrolled ones. */
      computers: z.number().int().nonnegative(),
      requests: z.number().int().nonnegative(),
      /** With how many addresses its computers are shared. */
      shares: z.number().int().nonnegative(),
    }),
  ),
  /** Computers that others share with the person. */
  received: z.number().int().nonnegative(),
  /** The server would have none any more. */
  lastHostAdministrator: z.boolean(),
});
export type DeletionPlan = z.infer<typeof deletionPlanSchema>;

/** `organisations`: those the person was told would be deleted. */
export const deleteAccountSchema = ownProofSchema.extend({ organisations: z.array(idSchema).max(1000) });
export type DeleteAccount = z.infer<typeof deleteAccountSchema>;
