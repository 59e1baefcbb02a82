// How a computer's agent is, told whenever it changes: for `status`, and for whoever waits for it to be idle.

import type { HubClient } from '../hub/hub-client.ts';
import { version } from '../compose-core.ts';
import type { StoredValue } from '../identity/stored-value.ts';
import type { AgentReport } from '../instance/instance-messages.ts';
import type { LinkManager } from '../link/link-manager.ts';
import type { EnrolledRun } from './enrolled-run.ts';
import type { Enrolment } from './enrolment.ts';

export interface ReportOptions {
  readonly hub: HubClient;
  readonly links: LinkManager;
  readonly run: EnrolledRun;
  readonly enrolment: StoredValue<Enrolment>;
  readonly tell: (report: AgentReport) => void;
}

/** Ends with hub and links. */
export function reportOn({ hub, links, run, enrolment, tell }: ReportOptions): void {
  let viewers = 0;
  const report = (): void => {
    const { standing } = run;
    const refused = standing.kind === 'refused' ? standing.reason : null;
    tell({ version, connected: hub.state === 'online', viewers, name: enrolment.read()?.name ?? null, refused });
  };
  hub.onState.on(report);
  // After the run has stored who it is.
  hub.onWelcome.on(() => queueMicrotask(report));
  run.onStanding.on(report);
  links.onParticipants.on((participants) => {
    viewers = participants.length;
    report();
  });
  report();
}
