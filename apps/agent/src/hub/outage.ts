// Why there is no connection to the server, and how a terminal says it. Lines of a terminal are in English, for
// administrators and technicians: whoever started the program may be able to mend it (a mistyped address, a proxy).

import { cleanForTerminal } from '../consent/terminal/clean-text.ts';
import type { CertificateFault } from '../dialling/certificate-fault.ts';

export interface Outage {
  /** For the log and the terminal. */
  readonly why: string;
  /** The server was reached, or something in its place, and its certificate not accepted. */
  readonly fault: CertificateFault | null;
}

/** `outage` null: it answers again. */
export function outageLine(origin: string, outage: Outage | null): string {
  if (outage === null) return `Connected to ${origin} again.`;
  return `No connection to ${origin}: ${cleanForTerminal(outage.why)}. Trying again ...`;
}
