// What may be done on this computer and whether somebody is asked: the owner's policy, cut down by what the server told
// and by the settings of the person at it. While somebody is connected it is only ever lowered.

import { intersectPermissions, type Permission } from '@nearhand/protocol';
import type { LocalPermissions } from '../permissions/local-permissions.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Policy } from './enrolment.ts';
import type { ServerPolicy } from './server-policy.ts';

export interface LocalRulesOptions {
  readonly policy: Policy;
  readonly settings: SettingsStore;
  readonly server: ServerPolicy;
  readonly local: LocalPermissions;
  /** Somebody is connected, or being asked for. */
  readonly isBusy: () => boolean;
}

export class LocalRules {
  readonly #options: LocalRulesOptions;

  constructor(options: LocalRulesOptions) {
    this.#options = options;
    options.settings.onChanged.on(() => this.apply());
    options.server.onChanged.on(() => this.apply());
  }

  get asks(): boolean {
    return this.policyAsks || this.#options.settings.settings.ask;
  }

  /** The settings cannot switch it off. */
  get policyAsks(): boolean {
    return this.#options.policy.consent === 'ask' || this.#options.server.policy?.ask === true;
  }

  get permissions(): readonly Permission[] {
    const { withheld } = this.#options.settings.settings;
    return this.policyPermissions.filter((permission) => !withheld.includes(permission));
  }

  /** The settings give no more. */
  get policyPermissions(): readonly Permission[] {
    const { policy, server } = this.#options;
    if (server.policy === null) return policy.permissions;
    return server.policy.disabled ? [] : intersectPermissions(policy.permissions, server.policy.permissions);
  }

  get askSeconds(): number {
    const { policy, server, settings } = this.#options;
    if (settings.settings.ask) return settings.settings.askSeconds;
    return policy.consent === 'ask' ? policy.askSeconds : (server.policy?.askSeconds ?? policy.askSeconds);
  }

  /** After each change of what it depends on. */
  apply(): void {
    const { isBusy, local } = this.#options;
    if (isBusy()) local.allow(intersectPermissions(local.allowed, this.permissions));
    else local.allow(this.asks ? [] : this.permissions);
  }
}
