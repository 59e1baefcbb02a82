// What the service manager of Windows says to a program that it started, and hears from it. Elsewhere signals do that.

import { type Disposable, Emitter, type Event } from '@nearhand/base';
import { loadLibrary, type Pointer } from '../../native/library.ts';
import { bindServices, serviceControl, serviceState, type Services } from '../../windows/native/services.ts';

/** The service manager waits this long for an end in order. */
const endHintMs = 15_000;

export interface ServiceLine extends Disposable {
  /** The service is to end: it was stopped, or the computer goes down. */
  readonly onStop: Event<void>;
  /** It has ended because it was asked to. Ending without this word is a crash: the service manager starts it again. */
  ended(): void;
}

/** null: the service manager did not start this program, or there is none. */
export function openServiceLine(name: string): Promise<ServiceLine | null> {
  const library = process.platform === 'win32' ? loadLibrary('advapi32.dll') : null;
  if (library === null) return Promise.resolve(null);
  const services = bindServices(library);
  return new Promise((resolve) => {
    const begin = () => {
      const line = new RunningService(services);
      resolve(line.register(name) ? line : null);
    };
    // Comes back at once where nobody asked for a service, else only at its end.
    void services.dispatch(name, begin).then(() => resolve(null));
  });
}

class RunningService implements ServiceLine {
  readonly #services: Services;
  readonly #stop = new Emitter<void>();
  #handle: Pointer | null = null;
  readonly onStop: Event<void> = this.#stop;

  constructor(services: Services) {
    this.#services = services;
  }

  register(name: string): boolean {
    this.#handle = this.#services.register(name, (control) => this.#hear(control));
    return this.#handle !== null && this.#services.setStatus(this.#handle, serviceState.running);
  }

  ended(): void {
    if (this.#handle !== null) this.#services.setStatus(this.#handle, serviceState.stopped);
    this.#handle = null;
  }

  dispose(): void {
    this.#stop.dispose();
  }

  #hear(control: number): boolean {
    switch (control) {
      case serviceControl.interrogate:
      case serviceControl.sessionChange:
        return true;
      case serviceControl.stop:
      case serviceControl.shutdown:
        if (this.#handle !== null) this.#services.setStatus(this.#handle, serviceState.stopPending, endHintMs);
        this.#stop.emit();
        return true;
      default:
        return false;
    }
  }
}
