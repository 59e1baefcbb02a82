// libc: System V shared memory, for MIT-SHM. Signatures only.

import type { LibraryHandle } from 'koffi';
import type { Pointer } from '../../native/library.ts';

export const ipcPrivate = 0;
export const ipcCreate = 0o1000;
export const ipcRemove = 0;
/** MSG_PEEK and MSG_DONTWAIT. */
export const peekWithoutWaiting = 0x2 | 0x40;

export function bindLibc(library: LibraryHandle) {
  return {
    shmget: library.func('int shmget(int key, size_t size, int flags)') as (k: number, s: number, f: number) => number,
    /** -1 (all bits set) on failure. */
    shmat: library.func('void *shmat(int id, const void *address, int flags)') as (
      id: number,
      address: null,
      flags: number,
    ) => Pointer,
    recv: library.func('long recv(int socket, void *buffer, size_t length, int flags)') as (
      socket: number,
      buffer: Uint8Array,
      length: number,
      flags: number,
    ) => number,
    shmdt: library.func('int shmdt(const void *address)') as (address: Pointer) => number,
    shmctl: library.func('int shmctl(int id, int command, void *buffer)') as (
      id: number,
      command: number,
      buffer: null,
    ) => number,
  };
}

export type Libc = ReturnType<typeof bindLibc>;
