// What computers may be called, in the portal and at the computer itself.

import { lineSchema } from './http/common.ts';

export const maxComputerName = 60;
export const computerNameSchema = lineSchema(maxComputerName);
