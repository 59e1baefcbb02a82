// What a terminal says when the server cannot be reached: the reason too, since whoever started the program may be able
// to mend it (a mistyped address, a certificate that is not trusted). English, for administrators and technicians.

import { cleanForTerminal } from '../consent/terminal/clean-text.ts';

/** `why` null: it answers again. */
export function outageLine(origin: string, why: string | null): string {
  if (why === null) return `Connected to ${origin} again.`;
  return `No connection to ${origin}: ${cleanForTerminal(why)}. Trying again ...`;
}
