// Somebody who is connected to an agent, as the others see them.

import { z } from 'zod';
import { idSchema } from './ids.ts';

export const participantSchema = z.object({ linkId: idSchema, name: z.string().max(200) });
export type Participant = z.infer<typeof participantSchema>;
