// kernel32.dll: consoles and standard handles. Signatures only.

import type { LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

/** ATTACH_PARENT_PROCESS */
const parentProcess = 0xffff_ffff;
/** GENERIC_READ | GENERIC_WRITE */
const readAndWrite = 0xc000_0000;
/** FILE_SHARE_READ | FILE_SHARE_WRITE */
const shared = 3;
/** OPEN_EXISTING */
const existing = 3;
/** FILE_TYPE_DISK, FILE_TYPE_PIPE */
const [disk, pipe] = [1, 3];
/** STD_OUTPUT_HANDLE and STD_ERROR_HANDLE, by file descriptor. */
const standardHandles = new Map([
  [1, 0xffff_fff5],
  [2, 0xffff_fff4],
]);
/** INVALID_HANDLE_VALUE */
const invalidHandle = 0xffff_ffff_ffff_ffffn;

export function bindConsole(library: LibraryHandle) {
  const attach = library.func('int AttachConsole(uint32_t process)') as (process: number) => number;
  const free = library.func('int FreeConsole()') as () => number;
  const open = library.func(
    'void *CreateFileW(str16 name, uint32_t access, uint32_t share, void *security, uint32_t how, uint32_t flags, void *template)',
  );
  const write = library.func(
    'int WriteConsoleW(void *console, str16 text, uint32_t units, _Out_ uint32_t *written, void *reserved)',
  ) as (console: Pointer, text: string, units: number, written: Out, reserved: null) => number;
  const close = library.func('int CloseHandle(void *handle)') as (handle: Pointer) => number;
  return {
    /** False: the program that started this one has none or is gone, or this one has one already. */
    attachToParents: (): boolean => attach(parentProcess) !== 0,
    detach: (): void => void free(),
    /** What the console shows just now. The caller closes it. */
    openOutput(): Pointer | null {
      const handle: Pointer | null = open('CONOUT$', readAndWrite, shared, null, existing, 0, null);
      return handle === invalidHandle ? null : handle;
    },
    write: (output: Pointer, text: string): void => void write(output, text, text.length, [0], null),
    close: (output: Pointer): void => void close(output),
  };
}

export type Console = ReturnType<typeof bindConsole>;

export function bindStandardHandles(library: LibraryHandle) {
  const standard = library.func('void *GetStdHandle(uint32_t which)') as (which: number) => Pointer | null;
  const typeOf = library.func('uint32_t GetFileType(void *handle)') as (handle: Pointer | null) => number;
  return {
    isFileOrPipe(fd: number): boolean {
      const which = standardHandles.get(fd);
      return which !== undefined && [disk, pipe].includes(typeOf(standard(which)));
    },
  };
}
