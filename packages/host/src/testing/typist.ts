// Somebody at a real keyboard and mouse: presses raw keys on a display, as hardware would, whatever the layout makes of
// them. For tests that need a browser to receive true key events.

import type { Disposable } from '@nearhand/base';
import { XConnection } from '../linux-x11/connection.ts';
import { useCoreKeyboard } from '../linux-x11/native/xkb.ts';
import { keycodeOf } from '../linux-x11/input/key-codes.ts';

const buttons = { left: 1, middle: 2, right: 3, wheelUp: 4, wheelDown: 5, wheelLeft: 6, wheelRight: 7 } as const;

export interface Typist extends Disposable {
  /** `code` as KeyboardEvent.code, such as `KeyA`, `ShiftLeft`, `AltRight`. Throws on an unknown one. */
  keyDown(code: string): void;
  keyUp(code: string): void;
  /** Presses all in order and lets go in reverse: `tap('ShiftLeft', 'KeyA')`. */
  tap(...codes: readonly string[]): void;
  moveTo(x: number, y: number): void;
  buttonDown(button: keyof typeof buttons): void;
  buttonUp(button: keyof typeof buttons): void;
  click(button: keyof typeof buttons, x: number, y: number): void;
  /** Switches to another of the layouts of the display, counted from 0. */
  chooseLayout(group: number): void;
}

/** Throws AppError `desktop_unavailable` when the display cannot be opened. */
export function openTypist(displayName: string): Typist {
  const connection = new XConnection(displayName);
  const { display, screen } = connection;
  const { xtst } = connection.libraries;
  if (!xtst) throw new Error('libXtst is missing.');
  const key = (code: string, press: 0 | 1): void => {
    const keycode = keycodeOf(code);
    if (keycode === null) throw new Error(`No such key: ${code}`);
    xtst.fakeKey(display, keycode, press, 0);
    connection.sync();
  };
  const button = (name: keyof typeof buttons, press: 0 | 1): void => {
    xtst.fakeButton(display, buttons[name], press, 0);
    connection.sync();
  };
  const typist: Typist = {
    keyDown: (code) => key(code, 1),
    keyUp: (code) => key(code, 0),
    tap(...codes) {
      for (const code of codes) key(code, 1);
      for (const code of codes.toReversed()) key(code, 0);
    },
    moveTo(x, y) {
      xtst.fakeMotion(display, screen, x, y, 0);
      connection.sync();
    },
    buttonDown: (name) => button(name, 1),
    buttonUp: (name) => button(name, 0),
    click(name, x, y) {
      typist.moveTo(x, y);
      button(name, 1);
      button(name, 0);
    },
    chooseLayout(group) {
      connection.libraries.xkb.lockGroup(display, useCoreKeyboard, group);
      connection.sync();
    },
    dispose: () => connection.dispose(),
  };
  return typist;
}
