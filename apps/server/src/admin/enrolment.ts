// The command that makes enrolment tokens.

import { AppError } from '@nearhand/base';
import { lineSchema } from '@nearhand/protocol';
import { z } from 'zod';
import type { AppContext } from '../app-context.ts';
import { createEnrolmentToken } from '../enrolment/enrolment.service.ts';
import { type CommandValues, UsageError } from './command-line.ts';
import { findOrganisation } from './find-organisation.ts';

const unitsMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const longestMs = 366 * unitsMs.d;

const optionsSchema = z.object({
  organisation: z.string().optional(),
  name: lineSchema(60).optional(),
  uses: z.coerce.number('Give a number').int().min(1).max(100_000).default(1),
  valid: z
    .string()
    .regex(/^\d{1,5}[mhd]$/, 'Give a time such as 90m, 12h or 30d')
    .default('30d'),
});

/** Gives back the token: printed alone, for scripts. */
export async function enrolmentTokenCommand(context: AppContext, values: CommandValues): Promise<string> {
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) {
    throw new UsageError(parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
  }
  const { organisation: name, name: tokenName, uses, valid } = parsed.data;
  const validForMs = durationMs(valid);
  if (validForMs < unitsMs.m || validForMs > longestMs) throw new UsageError('--valid: give 1m to 366d.');
  const organisation = await findOrganisation(context.db, name);
  if (organisation === null) {
    const what = name === undefined ? 'There is no organisation yet' : `There is no organisation called ${name}`;
    throw new AppError('not_found', `${what}; create-user makes one.`);
  }
  const { secret } = await context.db.transaction().execute((transaction) =>
    createEnrolmentToken(transaction, context.clock, {
      organisationId: organisation.id,
      name: tokenName ?? '',
      uses,
      validForMs,
      createdBy: { kind: 'commandLine' },
      address: null,
    }),
  );
  return secret;
}

function durationMs(text: string): number {
  const unit = text.slice(-1);
  const factor = unit === 'm' ? unitsMs.m : unit === 'h' ? unitsMs.h : unitsMs.d;
  return Number.parseInt(text, 10) * factor;
}
