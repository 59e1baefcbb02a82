// The demo computer: the server starts it as its child, and each session gets a drawn desktop of its own. Nothing here
// touches this machine's desktop, so nobody is asked.

import { DisposableStore, type Logger } from '@nearhand/base';
import { createDemoDesktop } from '@nearhand/host';
import { permissions } from '@nearhand/protocol';
import type { RunOptions } from '../command-line/options.ts';
import { composeCore } from '../compose-core.ts';
import { DesktopPerSession } from '../desktop/desktop-per-session.ts';
import { policyConsent } from '../enrolled/policy-consent.ts';
import { createIdentity, loadIdentity } from '../identity/identity.ts';
import { memoryValue } from '../identity/stored-value.ts';
import { partingMs } from '../link/link-manager.ts';
import { exitCodes, type Machine, type Program } from '../machine.ts';
import { LocalPermissions } from '../permissions/local-permissions.ts';

const retryLimitMs = 1000;
/** A server that is gone this long has ended and left its child behind. */
const orphanMs = 20_000;
const maxLinks = 500;

export interface DemoProgramOptions {
  readonly run: RunOptions;
  /** Proves to the server that it started this program itself. */
  readonly secret: string;
  readonly machine: Machine;
  readonly logger: Logger;
}

export function startDemo({ run, secret, machine, logger }: DemoProgramOptions): Program {
  const { clock } = machine;
  // Kept between starts, so that viewers know the demo computer again.
  const identity = run.dataFolder === null ? createIdentity() : loadIdentity(run.dataFolder);
  const keys = { identity, pin: memoryValue<{ origin: string; ticketKey: string }>() };
  const core = composeCore({ run, machine, logger, locale: 'en', keys, retryLimitMs, way: { proxy: null } });
  const store = new DisposableStore();
  const desktops = store.add(
    new DesktopPerSession({ open: (language) => createDemoDesktop({ clock, language }), clock, logger }),
  );
  store.add(core.store);
  const links = core.createLinks({
    desktops,
    consent: policyConsent(new LocalPermissions(permissions)),
    chat: null,
    reports: null,
    unlock: null,
    isAsking: () => false,
    maxLinks,
  });
  const over = Promise.withResolvers<number>();
  let orphan = clock.setTimer(orphanMs, () => over.resolve(exitCodes.failed));
  core.hub.onState.on((state) => {
    if (state === 'online') orphan.dispose();
    else if (state === 'pausing') {
      orphan.dispose();
      orphan = clock.setTimer(orphanMs, () => over.resolve(exitCodes.failed));
    }
  });
  core.hub.onWelcome.on(() => links.reportAll());
  core.hub.onRefused.on(() => over.resolve(exitCodes.refused));
  core.hub.onStopped.on(() => over.resolve(exitCodes.refused));
  core.hub.onNews.on((news) => {
    if (news.type === 'link.offered') links.offered(news);
    if (news.type === 'session.revoked') links.revoked(news.sessionId, news.linkId);
  });
  core.hub.start({ kind: 'demo', secret });
  // The first scene takes a while to draw; the first visitor shall not wait for it.
  createDemoDesktop({ clock }).dispose();
  const finished = over.promise.then((exitCode) => {
    orphan.dispose();
    store.dispose();
    return exitCode;
  });
  const stop = (): void => {
    links.endAll('agentStopped');
    clock.setTimer(partingMs, () => over.resolve(exitCodes.done));
  };
  return { finished, stop };
}
