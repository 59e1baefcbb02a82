// A job of launchd in one user's desktop. A job outside of a desktop could neither see nor touch one, so there is none for
// the whole computer. Written from the manual; not run on a Mac.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ServiceManager, ServicePlaces, ServicePlan, ServiceScope, ServiceState } from '../ports.ts';
import type { RunCommand } from '../run-command.ts';
import { launchdPropertyList } from './property-list.ts';

export interface LaunchdOptions {
  readonly scope: ServiceScope;
  /** Reverse domain name. */
  readonly label: string;
  readonly jobFolder: string;
  readonly places: ServicePlaces;
  readonly run: RunCommand;
  readonly userId: number;
}

export class LaunchdService implements ServiceManager {
  readonly #options: LaunchdOptions;

  constructor(options: LaunchdOptions) {
    this.#options = options;
  }

  get scope(): ServiceScope {
    return this.#options.scope;
  }

  get places(): ServicePlaces {
    return this.#options.places;
  }

  missingRights(): string | null {
    if (this.scope === 'system') return 'On macOS the agent is installed for one user: put --user after install.';
    return null;
  }

  async state(): Promise<ServiceState> {
    const installed = existsSync(this.#jobFile);
    if (!installed) return { installed, running: false };
    const running = await this.#options.run('launchctl', ['print', this.#target]).then(
      (answer) => /state = running/.test(answer),
      () => false,
    );
    return { installed, running };
  }

  async install(plan: ServicePlan): Promise<void> {
    mkdirSync(dirname(this.#jobFile), { recursive: true });
    writeFileSync(this.#jobFile, launchdPropertyList(this.#options.label, plan), { mode: 0o644 });
    await this.#leave();
    await this.#options.run('launchctl', ['bootstrap', this.#domain, this.#jobFile]);
  }

  async uninstall(): Promise<void> {
    if (!existsSync(this.#jobFile)) return;
    await this.#leave();
    rmSync(this.#jobFile);
  }

  /** What is not loaded cannot be unloaded, which is as good. */
  async #leave(): Promise<void> {
    await this.#options.run('launchctl', ['bootout', this.#target]).catch(() => '');
  }

  get #jobFile(): string {
    return join(this.#options.jobFolder, `${this.#options.label}.plist`);
  }

  get #domain(): string {
    return `gui/${this.#options.userId}`;
  }

  get #target(): string {
    return `${this.#domain}/${this.#options.label}`;
  }
}
