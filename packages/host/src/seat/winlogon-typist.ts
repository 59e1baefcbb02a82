// Types a password where Windows asks for it: on Winlogon's desktop, which no program of a person can be on and only
// LocalSystem may open. For a thread without windows, which joins that desktop for good.

import { AppError } from '@nearhand/base';
import type { Out } from '../native/library.ts';
import { InputBatch } from '../windows/input/send-input.ts';
import { objectName, type User32 } from '../windows/native/user32.ts';

/** Every right to a desktop there is (DESKTOP_READOBJECTS to DESKTOP_SWITCHDESKTOP). */
const allRights = 0x01ff;
const winlogon = 'Winlogon';
const nameBytes = 512;
const control = { virtualKey: 0x11, scanCode: 0x1d } as const;
const enter = { virtualKey: 0x0d, scanCode: 0x1c } as const;
/** For the picture before the password field to make room for it. */
const curtainMs = 1500;

export interface TypistOptions {
  readonly user32: User32;
  /** Of this session. */
  readonly isLocked: () => boolean;
  readonly pause: (ms: number) => Promise<void>;
}

/** Throws AppError `unavailable` where it must not, or cannot, be typed. That it was typed is no proof of anything. */
export async function typeAtWinlogon(password: string, { user32, isLocked, pause }: TypistOptions): Promise<void> {
  joinWinlogon(user32);
  // Any key takes the picture away; this one writes nothing.
  press(user32, (batch) => {
    batch.key(control, true);
    batch.key(control, false);
  });
  await pause(curtainMs);
  if (!isLocked()) throw new AppError('unavailable', 'The computer is not locked any more.');
  joinWinlogon(user32);
  press(user32, (batch) => {
    for (let index = 0; index < password.length; index++) batch.character(password.charCodeAt(index));
    batch.key(enter, true);
    batch.key(enter, false);
  });
}

/** The desktop stays this thread's until it ends, and must not be closed before. */
function joinWinlogon(user32: User32): void {
  const desktop = user32.openInputDesktop(0, 0, allRights);
  if (desktop === null) throw new AppError('unavailable', 'Windows does not let this program to its lock screen.');
  const name = new Uint8Array(nameBytes);
  const isNamed = user32.getUserObjectInformation(desktop, objectName, name, nameBytes, [0] satisfies Out) !== 0;
  const isWinlogon = isNamed && Buffer.from(name.buffer).toString('utf16le').split('\0')[0] === winlogon;
  if (isWinlogon && user32.setThreadDesktop(desktop) !== 0) return;
  user32.closeDesktop(desktop);
  throw new AppError('unavailable', 'Windows asks for the password on no desktop of its own.');
}

function press(user32: User32, fill: (batch: InputBatch) => void): void {
  const batch = new InputBatch(user32);
  fill(batch);
  if (!batch.send()) throw new AppError('unavailable', 'Windows did not take the keys.');
}
