// What is said where no folder can be used for a request: in a window, which needs no files, and in the terminal.

import { silentLogger } from '@nearhand/base';
import type { WindowContent } from '@nearhand/host';
import type { Locale } from '@nearhand/protocol';
import type { RunOptions } from '../command-line/options.ts';
import { systemLanguage } from '../command-line/system-language.ts';
import { startWantedWindows } from '../consent/open-front-end.ts';
import { texts } from '../consent/texts/texts.ts';
import { exitCodes, type Machine, type Program } from '../machine.ts';

export interface NoRoomOptions {
  readonly run: RunOptions;
  readonly machine: Machine;
  readonly writeError: (line: string) => void;
}

/** Ends when the window is closed, or at once without one. */
export async function sayNoRoom({ run, machine, writeError }: NoRoomOptions): Promise<Program> {
  const locale = run.language ?? systemLanguage(machine.environment);
  writeError(`${texts[locale].failed_noRoom}\n`);
  const windows = startWantedWindows(run, machine, silentLogger);
  const window = (await windows?.open(contentIn(locale)).catch(() => null)) ?? null; // It was said in the terminal.
  const closed = Promise.withResolvers<void>();
  window?.onEvent.on(({ type }) => {
    if (type === 'closed' || type === 'pressed') closed.resolve();
  });
  window?.onLost.on(() => closed.resolve());
  if (window === null) closed.resolve();
  const finished = closed.promise.then(() => {
    window?.dispose();
    windows?.dispose();
    return exitCodes.failed;
  });
  return { finished, stop: () => closed.resolve() };
}

function contentIn(locale: Locale): WindowContent {
  const say = texts[locale];
  return {
    title: say.windowTitle,
    language: locale,
    direction: 'ltr',
    urgent: true,
    tabs: [
      {
        id: 'failed',
        label: say.tabSession,
        elements: [
          { kind: 'heading', text: say.failedTitle },
          { kind: 'text', text: say.failed_noRoom, tone: 'normal' },
          { kind: 'buttons', buttons: [{ id: 'close', label: say.close, role: 'primary', enabled: true }] },
        ],
        defaultButton: 'close',
      },
    ],
    indicator: null,
    front: { tab: 'failed', revision: 0 },
  };
}
