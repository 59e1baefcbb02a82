// What a window's thread and the rest of the program say to each other. Plain values: they are copied between threads.

import type { WindowContent, WindowEvent } from './content.ts';

export type ToWindowThread =
  | { readonly type: 'open'; readonly window: number; readonly content: WindowContent }
  | { readonly type: 'show'; readonly window: number; readonly content: WindowContent }
  | { readonly type: 'close'; readonly window: number }
  | { readonly type: 'stop' };

export type FromWindowThread =
  /** `wake`: a native handle by which the thread is woken, as decimal digits; empty where none is needed. */
  | { readonly type: 'ready'; readonly wake: string }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'opened'; readonly window: number }
  | { readonly type: 'event'; readonly window: number; readonly event: WindowEvent };
