// The way to the server as it is just now: which proxy, looked for anew whenever the person at the computer chooses another
// way. Connections that there are stay; the next one goes the new way.

import type { Logger } from '@nearhand/base';
import type { RunOptions } from '../command-line/options.ts';
import type { Machine } from '../machine.ts';
import type { Settings, SettingsStore } from '../settings/settings.ts';
import { describeProxy, findProxy, type Proxy, type ProxyOption } from './proxy.ts';

export interface Way {
  /** null: directly. */
  readonly proxy: Proxy | null;
}

export interface WayOptions {
  readonly run: Pick<RunOptions, 'origin' | 'proxy'>;
  readonly settings: SettingsStore;
  readonly machine: Pick<Machine, 'environment' | 'systemProxy'>;
  readonly logger: Logger;
}

/** As long as the settings are followed. */
export async function openWay({ run, settings, machine, logger }: WayOptions): Promise<Way> {
  const { environment, systemProxy } = machine;
  const look = (option: ProxyOption): Promise<Proxy | null> =>
    findProxy(run.origin, { option, environment, system: systemProxy });
  let wanted = wantedProxy(run.proxy, settings.settings);
  let proxy = await look(wanted);
  settings.onChanged.on((changed) => {
    const next = wantedProxy(run.proxy, changed);
    if (JSON.stringify(next) === JSON.stringify(wanted)) return;
    wanted = next;
    void look(next).then((found) => {
      // Chosen once more meanwhile.
      if (wanted !== next) return;
      proxy = found;
      logger.info('another way to the server', { way: describeProxy(found) });
    });
  });
  return {
    get proxy() {
      return proxy;
    },
  };
}

/** What was said at the start of the program goes before what is chosen in it. */
function wantedProxy(given: ProxyOption, { proxy, proxyAddress }: Settings): ProxyOption {
  if (given.kind !== 'automatic') return given;
  if (proxy === 'typed' && proxyAddress !== null) return { kind: 'address', url: proxyAddress };
  return { kind: proxy === 'none' ? 'none' : 'automatic' };
}
