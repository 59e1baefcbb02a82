// The thread in which windows of Windows live: sleeps in the system's loop, draws what it is told, tells what was done.
// Started by win32-windows.ts.

import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { messageOf } from '@nearhand/base';
import { StageHands } from '../stage-hands.ts';
import type { FromWindowThread, ToWindowThread } from '../window-messages.ts';
import { message } from './native/windowing.ts';
import { Win32Stage, windowClass } from './win32-stage.ts';
import { Win32Tray } from './win32-tray.ts';
import { Win32Window } from './win32-window.ts';

const port = parentPort;
if (port === null) throw new Error('This runs in a thread of its own');
const say = (said: FromWindowThread): void => port.postMessage(said);

/** HWND_MESSAGE: a window for messages alone. */
const messagesOnly = -3n;

function run(stage: Win32Stage): void {
  const hands = new StageHands({
    newWindow: (emit, content, isHidden) => new Win32Window({ stage, emit, isHidden }, content),
    newTray: (emit, content) => new Win32Tray({ stage, emit }, content),
    say,
  });
  const takeMessages = (): void => {
    for (;;) {
      const received = receiveMessageOnPort(port as NonNullable<typeof port>);
      if (received === undefined) return;
      hands.take(received.message as ToWindowThread);
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
  while (hands.isRunning && stage.turn(hands.windows.map((window) => window.handle))) {
    for (const window of hands.windows) window.keepFocusInSight();
  }
  hands.dispose();
}

try {
  run(new Win32Stage());
} catch (error) {
  say({ type: 'failed', reason: messageOf(error) });
}
port.close();
