// A window system that shows nothing: tests see what would be shown, and do what a person would.

import { Emitter } from '@nearhand/base';
import type {
  NativeWindow,
  TrayContent,
  TrayEvent,
  TrayIcon,
  WindowContent,
  WindowEvent,
  WindowSystem,
} from '@nearhand/host';

export class FakeWindow implements NativeWindow {
  /** The last one is what is seen. */
  readonly shown: WindowContent[];
  readonly onEvent = new Emitter<WindowEvent>();
  readonly onLost = new Emitter<Error>();
  isSeen: boolean;
  isOpen = true;

  constructor(content: WindowContent, isSeen: boolean) {
    this.shown = [content];
    this.isSeen = isSeen;
  }

  show(content: WindowContent): void {
    this.shown.push(content);
  }

  hide(): void {
    this.isSeen = false;
  }

  bringForward(): void {
    this.isSeen = true;
  }

  appear(): void {
    this.isSeen = true;
  }

  dispose(): void {
    this.isOpen = false;
    this.isSeen = false;
  }
}

export class FakeTray implements TrayIcon {
  readonly shown: TrayContent[];
  readonly onEvent = new Emitter<TrayEvent>();
  isThere = false;

  constructor(content: TrayContent) {
    this.shown = [content];
  }

  show(content: TrayContent): void {
    this.shown.push(content);
  }

  place(isThere: boolean): void {
    this.isThere = isThere;
    this.onEvent.emit({ type: 'placed', isThere });
  }

  dispose(): void {
    this.isThere = false;
  }
}

export class FakeWindows implements WindowSystem {
  readonly name = 'gtk';
  readonly onLost = new Emitter<Error>();
  mayStartAgain = false;
  /** In the order of opening, closed ones included. */
  readonly windows: FakeWindow[] = [];
  readonly trays: FakeTray[] = [];

  async open(content: WindowContent, isHidden = false): Promise<FakeWindow> {
    const window = new FakeWindow(content, !isHidden);
    this.windows.push(window);
    return window;
  }

  openTray(content: TrayContent): FakeTray {
    const tray = new FakeTray(content);
    this.trays.push(tray);
    return tray;
  }

  /** As when the process that drew them was ended. */
  lose(mayStartAgain = true): void {
    this.mayStartAgain = mayStartAgain;
    const error = new Error('It was ended');
    for (const window of this.windows) if (window.isOpen) window.onLost.emit(error);
    this.onLost.emit(error);
  }

  dispose(): void {
    for (const one of [...this.windows, ...this.trays]) one.dispose();
  }
}
