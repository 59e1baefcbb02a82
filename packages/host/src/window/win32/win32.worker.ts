// The thread in which windows of Windows live: sleeps in the system's loop, draws what it is told, tells what was done.
// Started by win32-windows.ts.

import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { messageOf } from '@nearhand/base';
import type { FromWindowThread, ToWindowThread } from '../window-messages.ts';
import { message } from './native/windowing.ts';
import { Win32Stage, windowClass } from './win32-stage.ts';
import { Win32Window } from './win32-window.ts';

const port = parentPort;
if (port === null) throw new Error('This runs in a thread of its own');
const say = (said: FromWindowThread): void => port.postMessage(said);

/** HWND_MESSAGE: a window for messages alone. */
const messagesOnly = -3n;

function run(stage: Win32Stage): void {
  const windows = new Map<number, Win32Window>();
  let isRunning = true;
  const handle = (told: ToWindowThread): void => {
    if (told.type === 'stop') isRunning = false;
    else if (told.type === 'open') {
      const { window, content } = told;
      windows.set(window, new Win32Window({ stage, emit: (event) => say({ type: 'event', window, event }) }, content));
      say({ type: 'opened', window });
    } else if (told.type === 'show') windows.get(told.window)?.show(told.content);
    else {
      windows.get(told.window)?.dispose();
      windows.delete(told.window);
    }
  };
  const takeMessages = (): void => {
    for (;;) {
      const received = receiveMessageOnPort(port as NonNullable<typeof port>);
      if (received === undefined) return;
      handle(received.message as ToWindowThread);
    }
  };
  // To a window, not to the thread: while another window is dragged, what is sent to the thread would be lost.
  const ear = stage.windowing.createWindow(0, windowClass, '', 0, 0, 0, 0, 0, messagesOnly, 0, null, null);
  if (ear === null) throw new Error('Windows made no window');
  stage.handle(ear, (what) => {
    if (what !== message.wake) return undefined;
    takeMessages();
    return 0;
  });
  say({ type: 'ready', wake: String(ear) });
  takeMessages();
  while (isRunning && stage.turn([...windows.values()].map((window) => window.handle)));
  for (const window of windows.values()) window.dispose();
}

try {
  run(new Win32Stage());
} catch (error) {
  say({ type: 'failed', reason: messageOf(error) });
}
port.close();
