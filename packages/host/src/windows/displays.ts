// The monitors of Windows, in physical pixels, and when they change. Windows counts from the primary one, so that others
// may lie at negative places; here the desktop begins at its top left.

import { type Clock, type Disposable, DisposableStore, Emitter, repeat } from '@nearhand/base';
import type { Display } from '@nearhand/protocol';
import type { Pointer } from '../native/library.ts';
import type { Displays } from '../ports.ts';
import { type User32, monitorInfo, perMonitorAwareV2, systemMetric } from './native/user32.ts';

const maximumDisplays = 16;
/** Windows tells of changes to programs with a window only. */
const lookEveryMs = 500;

const idPrefix = 'windows-';
const devicePrefix = '\\\\.\\';

/** The display's device, as Windows names it. */
export function deviceOf({ id }: Display): string {
  return `${devicePrefix}${id.slice(idPrefix.length)}`;
}

export class WindowsDisplays implements Displays, Disposable {
  readonly onChanged = new Emitter<readonly Display[]>();
  readonly #user32: User32;
  readonly #store = new DisposableStore();
  #origin = { x: 0, y: 0 };
  #displays: readonly Display[];

  constructor(user32: User32, clock: Clock) {
    this.#user32 = user32;
    // Physical pixels for this program, whatever its manifest says; refused where it says so already.
    user32.setProcessDpiAwarenessContext(perMonitorAwareV2);
    user32.setThreadDpiAwarenessContext(perMonitorAwareV2);
    this.#displays = this.#read();
    this.#store.add(this.onChanged);
    this.#store.add(repeat(clock, lookEveryMs, () => this.refresh()));
  }

  list(): readonly Display[] {
    return this.#displays;
  }

  find(displayId: string): Display | undefined {
    return this.#displays.find((display) => display.id === displayId);
  }

  /** Where the desktop's top left is for Windows. */
  get origin(): { readonly x: number; readonly y: number } {
    return this.#origin;
  }

  /** Reads them again; emits when anything differs. */
  refresh(): void {
    const displays = this.#read();
    if (JSON.stringify(displays) === JSON.stringify(this.#displays)) return;
    this.#displays = displays;
    this.onChanged.emit(displays);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #read(): readonly Display[] {
    const metric = (which: number): number => this.#user32.getSystemMetrics(which);
    const [left, top] = [metric(systemMetric.virtualX), metric(systemMetric.virtualY)];
    this.#origin = { x: left, y: top };
    const monitors: Pointer[] = [];
    this.#user32.enumDisplayMonitors((monitor) => void monitors.push(monitor));
    const displays = monitors.slice(0, maximumDisplays).flatMap((monitor) => this.#display(monitor) ?? []);
    const anyPrimary = displays.some(({ primary }) => primary);
    // Between two monitors there may be none for a moment.
    if (displays.length > 0) {
      return displays.map((display, index) => ({ ...display, primary: anyPrimary ? display.primary : index === 0 }));
    }
    const [width, height] = [metric(systemMetric.virtualWidth), metric(systemMetric.virtualHeight)];
    return [{ id: `${idPrefix}screen`, name: 'Screen', bounds: { x: 0, y: 0, width, height }, primary: true }];
  }

  #display(monitor: Pointer): Display | null {
    const bytes = new Uint8Array(monitorInfo.bytes);
    const info = new DataView(bytes.buffer);
    info.setUint32(0, monitorInfo.bytes, true);
    if (this.#user32.getMonitorInfo(monitor, bytes) === 0) return null;
    const field = (offset: number): number => info.getInt32(offset, true);
    const { left, top, right, bottom } = monitorInfo;
    const device = Buffer.from(bytes.subarray(monitorInfo.device)).toString('utf16le').split('\0')[0] ?? '';
    const name = device.startsWith(devicePrefix) ? device.slice(devicePrefix.length) : device;
    const [width, height] = [field(right) - field(left), field(bottom) - field(top)];
    if (width <= 0 || height <= 0) return null;
    return {
      id: `${idPrefix}${name}`.slice(0, 64),
      name: name.replace(/^DISPLAY/, 'Display ').slice(0, 128),
      bounds: { x: field(left) - this.#origin.x, y: field(top) - this.#origin.y, width, height },
      primary: (info.getUint32(monitorInfo.flags, true) & monitorInfo.isPrimary) !== 0,
    };
  }
}
