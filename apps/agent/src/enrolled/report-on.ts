// How a computer's agent is, told whenever it changes: for `status`, and for whoever waits for it to be idle.

import type { HubClient } from '../hub/hub-client.ts';
import { version } from '../compose-core.ts';
import type { StoredValue } from '../identity/stored-value.ts';
import type { AgentReport } from '../instance/instance-messages.ts';
import type { LinkManager } from '../link/link-manager.ts';
import type { Enrolment } from './enrolment.ts';

export interface ReportOptions {
  readonly hub: HubClient;
  readonly links: LinkManager;
  readonly enrolment: StoredValue<Enrolment>;
  readonly tell: (report: AgentReport) => void;
}

/** Ends with hub and links. */
export function reportOn({ hub, links, enrolment, tell }: ReportOptions): void {
  let viewers = 0;
  const report = (): void => {
    tell({ version, connected: hub.state === 'online', viewers, name: enrolment.read()?.name ?? null });
  };
  hub.onState.on(report);
  // After the run has stored who it is.
  hub.onWelcome.on(() => queueMicrotask(report));
  links.onParticipants.on((participants) => {
    viewers = participants.length;
    report();
  });
  report();
}
