// The desk for reports of a running agent, wired: it examines what the agent itself uses.

import type { Logger } from '@nearhand/base';
import type { RunOptions } from '../command-line/options.ts';
import type { DesktopHolder } from '../desktop/desktop-holder.ts';
import type { Machine } from '../machine.ts';
import { examine } from './examine.ts';
import { ReportDesk } from './report-desk.ts';

export interface OpenReportsOptions {
  readonly run: RunOptions;
  readonly machine: Machine;
  readonly logger: Logger;
  readonly desktops: DesktopHolder;
  /** Nobody is asked here. */
  readonly isFree: () => boolean;
}

export function openReports({ run, machine, logger, desktops, isFree }: OpenReportsOptions): ReportDesk {
  return new ReportDesk({
    examine: () => examine(run, machine, desktops.current),
    isFree,
    clock: machine.clock,
    logger,
  });
}
