// The steps of a customer on the way to allowing access, and when each happened.
import type { SupportRequest } from '@nearhand/protocol';

export const waitingSteps = ['invited', 'pageOpened', 'programStarted', 'access'] as const;
type Step = (typeof waitingSteps)[number];

/** null where it has not happened, or no longer holds. A later step proves the earlier ones. */
export function stepTimes(
  request: Pick<SupportRequest, 'steps' | 'createdAt' | 'computer'>,
): Record<Step, string | null> {
  const at = (name: string) => request.steps.find(({ step }) => step === name)?.at ?? null;
  const programStarted = at('programStarted');
  const pageOpened = at('pageOpened') ?? at('downloading') ?? programStarted;
  const isGone = request.computer !== null && !request.computer.online;
  return { invited: request.createdAt, pageOpened, programStarted: isGone ? null : programStarted, access: null };
}
