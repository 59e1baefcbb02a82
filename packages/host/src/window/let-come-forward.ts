// Windows lets a program bring its window to the front only where the one that the person uses allows it.

import { loadLibrary } from '../native/library.ts';

/** Another process of this user, which is told to show itself next. Elsewhere every program may. */
export function letComeForward(processId: number): void {
  if (process.platform !== 'win32') return;
  const allow = loadLibrary('user32.dll')?.func('int AllowSetForegroundWindow(uint32_t process)') as
    | ((processId: number) => number)
    | undefined;
  // Refused where this program is not in front itself: then the other one's button in the taskbar blinks.
  allow?.(processId);
}
