// The thread that types a password at Winlogon's desktop. Answers with null, or with why it could not; ends then.

import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '@nearhand/base';
import { windowsLibraries } from '../windows/native/windows-libraries.ts';
import { isSessionLocked } from '../windows/session-state.ts';
import { typeAtWinlogon } from './winlogon-typist.ts';

async function type(password: unknown): Promise<void> {
  const { user32, wtsapi32 } = windowsLibraries();
  await typeAtWinlogon(String(password), {
    user32,
    isLocked: () => wtsapi32 !== null && isSessionLocked(wtsapi32),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}

void type(workerData)
  .then(() => null, messageOf)
  .then((answer) => parentPort?.postMessage(answer));
