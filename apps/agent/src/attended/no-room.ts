// What is said where no folder can be used for a request: in a window, which needs no files, and in the terminal.

import { silentLogger } from '@nearhand/base';
import type { RunOptions } from '../command-line/options.ts';
import { systemLanguage } from '../command-line/system-language.ts';
import { startWantedWindows } from '../consent/open-front-end.ts';
import { texts } from '../consent/texts/texts.ts';
import { type Notice, noticeContent } from '../consent/window/notice-content.ts';
import { exitCodes, type Machine, type Program } from '../machine.ts';

const notice: Notice = { heading: 'failedTitle', text: 'failed_noRoom', button: 'close', urgent: true };

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
  const window = (await windows?.open(noticeContent(notice, locale)).catch(() => null)) ?? null; // It was said in the terminal.
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
