// A permanent computer: enrols once, then is there for ever, letting in whom server and policy let in.

import { join } from 'node:path';
import { type Disposable, DisposableStore, type Logger } from '@nearhand/base';
import type { WindowSystem } from '@nearhand/host';
import type { Locale } from '@nearhand/protocol';
import { runsAsService, type RunOptions } from '../command-line/options.ts';
import { systemLanguage } from '../command-line/system-language.ts';
import { composeCore } from '../compose-core.ts';
import { awayOf } from '../consent/away.ts';
import { mayShowPage, startWantedWindows } from '../consent/open-front-end.ts';
import { browserAnnouncer, pagePlaceSchema } from '../consent/page/page-place.ts';
import { PageWindows } from '../consent/page/page-windows.ts';
import { openReports } from '../diagnosis/open-reports.ts';
import { DesktopHolder } from '../desktop/desktop-holder.ts';
import type { Way } from '../dialling/way.ts';
import { outageLine } from '../hub/outage.ts';
import { exitCodes, type Machine, type SeenProgram } from '../machine.ts';
import { storedValue } from '../identity/stored-value.ts';
import type { LinkManager } from '../link/link-manager.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { AgentReport } from '../instance/instance-messages.ts';
import { computerKeys, leaveAtEnd, unlockAtStart } from './at-the-screen.ts';
import { EnrolledRun } from './enrolled-run.ts';
import { enrolmentOf } from './enrolment.ts';
import { createConsent } from './enrolled-consent.ts';
import { LastingHome, type LastingHomeOptions } from './home/lasting-home.ts';
import { type HomeOptions, openHome } from './home/open-home.ts';
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
  readonly way: Way;
  readonly settings: SettingsStore;
  /** Told how it is whenever that changes. */
  readonly onReport?: (report: AgentReport) => void;
}

/** Throws AppError `bad_request` for a damaged policy. */
export function startEnrolled(options: EnrolledProgramOptions): SeenProgram {
  const { run, token, folder, machine, logger, way, settings, onReport } = options;
  const { clock, desktop } = machine;
  const say = (line: string): void => void machine.terminal.output.write(`${line}\n`);
  const systemLocale = run.language ?? systemLanguage(machine.environment);
  const locale = (): Locale => settings.settings.language ?? systemLocale;
  const { keys, pair } = computerKeys(folder, desktop.seat);
  const core = composeCore({ run, machine, logger, locale: locale(), keys, retryLimitMs, way });
  const { access, hub } = core;
  const store = storeWith(settings);
  const desktops = store.add(new DesktopHolder({ open: () => desktop.open(clock, logger), clock, logger }));
  const reports = store.add(openReports({ machine, access, folder, logger, desktops, isFree: () => !rules.asks }));
  store.add(core.store);
  const startedWindows = windowsOnce(options, store);
  const { consent, rules, chat, desk, server, endSession } = createConsent({
    ...options,
    reports,
    locale,
    store,
    windows: startedWindows,
    links: () => links,
  });
  const screen = { seat: desktop.seat, hub, folder, clock, logger, store };
  const unlock = unlockAtStart(screen, pair);
  const links: LinkManager = core.createLinks({
    desktops,
    consent,
    chat,
    reports,
    unlock,
    isAsking: () => desk.asking,
    maxLinks,
  });
  rules.apply();
  leaveAtEnd(screen, { links, server, unlock });
  links.onParticipants.on((participants) => {
    desk.showParticipants(participants);
    chat.follow();
    if (participants.length === 0) rules.apply();
  });
  hub.onOutage.on((outage) => {
    desk.setAway(awayOf(outage));
    say(outageLine(run.origin, outage));
  });
  const isInstalled = runsAsService(run);
  const systems = machine.mayShowUnasked ? homeSystems(options, startedWindows(), store) : [];
  // An installed one comes back by itself.
  let staysRefused = systems.length > 0 && !isInstalled;
  const enrolled = store.add(
    new EnrolledRun({
      hub,
      links,
      policy: server,
      unlock,
      enrolment: enrolmentOf(folder),
      signIn: store.add(new SignIn({ hub, origin: run.origin, clock })),
      openPage: (url) => {
        if (run.openBrowser) machine.openOutside({ kind: 'page', url }, logger);
      },
      origin: run.origin,
      stays: () => staysRefused,
      say,
    }),
  );
  if (onReport !== undefined) reportOn({ hub, links, run: enrolled, enrolment: enrolmentOf(folder), tell: onReport });
  const begin = (): void => enrolled.start(token, run.mode.kind === 'enrolled' && run.mode.signIn);
  const quit = (): void => enrolled.stop(clock);
  let shown: LastingHome | null = null;
  if (systems.length === 0 || isInstalled) begin();
  if (systems.length > 0) {
    const home = { ...options, run: enrolled, started: run, hub, access, links, rules, chat, endSession, quit };
    shown = lastingHome({ ...home, systemLocale, isAsked: () => desk.busy }, startedWindows, store);
    void shown.startOn(systems).then((isOpen) => {
      staysRefused &&= isOpen;
      if (!isInstalled) begin();
    });
  }
  const finished = enrolled.over.then((why) => (why === 'refused' ? exitCodes.refused : exitCodes.done));
  const bringForward = () => shown?.bringForward() ?? false;
  return { finished: finished.finally(() => store.dispose()), stop: quit, bringForward };
}

function storeWith(owned: Disposable): DisposableStore {
  const store = new DisposableStore();
  store.add(owned);
  return store;
}

/** The best first. */
function homeSystems(
  { run, machine, folder, logger }: EnrolledProgramOptions,
  windows: WindowSystem | null,
  store: DisposableStore,
): readonly WindowSystem[] {
  if (!mayShowPage(run, machine)) return windows === null ? [] : [windows];
  const inBrowser = browserAnnouncer(machine, logger);
  const page = new PageWindows({
    place: storedValue(join(folder, 'page.json'), pagePlaceSchema),
    locale: run.language ?? systemLanguage(machine.environment),
    clock: machine.clock,
    logger,
    announce: (announcement) => {
      // What a service says is kept in the system's log, which others read.
      if (!runsAsService(run)) machine.terminal.output.write(`The page of this computer: ${announcement.url}\n`);
      if (run.openBrowser) inBrowser(announcement);
    },
  });
  return windows === null ? [store.add(page)] : [windows, store.add(page)];
}

function lastingHome(
  home: Omit<HomeOptions, 'system'>,
  windows: () => WindowSystem | null,
  store: DisposableStore,
): LastingHome {
  const open: LastingHomeOptions['open'] = (system) => openHome({ ...home, system });
  return store.add(new LastingHome({ open, windows, clock: home.machine.clock, logger: home.logger }));
}

function windowsOnce(
  { run, machine, logger }: EnrolledProgramOptions,
  store: DisposableStore,
): () => WindowSystem | null {
  let windows: WindowSystem | null | undefined;
  store.defer(() => windows?.dispose());
  return () => {
    if (windows?.mayStartAgain === true) windows = undefined;
    return (windows ??= startWantedWindows(run, machine, logger));
  };
}
