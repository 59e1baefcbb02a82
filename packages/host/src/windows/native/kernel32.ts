// kernel32.dll: processes. Signatures only.

import type { LibraryHandle } from 'koffi';
import type { Pointer } from '../../native/library.ts';

/** PROCESS_QUERY_LIMITED_INFORMATION */
export const queryLimited = 0x1000;

export function bindKernel32(library: LibraryHandle) {
  return {
    openProcess: library.func('void *OpenProcess(uint32_t access, int inherit, uint32_t process)') as (
      access: number,
      inherit: number,
      process: number,
    ) => Pointer | null,
    closeHandle: library.func('int CloseHandle(void *handle)') as (handle: Pointer) => number,
  };
}

export type Kernel32 = ReturnType<typeof bindKernel32>;
