// The classes of a Nearhand program's windows, and whose procedure gets which window's messages. Once in a thread.

import { nearhandClassPrefix } from '../../windows/nearhand-class.ts';
import type { Pointer } from '../../native/library.ts';
import { loadWindowing, messageBytes, type Windowing } from './native/windowing.ts';
import { type Colours, Win32Look } from './win32-look.ts';

export const windowClass = nearhandClassPrefix;
export const barClass = `${nearhandClassPrefix}Bar`;
/** Lets clicks through, and so carries no mark. */
export const frameClass = 'NearhandFrame';
/** Takes the tray's clicks and is never shown. */
export const trayClass = `${nearhandClassPrefix}Tray`;
const perMonitorAwareV2 = -4;

/** undefined: what Windows does by itself. */
export type Handler = (message: number, wide: bigint, long: bigint) => number | bigint | undefined;

export class Win32Stage {
  readonly windowing: Windowing;
  readonly look: Win32Look;
  readonly #handlers = new Map<Pointer, Handler>();

  constructor() {
    this.windowing = loadWindowing();
    this.windowing.setThreadDpiAwarenessContext(perMonitorAwareV2);
    this.look = new Win32Look(this.windowing);
    const { colours } = this.look;
    const procedure = (window: Pointer, message: number, wide: number | bigint, long: number | bigint) => {
      const [w, l] = [BigInt(wide), BigInt(long)];
      const answer = this.#handlers.get(window)?.(message, w, l);
      return answer ?? this.windowing.defaultProcedure(window, message, w, l);
    };
    const icons = this.windowing.programIcons(process.execPath);
    const register = (name: string, { brush }: Colours): void =>
      this.windowing.registerClass(name, brush, icons, procedure);
    register(windowClass, colours.plain);
    register(barClass, colours.live);
    register(frameClass, colours.live);
    register(trayClass, colours.plain);
  }

  handle(window: Pointer, handler: Handler): void {
    this.#handlers.set(window, handler);
  }

  destroy(window: Pointer): void {
    this.#handlers.delete(window);
    this.windowing.destroyWindow(window);
  }

  /** Waits for one message and handles it; `dialogs` get Tab, Enter and access keys. False: the loop is over. */
  turn(dialogs: Iterable<Pointer>): boolean {
    const { windowing } = this;
    const message = new Uint8Array(messageBytes);
    if (windowing.nextMessage(message, null, 0, 0) <= 0) return false;
    for (const dialog of dialogs) if (windowing.isDialogMessage(dialog, message) !== 0) return true;
    windowing.translate(message);
    windowing.dispatch(message);
    return true;
  }
}
