// wtsapi32.dll: sessions of Windows. Signatures only.

import type { LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

/** The one this program runs in. */
export const currentSession = -1;

export function bindWtsapi32(library: LibraryHandle) {
  return {
    querySessionInformation: library.func(
      'int WTSQuerySessionInformationW(void *server, int32_t session, int what, _Out_ void **value, _Out_ uint32_t *bytes)',
    ) as (server: null, session: number, what: number, value: [Pointer | null], bytes: Out) => number,
    freeMemory: library.func('void WTSFreeMemory(void *value)') as (value: Pointer) => void,
    logoffSession: library.func('int WTSLogoffSession(void *server, uint32_t session, int wait)') as (
      server: null,
      session: number,
      wait: number,
    ) => number,
  };
}

export type Wtsapi32 = ReturnType<typeof bindWtsapi32>;
