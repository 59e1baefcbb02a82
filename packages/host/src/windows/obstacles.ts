// What keeps a technician from seeing or using the desktop although it is open: the lock screen and questions of Windows
// lie on desktops of their own, and windows of administrators take no input from this program. Looked for now and then.

import { type Clock, type Disposable, DisposableStore, Emitter, repeat } from '@nearhand/base';
import type { DesktopObstacle } from '@nearhand/protocol';
import type { Out } from '../native/library.ts';
import type { ObstacleSource } from '../ports.ts';
import { integrityOf } from './integrity.ts';
import { objectName, readObjects } from './native/user32.ts';
import type { WindowsLibraries } from './native/windows-libraries.ts';
import { isSessionLocked } from './session-state.ts';

const lookEveryMs = 500;
/** Where programs are; the others are Winlogon's and the screen saver's. */
const usualDesktop = 'Default';
const nameBytes = 512;

export interface DesktopFacts {
  /** The desktop that has mouse and keyboard; null: it is closed to this program. */
  readonly inputDesktop: string | null;
  readonly isLocked: boolean;
  /** Of the window in front; null: it keeps that to itself. The own one where there is no window. */
  readonly frontIntegrity: number | null;
  readonly ownIntegrity: number;
}

export function obstacleOf(facts: DesktopFacts): DesktopObstacle | null {
  if (facts.inputDesktop !== usualDesktop) return facts.isLocked ? 'locked' : 'secureDesktop';
  const { frontIntegrity, ownIntegrity } = facts;
  return frontIntegrity === null || frontIntegrity > ownIntegrity ? 'elevatedWindow' : null;
}

export class WindowsObstacles implements ObstacleSource, Disposable {
  readonly onChanged = new Emitter<DesktopObstacle | null>();
  readonly #libraries: WindowsLibraries;
  readonly #ownIntegrity: number;
  readonly #store = new DisposableStore();
  #front: { readonly processId: number; readonly integrity: number | null } | null = null;
  #current: DesktopObstacle | null;

  constructor(libraries: WindowsLibraries, clock: Clock) {
    this.#libraries = libraries;
    this.#ownIntegrity = integrityOf(libraries, process.pid) ?? 0;
    this.#current = this.#look();
    this.#store.add(this.onChanged);
    this.#store.add(repeat(clock, lookEveryMs, () => this.#refresh()));
  }

  current(): DesktopObstacle | null {
    return this.#current;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #refresh(): void {
    const now = this.#look();
    if (now === this.#current) return;
    this.#current = now;
    this.onChanged.emit(now);
  }

  #look(): DesktopObstacle | null {
    const inputDesktop = this.#inputDesktop();
    return obstacleOf({
      inputDesktop,
      isLocked: inputDesktop !== usualDesktop && this.#isLocked(),
      frontIntegrity: this.#frontIntegrity(),
      ownIntegrity: this.#ownIntegrity,
    });
  }

  #inputDesktop(): string | null {
    const { user32 } = this.#libraries;
    const desktop = user32.openInputDesktop(0, 0, readObjects);
    if (desktop === null) return null;
    const name = new Uint8Array(nameBytes);
    const isNamed = user32.getUserObjectInformation(desktop, objectName, name, nameBytes, [0]) !== 0;
    user32.closeDesktop(desktop);
    return isNamed ? (Buffer.from(name.buffer).toString('utf16le').split('\0')[0] ?? null) : null;
  }

  #isLocked(): boolean {
    const { wtsapi32 } = this.#libraries;
    return wtsapi32 !== null && isSessionLocked(wtsapi32);
  }

  /** Asked once for each program that comes to the front. */
  #frontIntegrity(): number | null {
    const { user32 } = this.#libraries;
    const front = user32.getForegroundWindow();
    if (front === null) return this.#ownIntegrity;
    const processId: Out = [0];
    user32.getWindowThreadProcessId(front, processId);
    if (this.#front?.processId !== processId[0]) {
      this.#front = { processId: processId[0], integrity: integrityOf(this.#libraries, processId[0]) };
    }
    return this.#front.integrity;
  }
}
