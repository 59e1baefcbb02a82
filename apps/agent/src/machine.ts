// Everything the program takes from the process it runs in, as one value, so that tests can give another.

import type { Readable, Writable } from 'node:stream';
import type { Clock, Logger } from '@nearhand/base';
import type { Autostart, AutostartOptions, DesktopAccess, Outside, WindowSystem } from '@nearhand/host';
import type { Proxy } from './dialling/proxy.ts';

export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: { readonly input: Readable; readonly output: Writable; readonly interactive: boolean };
  readonly desktop: DesktopAccess;
  /** `system`: the program may do more than whoever sits there, who must not get that through it. */
  readonly rights: 'person' | 'system';
  /** Windows may come up without being needed for a question: what draws them has no rights that a person has not. */
  readonly mayShowUnasked: boolean;
  readonly clock: Clock;
  /** Starts what windows of the system's own need; null where there are none. The caller disposes it. */
  readonly startWindows: (logger: Logger) => WindowSystem | null;
  /** Shows a page in the person's browser, or a file. */
  readonly openOutside: (what: Outside, logger: Logger) => void;
  /** Starts this very program once more, on its own, as it was started but without a code and with these words. */
  readonly startAgain: (words: readonly string[]) => void;
  /** An agent is installed here as a service, of this user or of the whole computer. */
  readonly isInstalled: () => boolean;
  /** The file that was started; its name may hold a code or an enrolment token. */
  readonly program: string;
  /** Where files may lie as long as the program runs, the usual place first. */
  readonly temporaryFolders: readonly string[];
  /** Starting this very program with this user's desktop; null: not here. */
  readonly autostart: (options: Pick<AutostartOptions, 'id' | 'title' | 'words'>) => Autostart | null;
  /** The one that the system's settings name; null: none. */
  readonly systemProxy: (environment: Machine['environment']) => Promise<Proxy | null>;
}

/** A running agent, whatever its mode. */
export interface Program {
  /** Exit code; resolves when the program is over and everything is released. */
  readonly finished: Promise<number>;
  /** Ends everything cleanly and tells the peers; `finished` follows. */
  stop(): void;
}

/** One that whoever starts it once more finds. */
export interface SeenProgram extends Program {
  /** Its window, wherever it is. False: there is none. */
  bringForward(): boolean;
}

export const exitCodes = { done: 0, failed: 1, commandLine: 2, refused: 3 } as const;
