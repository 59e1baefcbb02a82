// A window of the operating system's own, and an icon in its tray. Backends: gtk/, win32/. Where none can be opened there
// is no window system, and whoever wanted one does without.

import type { Disposable, Event } from '@nearhand/base';
import type { WindowContent, WindowEvent } from './content.ts';
import type { TrayContent, TrayEvent } from './tray.ts';

/** Disposing it takes the window away, with bar and frames. */
export interface NativeWindow extends Disposable {
  /** Draws it in place of what was there; what has the keyboard keeps it where it is still there. */
  show(content: WindowContent): void;
  /** Takes it off the screen; its bar and frames stay, and what is urgent brings it back. */
  hide(): void;
  /** Puts it on the screen, in front, with the keyboard. */
  bringForward(): void;
  /** Puts it on the screen above others, and leaves the keyboard where it is. Stays there until hidden or brought forward. */
  appear(): void;
  readonly onEvent: Event<WindowEvent>;
  /** The window system ended: nothing is shown any more. */
  readonly onLost: Event<Error>;
}

/** Disposing it takes the icon away. */
export interface TrayIcon extends Disposable {
  show(content: TrayContent): void;
  /** It is in a tray. False at first, and for ever where the desktop has none. */
  readonly isThere: boolean;
  readonly onEvent: Event<TrayEvent>;
}

/** Disposing it takes all its windows away and ends its thread. */
export interface WindowSystem extends Disposable {
  /** `page`: the agent's own, in a browser. */
  readonly name: 'gtk' | 'win32' | 'page';
  /** It ended, and another one may be started. Never where it was part of this process: GTK is started once in each. */
  readonly mayStartAgain: boolean;
  /** It ended without being told to. */
  readonly onLost: Event<Error>;
  /** Resolves once it is on the screen, or ready to be with `isHidden`. Rejects with AppError `desktop_unavailable`. */
  open(content: WindowContent, isHidden?: boolean): Promise<NativeWindow>;
  /** Puts itself into a tray as soon as there is one. */
  openTray(content: TrayContent): TrayIcon;
}
