// The builder as a program of its own: whoever serves people meanwhile runs it beside itself.

import { fileURLToPath } from 'node:url';

export const builderProgram = fileURLToPath(new URL('main.ts', import.meta.url));
