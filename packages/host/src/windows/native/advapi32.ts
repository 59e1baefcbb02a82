// advapi32.dll: what a process may do. Signatures only.

import type { LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

/** TOKEN_QUERY */
export const queryToken = 8;
/** TokenIntegrityLevel: begins with a pointer to a SID whose last part is the level. */
export const integrityLevel = 25;

export function bindAdvapi32(library: LibraryHandle) {
  return {
    openProcessToken: library.func('int OpenProcessToken(void *process, uint32_t access, _Out_ void **token)') as (
      process: Pointer,
      access: number,
      token: [Pointer | null],
    ) => number,
    getTokenInformation: library.func(
      'int GetTokenInformation(void *token, int what, void *value, uint32_t bytes, _Out_ uint32_t *needed)',
    ) as (token: Pointer, what: number, value: Uint8Array, bytes: number, needed: Out) => number,
    getSidSubAuthorityCount: library.func('uint8_t *GetSidSubAuthorityCount(void *sid)') as (sid: bigint) => Pointer,
    getSidSubAuthority: library.func('uint32_t *GetSidSubAuthority(void *sid, uint32_t index)') as (
      sid: bigint,
      index: number,
    ) => Pointer,
  };
}

export type Advapi32 = ReturnType<typeof bindAdvapi32>;
