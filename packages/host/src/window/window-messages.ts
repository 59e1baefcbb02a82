// What a window's thread and the rest of the program say to each other. Plain values: they are copied between threads.

import type { WindowContent, WindowEvent } from './content.ts';
import type { TrayContent, TrayEvent } from './tray.ts';

export type ToWindowThread =
  | { readonly type: 'open'; readonly window: number; readonly content: WindowContent; readonly isHidden: boolean }
  | { readonly type: 'show'; readonly window: number; readonly content: WindowContent }
  | { readonly type: 'hide' | 'bringForward' | 'appear' | 'close'; readonly window: number }
  | { readonly type: 'openTray' | 'showTray'; readonly tray: number; readonly tells: TrayContent }
  | { readonly type: 'closeTray'; readonly tray: number }
  | { readonly type: 'stop' };

export type FromWindowThread =
  /** `wake`: a native handle by which the thread is woken, as decimal digits; empty where none is needed. */
  | { readonly type: 'ready'; readonly wake: string }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'opened'; readonly window: number }
  | { readonly type: 'event'; readonly window: number; readonly event: WindowEvent }
  | { readonly type: 'trayEvent'; readonly tray: number; readonly event: TrayEvent };
