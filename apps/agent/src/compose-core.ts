// What every mode has: the connection to the hub and the links, wired. No behaviour here.

import { DisposableStore, type Logger } from '@nearhand/base';
import {
  chatCapability,
  clipboardCapability,
  loadCapability,
  type Locale,
  reportCapability,
  type SealingKey,
} from '@nearhand/protocol';
import packageManifest from '../package.json' with { type: 'json' };
import { type RunOptions, runsAsService } from './command-line/options.ts';
import type { ReportDesk } from './diagnosis/report-desk.ts';
import type { DesktopSource } from './desktop/desktop-holder.ts';
import type { ServerAccess } from './dialling/server-agent.ts';
import { createDialer } from './dialling/server-socket.ts';
import { trustedAuthorities } from './dialling/trust.ts';
import type { Way } from './dialling/way.ts';
import { createHelloMaker } from './hub/hello.ts';
import { HubClient } from './hub/hub-client.ts';
import { HubTime } from './hub/hub-time.ts';
import { type Pin, TicketKeyPin } from './hub/ticket-key-pin.ts';
import { WakeWatch } from './hub/wake-watch.ts';
import type { Identity } from './identity/identity.ts';
import type { StoredValue } from './identity/stored-value.ts';
import { Doorkeeper, type LocalConsent } from './link/doorkeeper.ts';
import { LinkManager } from './link/link-manager.ts';
import { relayLinkOpener } from './link/relay-link.ts';
import type { ChatSource, UnlockDesk } from './link/viewer-connection.ts';
import type { Machine } from './machine.ts';

export const version: string = packageManifest.version;

export interface CoreOptions {
  readonly run: RunOptions;
  readonly machine: Machine;
  readonly logger: Logger;
  readonly locale: Locale;
  readonly keys: {
    readonly identity: Identity;
    readonly pin: StoredValue<Pin>;
    /** Where the screen can be unlocked. */
    readonly sealing?: SealingKey | undefined;
  };
  readonly retryLimitMs: number;
  readonly way: Way;
}

export interface LinkNeeds {
  readonly desktops: DesktopSource;
  readonly consent: LocalConsent;
  /** null: nobody at this computer can ever be written to. */
  readonly chat: ChatSource | null;
  /** null: this agent reports on nothing. */
  readonly reports: ReportDesk | null;
  /** null: nothing is unlocked when a session begins. */
  readonly unlock: UnlockDesk | null;
  /** A consent question is open. */
  readonly isAsking: () => boolean;
  readonly maxLinks: number;
}

export interface Core {
  readonly hub: HubClient;
  /** Once. */
  readonly createLinks: (needs: LinkNeeds) => LinkManager;
  readonly access: ServerAccess;
  /** Releases hub and links. */
  readonly store: DisposableStore;
}

export function composeCore(options: CoreOptions): Core {
  const { run, machine, logger, locale, keys, retryLimitMs, way } = options;
  const { clock, desktop } = machine;
  const { origin } = run;
  const { identity } = keys;
  const store = new DisposableStore();
  const authorities = trustedAuthorities(run.caFile, run.builtAuthority);
  const access: ServerAccess = {
    origin,
    authorities,
    get proxy() {
      return way.proxy;
    },
  };
  const dial = createDialer(access, clock);
  const time = new HubTime(clock);
  const ticketKeyPin = new TicketKeyPin(origin, keys.pin);
  const installed = runsAsService(run);
  const agent = { version, ...desktop.info, installed, desktopLimit: desktop.limit };
  const hub = store.add(
    new HubClient({
      dial,
      hello: createHelloMaker({ identity, origin, agent, locale, capabilities: [], sealing: keys.sealing ?? null }),
      trust: { ticketKeyPin, time },
      clock,
      logger,
      retryLimitMs,
    }),
  );
  const wake = store.add(new WakeWatch(clock));
  wake.onWake.on(() => {
    logger.info('the computer slept, or its clock was set');
    hub.hurry();
  });
  const runtime = { clock, logger };
  const createLinks = ({ consent, chat, reports, unlock, desktops, maxLinks, isAsking }: LinkNeeds): LinkManager =>
    store.add(
      new LinkManager({
        openLink: relayLinkOpener({
          origin,
          dial,
          identity,
          runtime,
          capabilities: () => [
            clipboardCapability,
            ...(chat === null ? [] : [chatCapability]),
            ...(desktop.createLoadMeter === null ? [] : [loadCapability]),
            ...(reports === null ? [] : [reportCapability]),
          ],
        }),
        doorkeeper: new Doorkeeper({
          agentKey: identity.publicKeyText,
          ticketKey: () => ticketKeyPin.ticketKey,
          time,
          consent,
        }),
        surroundings: {
          desktops,
          local: consent.local,
          chat,
          reports,
          unlock,
          isAsking,
          createLoadMeter: desktop.createLoadMeter,
          computer: desktop.info,
          lacking: desktop.limit === 'none' ? null : desktop.limit,
        },
        report: (message) => hub.send(message),
        runtime,
        maxLinks,
      }),
    );
  return { hub, access, createLinks, store };
}
