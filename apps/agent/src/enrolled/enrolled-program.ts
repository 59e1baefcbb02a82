// A permanent computer: enrols once, then is there for ever, letting in whom server and policy let in.

import { join } from 'node:path';
import { DisposableStore, type Logger } from '@nearhand/base';
import type { WindowSystem } from '@nearhand/host';
import { ChatRoom } from '../chat/chat-room.ts';
import type { RunOptions } from '../command-line/options.ts';
import { systemLanguage } from '../command-line/system-language.ts';
import { composeCore } from '../compose-core.ts';
import { startWantedWindows } from '../consent/open-front-end.ts';
import { DesktopHolder } from '../desktop/desktop-holder.ts';
import type { Proxy } from '../dialling/proxy.ts';
import { outageLine } from '../hub/outage-line.ts';
import { pinSchema } from '../hub/ticket-key-pin.ts';
import { loadIdentity } from '../identity/identity.ts';
import { storedValue } from '../identity/stored-value.ts';
import { exitCodes, type Machine, type Program } from '../machine.ts';
import { LocalPermissions } from '../permissions/local-permissions.ts';
import type { AgentReport } from '../instance/instance-messages.ts';
import { EnrolledRun } from './enrolled-run.ts';
import { enrolmentOf, readPolicy } from './enrolment.ts';
import { policyConsent } from './policy-consent.ts';
import { QuestionDesk } from './question-desk.ts';
import { questionWindowOpener } from './question-window.ts';
import { reportOn } from './report-on.ts';
import { SignIn } from './sign-in.ts';

const retryLimitMs = 60_000;
const maxLinks = 16;

export interface EnrolledProgramOptions {
  readonly run: RunOptions;
  /** null: the computer was enrolled before. */
  readonly token: string | null;
  /** Private, exists. */
  readonly folder: string;
  readonly machine: Machine;
  readonly logger: Logger;
  readonly proxy: Proxy | null;
  /** Told how it is whenever that changes. */
  readonly onReport?: (report: AgentReport) => void;
}

/** Throws AppError `bad_request` for a damaged policy. */
export function startEnrolled(options: EnrolledProgramOptions): Program {
  const { run, token, folder, machine, logger, proxy, onReport } = options;
  const { clock, desktop } = machine;
  const locale = run.language ?? systemLanguage(machine.environment);
  const policy = readPolicy(folder);
  const keys = { identity: loadIdentity(folder), pin: storedValue(join(folder, 'ticket-key.json'), pinSchema) };
  const core = composeCore({ run, machine, logger, locale, keys, retryLimitMs, proxy });
  const store = new DisposableStore();
  const desktops = store.add(new DesktopHolder({ open: () => desktop.open(clock, logger), clock, logger }));
  store.add(core.store);
  const local = new LocalPermissions(policy.consent === 'ask' ? [] : policy.permissions);
  const chat = store.add(new ChatRoom(clock));
  let windows: WindowSystem | null = null;
  store.defer(() => windows?.dispose());
  const desk =
    policy.consent === 'ask'
      ? store.add(
          new QuestionDesk({
            local,
            limit: policy.permissions,
            openWindow: questionWindowOpener({
              run,
              machine,
              logger,
              local,
              chat,
              answerTimeoutMs: policy.askSeconds * 1000,
              windows: () => (windows ??= startWantedWindows(run, machine, logger)),
            }),
            endSession: () => links.endAll('customer'),
            clock,
          }),
        )
      : null;
  const links = core.createLinks({
    desktops,
    consent: desk ?? policyConsent(local),
    // Without a window nobody reads it.
    chat: desk === null ? null : chat,
    isAsking: () => desk?.asking ?? false,
    maxLinks,
  });
  links.onParticipants.on((participants) => desk?.showParticipants(participants));
  const say = (line: string): void => void machine.terminal.output.write(`${line}\n`);
  core.hub.onOutage.on((why) => {
    desk?.setAway(why !== null);
    say(outageLine(run.origin, why));
  });
  const enrolled = store.add(
    new EnrolledRun({
      hub: core.hub,
      links,
      enrolment: enrolmentOf(folder),
      signIn: store.add(new SignIn({ hub: core.hub, origin: run.origin, clock })),
      openPage: (address) => {
        if (run.openBrowser) machine.openBrowser(address, logger);
      },
      origin: run.origin,
      say,
    }),
  );
  if (onReport !== undefined) reportOn({ hub: core.hub, links, enrolment: enrolmentOf(folder), tell: onReport });
  enrolled.start(token, run.mode.kind === 'enrolled' && run.mode.signIn);
  const finished = enrolled.over.then((why) => {
    store.dispose();
    return why === 'refused' ? exitCodes.refused : exitCodes.done;
  });
  return { finished, stop: () => enrolled.stop(clock) };
}
