// Chooses how to talk to the person at the computer, and opens it: a window of the system's own, the page in the browser,
// or the terminal. One that cannot be opened gives way to the next, and the log says so.

import { type Logger, messageOf } from '@nearhand/base';
import type { WindowSystem } from '@nearhand/host';
import type { Locale } from '@nearhand/protocol';
import type { RunOptions } from '../command-line/options.ts';
import type { StoredValue } from '../identity/stored-value.ts';
import type { Machine } from '../machine.ts';
import type { ConsentFrontEnd } from './front-end.ts';
import { PageFrontEnd } from './page/page-front-end.ts';
import { browserAnnouncer, type PagePlace } from './page/page-place.ts';
import { TerminalFrontEnd } from './terminal/terminal-front-end.ts';
import type { AccountView } from './window/window-content.ts';
import { WindowFrontEnd } from './window/window-front-end.ts';

export interface FrontEndOptions {
  readonly run: RunOptions;
  readonly machine: Machine;
  /** null: there are none, or none are wanted. */
  readonly windows: WindowSystem | null;
  readonly place: StoredValue<PagePlace>;
  readonly locale: Locale;
  readonly account: AccountView;
  readonly logger: Logger;
}

const kinds = ['window', 'page', 'terminal'] as const;
type Kind = (typeof kinds)[number];

/** The best first. */
export function frontEndKinds(
  run: RunOptions,
  machine: Pick<Machine, 'desktop' | 'terminal' | 'rights'>,
): readonly Kind[] {
  // A browser would have its rights.
  if (machine.rights === 'system') return ['window', 'terminal'];
  if (run.window === 'win32' || run.window === 'gtk') return kinds;
  if (run.window !== null) return kinds.slice(kinds.indexOf(run.window));
  // Text where a person sits at a terminal without a display.
  if (machine.desktop.limit === 'noDesktop') return machine.terminal.interactive ? ['terminal'] : ['page', 'terminal'];
  return run.openBrowser ? kinds : ['page', 'terminal'];
}

/** Starts the windows where one is wanted, so that they load while the rest of the program does. */
export function startWantedWindows(run: RunOptions, machine: Machine, logger: Logger): WindowSystem | null {
  return frontEndKinds(run, machine)[0] === 'window' ? machine.startWindows(logger) : null;
}

/** A computer's own window may be a page. Where no browser can be opened, it is of use to whoever asked for it by name. */
export function mayShowPage(run: RunOptions, machine: Pick<Machine, 'desktop' | 'terminal' | 'rights'>): boolean {
  const mayOpen = run.openBrowser && machine.desktop.limit !== 'noDesktop';
  return (mayOpen || run.window === 'page') && frontEndKinds(run, machine).includes('page');
}

export async function openFrontEnd(options: FrontEndOptions): Promise<ConsentFrontEnd> {
  const { run, machine, logger } = options;
  for (const kind of frontEndKinds(run, machine)) {
    try {
      const frontEnd = await open(kind, options);
      logger.info('front end', { kind });
      return frontEnd;
    } catch (error) {
      logger.warn('a front end cannot be opened', { kind, reason: messageOf(error) });
    }
  }
  return openTerminal(options);
}

async function open(kind: Kind, options: FrontEndOptions): Promise<ConsentFrontEnd> {
  switch (kind) {
    case 'window':
      return openWindow(options);
    case 'page':
      return openPage(options);
    case 'terminal':
      return openTerminal(options);
  }
}

function openWindow({ run, machine, windows, locale, account, logger }: FrontEndOptions): Promise<ConsentFrontEnd> {
  if (windows === null) throw new Error('This system offers no windows of its own');
  if (run.window !== null && run.window !== windows.name) throw new Error(`There is no ${run.window} here`);
  return WindowFrontEnd.open({ system: windows, locale, account, clock: machine.clock, logger });
}

async function openPage({ run, machine, place, locale, account, logger }: FrontEndOptions): Promise<ConsentFrontEnd> {
  const { clock, terminal } = machine;
  const inBrowser = browserAnnouncer(machine, logger);
  const page = new PageFrontEnd({
    place,
    languages: { language: run.language, systemLanguage: locale },
    // Its own page comes in place of this one.
    account: mayShowPage(run, machine) ? account : null,
    clock,
    logger,
    announce: (announcement) => {
      terminal.output.write(`Open ${announcement.url} in your browser\n`);
      if (run.openBrowser) inBrowser(announcement);
    },
  });
  await page.open();
  return page;
}

function openTerminal({ machine, locale }: FrontEndOptions): ConsentFrontEnd {
  const { input, output } = machine.terminal;
  return new TerminalFrontEnd({ input, output, locale });
}
