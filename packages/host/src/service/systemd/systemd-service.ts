// Services of systemd, for the whole computer or for one user.

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError, codeOf, messageOf } from '@nearhand/base';
import type { ServiceManager, ServicePlaces, ServicePlan, ServiceScope, ServiceState } from '../ports.ts';
import type { RunCommand } from '../run-command.ts';
import { systemdUnit } from './unit.ts';

/** `systemctl enable` links the unit beside them. */
const targets = ['multi-user.target', 'default.target'];

export interface SystemdOptions {
  readonly scope: ServiceScope;
  /** Without extension; the unit's and the program's name. */
  readonly name: string;
  /** Where units lie, and the folders of places. */
  readonly unitFolder: string;
  readonly places: ServicePlaces;
  readonly run: RunCommand;
  /** Of this process; 0 is root. */
  readonly userId: number;
}

export class SystemdService implements ServiceManager {
  readonly #options: SystemdOptions;

  constructor(options: SystemdOptions) {
    this.#options = options;
  }

  get scope(): ServiceScope {
    return this.#options.scope;
  }

  get places(): ServicePlaces {
    return this.#options.places;
  }

  missingRights(): string | null {
    const { scope, userId } = this.#options;
    if (scope === 'user' && userId === 0) {
      return 'root installs for the whole computer: leave --user out, or run this as the user themselves.';
    }
    if (scope === 'system' && userId !== 0) {
      return 'This needs the rights of an administrator: put sudo before it. With --user it needs none and runs while you are signed in.';
    }
    return null;
  }

  async missingManager(): Promise<string | null> {
    try {
      await this.#systemctl('show', '--property=Version');
      return null;
    } catch (error) {
      const isAbsent = error instanceof Error && codeOf(error.cause) === 'ENOENT';
      if (isAbsent) return 'This computer has no systemd, which the agent needs to be installed.';
      return `The agent needs systemd to be installed, and it does not answer here. ${messageOf(error)}`;
    }
  }

  async state(): Promise<ServiceState> {
    const installed = existsSync(this.#unitFile);
    if (!installed) return { installed, running: false };
    // `is-active` ends with a failure for whatever is not active.
    const running = await this.#systemctl('is-active', this.#unit).then(
      (answer) => answer.trim() === 'active',
      () => false,
    );
    return { installed, running };
  }

  async install(plan: ServicePlan): Promise<void> {
    try {
      mkdirSync(dirname(this.#unitFile), { recursive: true });
      writeFileSync(this.#unitFile, systemdUnit(this.scope, plan), { mode: 0o644 });
    } catch (error) {
      throw new AppError('unavailable', `${this.#unitFile} cannot be written: ${messageOf(error)}`, { cause: error });
    }
    await this.#systemctl('daemon-reload');
    await this.#systemctl('enable', this.#unit);
    await this.#systemctl('restart', this.#unit);
  }

  async uninstall(): Promise<void> {
    if (!existsSync(this.#unitFile)) return;
    await this.#systemctl('disable', '--now', this.#unit);
    rmSync(this.#unitFile);
    await this.#systemctl('daemon-reload');
    // Nothing to forget where it never failed.
    await this.#systemctl('reset-failed', this.#unit).catch(() => '');
  }

  forget(): void {
    for (const folder of ['.', ...targets.map((target) => `${target}.wants`)]) {
      rmSync(join(this.#options.unitFolder, folder, this.#unit), { force: true });
    }
  }

  get #unit(): string {
    return `${this.#options.name}.service`;
  }

  get #unitFile(): string {
    return join(this.#options.unitFolder, this.#unit);
  }

  #systemctl(...words: string[]): Promise<string> {
    const { scope, run } = this.#options;
    return run('systemctl', scope === 'user' ? ['--user', ...words] : words);
  }
}
