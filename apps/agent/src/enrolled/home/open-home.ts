// Opens the window of an enrolled computer, and keeps it true: every change of the run, the
// links, the server's reach and the settings is drawn; what is wished goes to the run.

import { join } from 'node:path';
import { DisposableStore, type Disposable, Emitter, type Logger } from '@nearhand/base';
import type { Autostart, WindowSystem } from '@nearhand/host';
import type { Locale } from '@nearhand/protocol';
import { type RunOptions, runsAsService } from '../../command-line/options.ts';
import { awayOf } from '../../consent/away.ts';
import { cleanName } from '../../consent/clean-name.ts';
import type { ParticipantView } from '../../consent/consent-view.ts';
import type { ServerAccess } from '../../dialling/server-agent.ts';
import { tryWay } from '../../dialling/try-way.ts';
import type { HubClient } from '../../hub/hub-client.ts';
import type { LinkManager } from '../../link/link-manager.ts';
import type { Machine } from '../../machine.ts';
import type { SettingsStore } from '../../settings/settings.ts';
import type { EnrolledRun } from '../enrolled-run.ts';
import type { LocalRules } from '../local-rules.ts';
import type { SessionChat } from '../session-chat.ts';
import { startsWithSystem } from '../start-with-system.ts';
import { HomeTray, toldSchema } from './home-tray.ts';
import type { HomeView } from './home-view.ts';
import { storedValue } from '../../identity/stored-value.ts';
import type { TrayView } from './tray-content.ts';
import { HomeWindow, type HomeWindowOptions, type HomeWish } from './home-window.ts';

export interface HomeOptions {
  readonly system: WindowSystem;
  readonly run: EnrolledRun;
  readonly hub: HubClient;
  readonly links: LinkManager;
  readonly rules: LocalRules;
  readonly chat: SessionChat;
  readonly settings: SettingsStore;
  readonly machine: Machine;
  readonly access: ServerAccess;
  /** As the command line said. */
  readonly started: RunOptions;
  readonly folder: string;
  readonly systemLocale: Locale;
  /** A question has a window and a bar of its own. */
  readonly isAsked: () => boolean;
  readonly endSession: () => void;
  readonly quit: () => void;
  readonly logger: Logger;
}

export interface Home extends Disposable {
  /** Also from its icon. True: there it is. */
  bringForward(): boolean;
}

/** Rejects with AppError `desktop_unavailable`. */
export async function openHome(options: HomeOptions): Promise<Home> {
  const { system, run, hub, links, chat, settings, systemLocale, logger } = options;
  const store = new DisposableStore();
  const autostart = startsWithSystem(options.started, options.folder, options.machine, logger);
  const view = (): HomeView => viewOf(options, autostart);
  const changes = new Emitter<void>();
  const tried = tries(options, autostart, () => changes.emit());
  const isHidden = options.started.tray;
  const given = { system, view: view(), settings, systemLocale, logger, isHidden };
  const home = store.add(await HomeWindow.open({ ...given, ...tried }));
  logger.info('front end', { kind: 'home' });
  const tray = store.add(openTray(options, home));
  const draw = (): void => {
    home.show(view());
    tray.show(trayViewOf(options), settings.settings.language ?? systemLocale);
  };
  store.add(changes.on(draw));
  store.add(run.onStanding.on(draw));
  store.add(hub.onState.on(draw));
  store.add(links.onParticipants.on(draw));
  store.add(settings.onChanged.on(draw));
  store.add(chat.onChanged.on(draw));
  store.add(
    chat.onCalled.on(() => {
      home.call();
      tray.windowOpened();
    }),
  );
  store.add(home.onLost.on(() => chat.setWindow(false)));
  store.add(home.onWish.on((wish) => wishes(options, tray)[wish]()));
  store.add(tray.onWish.on((wish) => wishes(options, tray)[wish]()));
  chat.setWindow(true);
  draw();
  const bringForward = (): boolean => {
    tray.open();
    return !store.disposed;
  };
  return { bringForward, dispose: () => store.dispose() };
}

function tries(
  { run, access, chat, machine, logger }: HomeOptions,
  autostart: Autostart | null,
  changed: () => void,
): Pick<HomeWindowOptions, 'rename' | 'startWithSystem' | 'tryProxy' | 'say'> {
  return {
    startWithSystem(isWanted) {
      autostart?.set(isWanted);
      logger.info('starting with the system', { isWanted });
      changed();
    },
    say: (text) => chat.say(text),
    rename: (name) => run.rename(name, machine.clock),
    async tryProxy(url) {
      const outcome = await tryWay({ ...access, proxy: { url, bypass: '' } });
      logger.info('a typed proxy was tried', { outcome });
      return outcome;
    },
  };
}

/** What it may do for whoever sits there. */
function kindOf({ started, machine }: HomeOptions): HomeView['kind'] {
  if (!runsAsService(started)) return 'program';
  return machine.rights === 'system' ? 'service' : 'installed';
}

function viewOf(options: HomeOptions, autostart: Autostart | null): HomeView {
  const { run, hub, links, rules, chat, settings, access, started, isAsked } = options;
  return {
    standing: run.standing,
    origin: access.origin,
    kind: kindOf(options),
    online: hub.state === 'online',
    away: awayOf(hub.outage),
    mayRename: run.mayRename && hub.state === 'online',
    isWayGiven: started.proxy.kind !== 'automatic',
    startsWithSystem: autostart?.isOn ?? null,
    participants: isAsked() ? [] : links.participants.map(cleanParticipant),
    chat: chat.view,
    settings: settings.settings,
    policy: { asks: rules.policyAsks, permissions: rules.policyPermissions },
  };
}

function cleanParticipant(one: ParticipantView): ParticipantView {
  return { ...one, name: cleanName(one.name), organisation: cleanName(one.organisation) };
}

function openTray(options: HomeOptions, window: HomeWindow): HomeTray {
  const { system, machine, folder, started, settings, systemLocale, logger } = options;
  return new HomeTray({
    system,
    window,
    isHidden: started.tray,
    view: trayViewOf(options),
    locale: settings.settings.language ?? systemLocale,
    told: storedValue(join(folder, 'tray.json'), toldSchema),
    clock: machine.clock,
    logger,
  });
}

function trayViewOf(options: HomeOptions): TrayView {
  const { run, hub, links } = options;
  const mayQuit = kindOf(options) === 'program';
  return { standing: run.standing, online: hub.state === 'online', participants: links.participants, mayQuit };
}

/** What its window does not offer, it does not do either. */
function wishes(options: HomeOptions, tray: HomeTray): Readonly<Record<HomeWish, () => void>> {
  const { run, machine, folder, chat, endSession, quit, logger } = options;
  const kind = kindOf(options);
  const ofProgram = (work: () => void) => (): void => {
    if (kind === 'program') work();
  };
  return {
    signIn: ofProgram(() => run.signIn()),
    openPage: ofProgram(() => run.openPage()),
    endSession,
    openLog: () => {
      // What opens the file would run with the program's rights.
      if (kind === 'service') return;
      machine.openOutside({ kind: 'file', path: join(folder, 'agent.log') }, logger);
    },
    quit: ofProgram(quit),
    close: () => {
      chat.windowClosed();
      if (!tray.takeWindow()) quit();
    },
    opened: () => tray.windowOpened(),
  };
}
