// What Windows tells of the session this program runs in.

import koffi from 'koffi';
import type { Out, Pointer } from '../native/library.ts';
import { currentSession, type Wtsapi32 } from './native/wtsapi32.ts';

/** WTSSessionInfoEx */
const sessionInfo = { what: 25, flags: 16, bytes: 20, isLocked: 0 } as const;
/** WTSUserName */
const userName = 5;
/** Its end alone, in UTF-16. */
const emptyTextBytes = 2;

/** Asked for this program's own session; false too where Windows does not say. */
export function isSessionLocked(wtsapi32: Wtsapi32): boolean {
  const flags = inform(wtsapi32, sessionInfo.what, (value, bytes) =>
    bytes >= sessionInfo.bytes ? Number(koffi.decode(value, sessionInfo.flags, 'int32_t')) : null,
  );
  return flags === sessionInfo.isLocked;
}

/** False: this session shows where one signs in. True too where Windows does not say. */
export function isSomebodySignedIn(wtsapi32: Wtsapi32): boolean {
  return inform(wtsapi32, userName, (_name, bytes) => bytes > emptyTextBytes) ?? true;
}

/** Empty: nobody, or Windows does not say. */
export function nameAtScreen(wtsapi32: Wtsapi32): string {
  return inform(wtsapi32, userName, (name) => String(koffi.decode(name, 'char16_t', -1))) ?? '';
}

function inform<T>(wtsapi32: Wtsapi32, what: number, read: (value: Pointer, bytes: number) => T): T | null {
  const value: [Pointer | null] = [null];
  const bytes: Out = [0];
  if (wtsapi32.querySessionInformation(null, currentSession, what, value, bytes) === 0) return null;
  const [found] = value;
  if (found === null) return null;
  try {
    return read(found, bytes[0]);
  } finally {
    wtsapi32.freeMemory(found);
  }
}
