// Chooses how to talk to the person at the computer, and opens it: the page in the browser, or the terminal.

import type { Logger } from '@nearhand/base';
import type { Locale } from '@nearhand/protocol';
import type { RunOptions } from '../command-line/options.ts';
import type { StoredValue } from '../identity/stored-value.ts';
import type { Machine } from '../machine.ts';
import type { ConsentFrontEnd } from './front-end.ts';
import { PageFrontEnd, type PagePlace } from './page/page-front-end.ts';
import { TerminalFrontEnd } from './terminal/terminal-front-end.ts';

/** A window left open from before a restart comes back within this. */
const returnMs = 2000;

export interface FrontEndOptions {
  readonly run: RunOptions;
  readonly machine: Machine;
  readonly place: StoredValue<PagePlace>;
  readonly locale: Locale;
  readonly logger: Logger;
}

/** Text where it was asked for, or where a person sits at a terminal without a display. */
export async function openFrontEnd({ run, machine, place, locale, logger }: FrontEndOptions): Promise<ConsentFrontEnd> {
  const { clock, desktop, openBrowser, terminal } = machine;
  if (run.text || (desktop.limit === 'noDesktop' && terminal.interactive)) {
    return new TerminalFrontEnd({ input: terminal.input, output: terminal.output, locale });
  }
  const page = new PageFrontEnd({
    place,
    languages: { language: run.language, systemLanguage: locale },
    clock,
    logger,
    announce: (url, returning) => {
      terminal.output.write(`Open ${url} in your browser\n`);
      if (!run.openBrowser) return;
      const open = (): void => {
        if (!page.watched) openBrowser(url, logger);
      };
      if (returning) clock.setTimer(returnMs, open);
      else open();
    },
  });
  await page.open();
  return page;
}
