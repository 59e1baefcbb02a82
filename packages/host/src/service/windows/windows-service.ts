// Services of Windows, through its service manager.

import { AppError, type Clock } from '@nearhand/base';
import { loadLibrary, type Pointer } from '../../native/library.ts';
import {
  bindServiceManager,
  managerAccess,
  serviceAccess,
  type ServiceManagerLibrary,
} from '../../windows/native/service-manager.ts';
import { serviceControl, serviceState } from '../../windows/native/services.ts';
import type { ServiceManager, ServicePlaces, ServicePlan, ServiceScope, ServiceState } from '../ports.ts';
import { quotedWord } from './quoted-word.ts';

const stoppingMs = 30_000;
const lookMs = 200;
/** After a crash: at once, then more slowly; a day without one counts anew. */
const restartPausesMs = [1000, 5000, 60_000];
const daySeconds = 86_400;
/** SERVICE_STATUS */
const statusNumbers = 7;

export interface WindowsServiceOptions {
  readonly scope: ServiceScope;
  readonly name: string;
  /** As Windows lists it. */
  readonly title: string;
  readonly places: ServicePlaces;
  readonly clock: Clock;
}

export class WindowsService implements ServiceManager {
  readonly #options: WindowsServiceOptions;
  #library: ServiceManagerLibrary | undefined;

  constructor(options: WindowsServiceOptions) {
    this.#options = options;
  }

  get scope(): ServiceScope {
    return this.#options.scope;
  }

  get places(): ServicePlaces {
    return this.#options.places;
  }

  missingRights(): string | null {
    if (this.scope === 'user') return 'On Windows it is installed for the whole computer: leave --user out.';
    const manager = this.#native.openManager(null, null, managerAccess.create);
    if (manager === null) {
      return 'This needs the rights of an administrator: open the command prompt with “Run as administrator”.';
    }
    this.#native.closeHandle(manager);
    return null;
  }

  async state(): Promise<ServiceState> {
    const state = this.#withService(serviceAccess.query, (service) => this.#native.stateOf(service));
    return { installed: state !== null, running: state === serviceState.running };
  }

  async install({ program, words, description }: ServicePlan): Promise<void> {
    await this.#stop();
    const command = [program, ...words].map(quotedWord).join(' ');
    const isThere = this.#withService(serviceAccess.query, () => true) ?? false;
    if (!isThere) this.#create(command);
    this.#change('be described', (service) => this.#native.setDescription(service, description));
    this.#change('be restarted after a crash', (service) =>
      this.#native.setRestarts(service, restartPausesMs, daySeconds),
    );
    this.#change('be started', (service) => this.#native.startService(service, 0, null) !== 0);
  }

  async uninstall(): Promise<void> {
    if (!(await this.state()).installed) return;
    await this.#stop();
    this.#change('be deleted', (service) => this.#native.deleteService(service) !== 0);
  }

  /** Resolves when its program has ended. */
  async #stop(): Promise<void> {
    const { clock, name } = this.#options;
    const deadlineMs = clock.monotonicMs() + stoppingMs;
    const look = () => this.#withService(serviceAccess.query, (service) => this.#native.stateOf(service));
    if (look() === serviceState.running) {
      const status = new Uint32Array(statusNumbers);
      this.#change('be stopped', (service) => this.#native.controlService(service, serviceControl.stop, status) !== 0);
    }
    for (let state = look(); state !== null && state !== serviceState.stopped; state = look()) {
      if (clock.monotonicMs() > deadlineMs) throw new AppError('unavailable', `The service ${name} does not stop.`);
      await new Promise<void>((resolve) => void clock.setTimer(lookMs, resolve));
    }
  }

  #create(command: string): void {
    const { name, title } = this.#options;
    const manager = this.#native.openManager(null, null, managerAccess.create);
    const service = manager && this.#native.createService(manager, { name, title, command });
    if (manager !== null) this.#native.closeHandle(manager);
    if (service === null) throw new AppError('unavailable', `Windows did not let the service ${name} be created.`);
    this.#native.closeHandle(service);
  }

  #change(what: string, change: (service: Pointer) => boolean): void {
    if (this.#withService(serviceAccess.all, change) === true) return;
    throw new AppError('unavailable', `Windows did not let the service ${this.#options.name} ${what}.`);
  }

  /** null: there is no such service, or not for this user. */
  #withService<T>(access: number, use: (service: Pointer) => T): T | null {
    const manager = this.#native.openManager(null, null, managerAccess.connect);
    const service = manager && this.#native.openService(manager, this.#options.name, access);
    try {
      return service === null ? null : use(service);
    } finally {
      if (service !== null) this.#native.closeHandle(service);
      if (manager !== null) this.#native.closeHandle(manager);
    }
  }

  get #native(): ServiceManagerLibrary {
    if (this.#library === undefined) {
      const library = loadLibrary('advapi32.dll');
      if (library === null) throw new AppError('unavailable', 'The services of Windows are missing.');
      this.#library = bindServiceManager(library);
    }
    return this.#library;
  }
}
