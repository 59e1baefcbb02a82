// The steps of a customer on the way to allowing access, and when each happened.
import type { SupportRequest } from '@nearhand/protocol';

export const waitingSteps = ['invited', 'pageOpened', 'programStarted', 'access'] as const;
type Step = (typeof waitingSteps)[number];

/** null where it has not happened. A later step proves the earlier ones. */
export function stepTimes(request: Pick<SupportRequest, 'steps' | 'createdAt'>): Record<Step, string | null> {
  const at = (name: string) => request.steps.find(({ step }) => step === name)?.at ?? null;
  const programStarted = at('programStarted');
  const pageOpened = at('pageOpened') ?? at('downloading') ?? programStarted;
  return { invited: request.createdAt, pageOpened, programStarted, access: null };
}
