// The monitors as RandR sees them, and when they change.

import koffi from 'koffi';
import { type Disposable, DisposableStore, Emitter } from '@nearhand/base';
import type { Display, Rect } from '@nearhand/protocol';
import type { Displays } from '../ports.ts';
import type { XConnection } from './connection.ts';
import type { Out } from '../native/library.ts';
import { type Monitor, type Xrandr, monitorStruct, randrEvent } from './native/xrandr.ts';

const maximumDisplays = 16;

export class X11Displays implements Displays, Disposable {
  readonly onChanged = new Emitter<readonly Display[]>();
  readonly #connection: XConnection;
  readonly #randr: Xrandr | null;
  readonly #store = new DisposableStore();
  #displays: readonly Display[];

  constructor(connection: XConnection) {
    this.#connection = connection;
    const event: Out = [0];
    const randr = connection.libraries.xrandr;
    this.#randr = randr?.queryExtension(connection.display, event, [0]) ? randr : null;
    if (this.#randr) {
      this.#store.add(
        connection.handle(event[0] + randrEvent.screenChange, (_event, bytes) => {
          this.#randr?.updateConfiguration(bytes);
          this.refresh();
        }),
      );
      this.#randr.selectInput(connection.display, connection.root, randrEvent.screenChangeMask);
    }
    this.#displays = this.#read();
    this.#store.add(this.onChanged);
  }

  list(): readonly Display[] {
    return this.#displays;
  }

  find(displayId: string): Display | undefined {
    return this.#displays.find((display) => display.id === displayId);
  }

  /** Reads them again; emits when anything differs. */
  refresh(): void {
    if (this.#connection.closed) return;
    const displays = this.#read();
    if (JSON.stringify(displays) === JSON.stringify(this.#displays)) return;
    this.#displays = displays;
    this.onChanged.emit(displays);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #read(): readonly Display[] {
    const monitors = this.#randr ? this.#monitors(this.#randr) : [];
    return monitors.length > 0 ? monitors : [this.#wholeScreen()];
  }

  #monitors(randr: Xrandr): Display[] {
    const version: [Out, Out] = [[0], [0]];
    if (randr.queryVersion(this.#connection.display, ...version) === 0) return [];
    if (version[0][0] * 100 + version[1][0] < 105) return [];
    const count: Out = [0];
    const list = randr.getMonitors(this.#connection.display, this.#connection.root, 1, count);
    if (list === null) return [];
    const monitors: Monitor[] = Array.from({ length: Math.min(count[0], maximumDisplays) }, (_, index) =>
      koffi.decode(list, index * koffi.sizeof(monitorStruct), monitorStruct),
    );
    randr.freeMonitors(list);
    const anyPrimary = monitors.some((monitor) => monitor.primary !== 0);
    const { bounds: screen } = this.#wholeScreen();
    return monitors
      .map((monitor) => ({ ...monitor, ...intersection(monitor, screen) }))
      .filter((monitor) => monitor.width > 0 && monitor.height > 0)
      .map((monitor, index) => {
        const name = this.#atomName(monitor.name) ?? `Display ${index + 1}`;
        return {
          id: `x11-${name}`.slice(0, 64),
          name: name.slice(0, 128),
          bounds: { x: monitor.x, y: monitor.y, width: monitor.width, height: monitor.height },
          primary: anyPrimary ? monitor.primary !== 0 : index === 0,
        };
      });
  }

  #atomName(atom: number): string | null {
    const { x11 } = this.#connection.libraries;
    const pointer = x11.getAtomName(this.#connection.display, atom);
    if (pointer === null) return null;
    const name = koffi.decode.string(pointer);
    x11.free(pointer);
    return name;
  }

  #wholeScreen(): Display {
    const { x11 } = this.#connection.libraries;
    const width = x11.displayWidth(this.#connection.display, this.#connection.screen);
    const height = x11.displayHeight(this.#connection.display, this.#connection.screen);
    return { id: 'x11-screen', name: 'Screen', bounds: { x: 0, y: 0, width, height }, primary: true };
  }
}

/** The part of a monitor on the screen; while sizes change, one may reach beyond it, where nothing can be captured. */
function intersection(monitor: Rect, screen: Rect): Rect {
  const width = Math.min(monitor.x + monitor.width, screen.width) - monitor.x;
  const height = Math.min(monitor.y + monitor.height, screen.height) - monitor.y;
  return { x: monitor.x, y: monitor.y, width: Math.max(0, width), height: Math.max(0, height) };
}
