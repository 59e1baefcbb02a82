// What a remote desktop must be able to do, whatever the operating system. A missing ability is null here,
// never an exception at use. Backends: linux-x11/, windows/, fake/.

import type { Disposable, Event } from '@nearhand/base';
import type { CursorShape, DesktopObstacle, Display, InputMessage, PixelBuffer, Rect } from '@nearhand/protocol';

/** One open connection to a desktop. Disposing it releases everything held down and every native handle. */
export interface Desktop extends Disposable {
  readonly info: DesktopInfo;
  readonly displays: Displays;
  readonly capture: ScreenCapture;
  /** null: this desktop can only be looked at. */
  readonly input: InputInjector | null;
  /** null: the pointer's shape cannot be read, the viewer shows its own. */
  readonly cursor: CursorSource | null;
  /** null: there is no clipboard to share. */
  readonly clipboard: Clipboard | null;
  /** null: there are no windows to tell apart. */
  readonly windows: WindowFinder | null;
  /** null: nothing of this system comes between. */
  readonly obstacles: ObstacleSource | null;
  /** The connection broke (display server ended); the owner disposes and opens again. */
  readonly onLost: Event<Error>;
}

export interface DesktopInfo {
  readonly system: 'linux' | 'windows' | 'macos' | 'demo';
  /** For people, such as "Debian GNU/Linux 12". */
  readonly systemName: string;
  readonly computerName: string;
  readonly userName: string;
}

export interface Displays {
  list(): readonly Display[];
  readonly onChanged: Event<readonly Display[]>;
}

export interface ScreenCapture {
  /** Starts watching one display. Several captures may run at once. Throws AppError `display_not_found`. */
  open(displayId: string): DisplayCapture;
  /** How pictures are read, tried out where that is not known yet. Changes nothing. */
  way(): Promise<CaptureWay>;
}

/** For technicians, in English. */
export interface CaptureWay {
  readonly name: string;
  /** What keeps from a quicker way; null: nothing, or there is none. */
  readonly whyNotQuicker: string | null;
}

/**
 * Event driven: while nothing changes on the screen nothing is emitted and no CPU is used.
 * `onDamage` says that something changed since the last `grab`, at most once between two grabs.
 */
export interface DisplayCapture extends Disposable {
  readonly onDamage: Event<void>;
  /**
   * The display as it is now, and what changed since the previous grab (the whole display the first time and after a
   * change of size). The buffer is reused by the next grab. Rectangles are relative to the display, may overlap, may
   * say more than changed, never less. An empty list means nothing changed.
   */
  grab(): { readonly picture: PixelBuffer; readonly damage: readonly Rect[] };
}

/** Coordinates are remote pixels of the whole desktop. */
export interface InputInjector {
  inject(message: InputMessage): void;
  /** Releases every key and button this injector holds down. */
  releaseAll(): void;
  /**
   * Called after a pointer position or button that did not come from this injector (the person at the computer).
   * null where it cannot be told.
   */
  readonly onLocalPointer: Event<{ readonly x: number; readonly y: number }> | null;
}

export interface CursorSource {
  /** null: hidden. */
  current(): CursorShape | null;
  readonly onChanged: Event<CursorShape | null>;
}

/** What is copied and pasted by hand (X11: CLIPBOARD, not PRIMARY). Text is told here; what else there is comes beside it. */
export interface Clipboard {
  /** Something was copied at the computer, other than by `writeText`. Nothing is looked for while nobody listens. */
  readonly onCopied: Event<void>;
  /**
   * The text as `cleanClipboardText` (protocol) leaves it. null: there is none, it came from `writeText`, it is longer than so
   * many bytes of UTF-8, a password manager marked it as secret, or the program that has it does not answer.
   */
  readText(maxBytes: number): Promise<string | null>;
  /** For programs to paste, until something else is copied or the desktop is disposed. False: it could not be put there. */
  writeText(text: string): Promise<boolean>;
}

/** What keeps an open desktop from being seen or used. */
export interface ObstacleSource {
  current(): DesktopObstacle | null;
  readonly onChanged: Event<DesktopObstacle | null>;
}

/** Tells whose window input would reach, so that the agent's own can be left out. */
export interface WindowFinder {
  /** Titles from the window under the point up to its top level. */
  titlesAt(x: number, y: number): readonly string[];
  /** Titles from the window with the keyboard up to its top level. */
  titlesWithFocus(): readonly string[];
  /** Whether a window of a Nearhand program is there, this one's or another's: by its mark, its frame included. */
  nearhandAt(x: number, y: number): boolean;
  /** Whether such a window has the keyboard. */
  nearhandHasFocus(): boolean;
}
