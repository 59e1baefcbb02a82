// Opens the window of an enrolled computer where the desktop has windows, and keeps it true: every change of the run, the
// links, the server's reach and the settings is drawn; what is wished goes to the run.

import { join } from 'node:path';
import { DisposableStore, type Disposable, type Logger } from '@nearhand/base';
import type { WindowSystem } from '@nearhand/host';
import type { Locale } from '@nearhand/protocol';
import type { HubClient } from '../../hub/hub-client.ts';
import type { LinkManager } from '../../link/link-manager.ts';
import type { Machine } from '../../machine.ts';
import type { SettingsStore } from '../../settings/settings.ts';
import type { EnrolledRun } from '../enrolled-run.ts';
import type { LocalRules } from '../local-rules.ts';
import type { HomeView } from './home-view.ts';
import { HomeWindow, type HomeWish } from './home-window.ts';

export interface HomeOptions {
  readonly system: WindowSystem;
  readonly run: EnrolledRun;
  readonly hub: HubClient;
  readonly links: LinkManager;
  readonly rules: LocalRules;
  readonly settings: SettingsStore;
  readonly machine: Machine;
  readonly origin: string;
  readonly folder: string;
  readonly systemLocale: Locale;
  /** A question has a window and a bar of its own. */
  readonly isAsked: () => boolean;
  readonly quit: () => void;
  readonly logger: Logger;
}

/** Rejects with AppError `desktop_unavailable`. */
export async function openHome(options: HomeOptions): Promise<Disposable> {
  const { system, run, hub, links, settings, systemLocale, logger } = options;
  const store = new DisposableStore();
  const view = (): HomeView => viewOf(options);
  const home = store.add(await HomeWindow.open({ system, view: view(), settings, systemLocale, logger }));
  logger.info('front end', { kind: 'home' });
  const draw = (): void => home.show(view());
  store.add(run.onStanding.on(draw));
  store.add(hub.onState.on(draw));
  store.add(links.onParticipants.on(draw));
  store.add(settings.onChanged.on(draw));
  store.add(home.onWish.on((wish) => wishes(options)[wish]()));
  draw();
  return store;
}

function viewOf({ run, hub, links, rules, settings, origin, isAsked }: HomeOptions): HomeView {
  return {
    standing: run.standing,
    origin,
    online: hub.state === 'online',
    participants: isAsked() ? [] : links.participants,
    settings: settings.settings,
    policy: { asks: rules.policyAsks, permissions: rules.policyPermissions },
  };
}

function wishes({ run, links, machine, folder, quit, logger }: HomeOptions): Readonly<Record<HomeWish, () => void>> {
  return {
    signIn: () => run.signIn(),
    openPage: () => run.openPage(),
    endSession: () => links.endAll('customer'),
    openLog: () => machine.openOutside({ kind: 'file', path: join(folder, 'agent.log') }, logger),
    quit,
  };
}
