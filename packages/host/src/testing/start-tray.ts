// A tray on an X display, as panels have one: takes the icons of programs by the XEmbed protocol and shows them side by
// side. At the top right, below a bar.

import type { Disposable } from '@nearhand/base';
import { XConnection } from '../linux-x11/connection.ts';
import { bindXselection, currentTime } from '../linux-x11/native/xselection.ts';
import { loadLibrary } from '../native/library.ts';
import { loadTestLibraries } from './native.ts';

export const trayIconPx = 24;
const place = { fromRight: 120, y: 60, width: 96 } as const;
const clientMessage = 33;
const eventBytes = 192;
/** XClientMessageEvent on 64 bits: where its fields are. */
const field = { type: 0, window: 32, messageType: 40, format: 48, data: 56 } as const;
const structureNotifyMask = 1n << 17n;
const requestDock = 0n;

export interface TestTray extends Disposable {
  /** Windows of icons that came so far, those that left again included. */
  readonly docked: number;
  /** The middle of the last one that came, on the display. */
  readonly iconPlace: { readonly x: number; readonly y: number };
}

export function startTray(displayName: string): TestTray {
  const connection = new XConnection(displayName);
  const { display, root, screen, libraries } = connection;
  const { x11 } = libraries;
  const native = loadTestLibraries();
  const selections = loadLibrary('libX11.so.6');
  if (selections === null) throw new Error('libX11 is missing.');
  const x = x11.displayWidth(display, screen) - place.fromRight;
  const window = native.createSimpleWindow(display, root, x, place.y, place.width, trayIconPx, 0, 0, 0xdfe3e6);
  native.mapWindow(display, window);
  const atom = (name: string): number => Number(x11.internAtom(display, name, 0));
  const selection = atom(`_NET_SYSTEM_TRAY_S${screen}`);
  const opcode = atom('_NET_SYSTEM_TRAY_OPCODE');
  const embedded = atom('_XEMBED');
  const tell = (to: number, type: number, mask: bigint, data: readonly bigint[]): void => {
    const event = new DataView(new ArrayBuffer(eventBytes));
    event.setInt32(field.type, clientMessage, true);
    event.setBigUint64(field.window, BigInt(to), true);
    event.setBigUint64(field.messageType, BigInt(type), true);
    event.setInt32(field.format, 32, true);
    for (const [index, word] of data.entries()) event.setBigUint64(field.data + index * 8, word, true);
    native.sendEvent(display, to, 0, Number(mask), new Uint8Array(event.buffer));
  };
  /** In the order they came. One program may ask twice, with the window it has in the end. */
  const icons: number[] = [];
  connection.handle(clientMessage, (event) => {
    if (event.getBigUint64(field.messageType, true) !== BigInt(opcode)) return;
    if (event.getBigUint64(field.data + 8, true) !== requestDock) return;
    const icon = Number(event.getBigUint64(field.data + 16, true));
    if (!icons.includes(icon)) icons.push(icon);
    const left = icons.indexOf(icon) * trayIconPx;
    connection.attempt(() => {
      // Whatever becomes of the tray, the icon's window goes on.
      native.addToSaveSet(display, icon);
      native.reparentWindow(display, icon, window, left, 0);
      native.moveAndResize(display, icon, left, 0, trayIconPx, trayIconPx);
      native.mapWindow(display, icon);
      tell(icon, embedded, 0n, [0n, 0n, 0n, BigInt(window), 0n]);
    }, true);
  });
  bindXselection(selections).setOwner(display, selection, window, currentTime);
  tell(root, atom('MANAGER'), structureNotifyMask, [0n, BigInt(selection), BigInt(window), 0n, 0n]);
  connection.flush();
  return {
    get docked() {
      return icons.length;
    },
    get iconPlace() {
      return { x: x + (icons.length - 0.5) * trayIconPx, y: place.y + trayIconPx / 2 };
    },
    dispose: () => connection.dispose(),
  };
}
