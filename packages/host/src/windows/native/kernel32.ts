// kernel32.dll: processes, drives, libraries, and memory that is handed over with the clipboard. Signatures only.

import type { LibraryHandle } from 'koffi';
import type { Pointer } from '../../native/library.ts';

/** PROCESS_QUERY_LIMITED_INFORMATION */
export const queryLimited = 0x1000;
/** GMEM_MOVEABLE */
export const movableMemory = 2;
/** LOAD_LIBRARY_SEARCH_SYSTEM32 */
const fromSystemFolder = 0x800;

export function bindKernel32(library: LibraryHandle) {
  const loadLibrary = library.func('void *LoadLibraryExW(str16 name, void *reserved, uint32_t flags)');
  return {
    /** Loads a library from the system's folder and nowhere else, in another thread. False: it is not there. */
    loadFromSystem(fileName: string): Promise<boolean> {
      return new Promise((resolve) => {
        loadLibrary.async(fileName, null, fromSystemFolder, (error: unknown, handle: Pointer | null) =>
          resolve(error === null && handle !== null),
        );
      });
    },
    openProcess: library.func('void *OpenProcess(uint32_t access, int inherit, uint32_t process)') as (
      access: number,
      inherit: number,
      process: number,
    ) => Pointer | null,
    /** A bit for each letter, A first. */
    getLogicalDrives: library.func('uint32_t GetLogicalDrives()') as () => number,
    getDriveType: library.func('uint32_t GetDriveTypeW(str16 drive)') as (drive: string) => number,
    closeHandle: library.func('int CloseHandle(void *handle)') as (handle: Pointer) => number,
    globalAlloc: library.func('void *GlobalAlloc(uint32_t flags, size_t bytes)') as (
      flags: number,
      bytes: number,
    ) => Pointer | null,
    globalFree: library.func('void *GlobalFree(void *handle)') as (handle: Pointer) => Pointer | null,
    globalLock: library.func('void *GlobalLock(void *handle)') as (handle: Pointer) => Pointer | null,
    globalUnlock: library.func('int GlobalUnlock(void *handle)') as (handle: Pointer) => number,
    globalSize: library.func('size_t GlobalSize(void *handle)') as (handle: Pointer) => number | bigint,
    copyTo: library.func('void RtlMoveMemory(void *to, const void *from, size_t bytes)') as (
      to: Pointer,
      from: Uint8Array,
      bytes: number,
    ) => void,
    copyFrom: library.func('void RtlMoveMemory(void *to, const void *from, size_t bytes)') as (
      to: Uint8Array,
      from: Pointer,
      bytes: number,
    ) => void,
  };
}

export type Kernel32 = ReturnType<typeof bindKernel32>;
