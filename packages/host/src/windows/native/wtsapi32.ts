// wtsapi32.dll: the session this program runs in. Signatures only.

import type { LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

export const currentSession = -1;
/** WTSSessionInfoEx */
export const sessionInfo = { what: 25, flags: 16, bytes: 20, isLocked: 0 } as const;

export function bindWtsapi32(library: LibraryHandle) {
  return {
    querySessionInformation: library.func(
      'int WTSQuerySessionInformationW(void *server, int32_t session, int what, _Out_ void **value, _Out_ uint32_t *bytes)',
    ) as (server: null, session: number, what: number, value: [Pointer | null], bytes: Out) => number,
    freeMemory: library.func('void WTSFreeMemory(void *value)') as (value: Pointer) => void,
  };
}

export type Wtsapi32 = ReturnType<typeof bindWtsapi32>;
