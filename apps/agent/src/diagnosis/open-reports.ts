// The desk for reports of a running agent, wired: it examines what the agent itself uses.

import type { Logger } from '@nearhand/base';
import type { DesktopHolder } from '../desktop/desktop-holder.ts';
import type { ServerAccess } from '../dialling/server-agent.ts';
import type { Machine } from '../machine.ts';
import { examine } from './examine.ts';
import { ReportDesk } from './report-desk.ts';

export interface OpenReportsOptions {
  readonly machine: Pick<Machine, 'clock' | 'desktop'>;
  readonly access: ServerAccess;
  /** Where this agent keeps its files. */
  readonly folder: string;
  readonly logger: Logger;
  readonly desktops: Pick<DesktopHolder, 'current'>;
  /** Nobody is asked here. */
  readonly isFree: () => boolean;
}

export function openReports({ machine, access, folder, logger, desktops, isFree }: OpenReportsOptions): ReportDesk {
  return new ReportDesk({
    examine: () => examine({ machine, access, folder, open: () => desktops.current }),
    isFree,
    clock: machine.clock,
    logger,
  });
}
