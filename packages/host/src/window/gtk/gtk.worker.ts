// The thread in which GTK lives: sleeps in GTK's loop, draws what it is told, tells what was done. Started by gtk-windows.ts.

import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { AppError, messageOf } from '@nearhand/base';
import { StageHands } from '../stage-hands.ts';
import type { FromWindowThread, ToWindowThread } from '../window-messages.ts';
import { GtkSignals } from './gtk-signals.ts';
import { useStyle } from './gtk-style.ts';
import { GtkTray } from './gtk-tray.ts';
import { GtkWindow } from './gtk-window.ts';
import { type GtkThreadData, type RunningGtk, initialiseGtk } from './initialise-gtk.ts';

const port = parentPort;
if (port === null) throw new Error('This runs in a thread of its own');
const say = (message: FromWindowThread): void => port.postMessage(message);

function run({ toolkit, isLost }: RunningGtk): void {
  const signals = new GtkSignals(toolkit);
  const hands = new StageHands({
    newWindow: (emit, content, isHidden) => new GtkWindow({ toolkit, signals, emit, isHidden }, content),
    newTray: (emit, content) => new GtkTray({ toolkit, signals, emit }, content),
    say,
  });
  const takeMessages = (): void => {
    for (;;) {
      const received = receiveMessageOnPort(port as NonNullable<typeof port>);
      if (received === undefined) return;
      hands.take(received.message as ToWindowThread);
    }
  };
  say({ type: 'ready', wake: '' });
  while (hands.isRunning) {
    takeMessages();
    if (hands.isRunning) toolkit.glib.iterate(null, 1);
    if (isLost()) throw new AppError('desktop_unavailable', 'The display ended.');
  }
  hands.dispose();
  // Takes the windows off the screen before the thread is gone.
  while (toolkit.glib.iterate(null, 0) !== 0);
}

try {
  const gtk = initialiseGtk(workerData as GtkThreadData);
  useStyle(gtk.toolkit);
  run(gtk);
} catch (error) {
  say({ type: 'failed', reason: messageOf(error) });
}
port.close();
