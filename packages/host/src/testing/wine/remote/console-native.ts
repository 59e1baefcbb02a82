// Calls of Windows that only tests of the console need. Signatures only.

import koffi from 'koffi';
import { loadLibrary, type Out, type Pointer } from '../../../native/library.ts';

/** STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE */
const standardHandles = [0xffff_fff6, 0xffff_fff5, 0xffff_fff4];
/** GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_EXISTING */
const [readAndWrite, shared, existing] = [0xc000_0000, 3, 3];
const startupBytes = 104;
/** CONSOLE_SCREEN_BUFFER_INFO: 16 bits each. */
const bufferInfo = { words: 11, width: 0, cursorRow: 3 } as const;
/** DETACHED_PROCESS: Wine would attach even a program of the desktop to this one's console, which Windows does not. */
const detached = 8;
const endless = 0xffff_ffff;

const started = koffi.struct({ process: 'void *', thread: 'void *', processId: 'uint32_t', threadId: 'uint32_t' });

export function loadConsoleCalls() {
  const library = loadLibrary('kernel32.dll');
  if (!library) throw new Error('This is not Windows.');
  const [free, alloc] = [library.func('int FreeConsole()'), library.func('int AllocConsole()')];
  const open = library.func(
    'void *CreateFileW(str16 name, uint32_t access, uint32_t share, void *security, uint32_t how, uint32_t flags, void *template)',
  );
  const setStandard = library.func('int SetStdHandle(uint32_t which, void *handle)');
  return {
    /** A new console in place of the present one, to be read; programs that are started do not get its handles. */
    openConsole(): Pointer {
      free();
      if (alloc() === 0) throw new Error('There is no new console.');
      for (const which of standardHandles) setStandard(which, null);
      return open('CONOUT$', readAndWrite, shared, null, existing, 0, null);
    },
    closeConsole: (): void => void free(),
    /** How many are attached to this one's console; 0: it has none. */
    processesOfConsole: library.func('uint32_t GetConsoleProcessList(_Out_ uint32_t *list, uint32_t most)') as (
      list: Uint32Array,
      most: number,
    ) => number,
    ...bindStart(library),
    ...bindScreen(library),
  };
}

type Library = NonNullable<ReturnType<typeof loadLibrary>>;

function bindStart(library: Library) {
  const create = library.func('CreateProcessW', 'int', [
    'str16',
    'void *',
    'void *',
    'void *',
    'int',
    'uint32_t',
    'void *',
    'void *',
    'void *',
    koffi.out(koffi.pointer(started)),
  ]);
  const waitFor = library.func('uint32_t WaitForSingleObject(void *handle, uint32_t limitMs)');
  const exitCode = library.func('int GetExitCodeProcess(void *process, _Out_ uint32_t *code)');
  return {
    /** As a shell does it without redirection; comes back with the exit code. */
    run(file: string, commandLine: string): number {
      const startup = new Uint8Array(startupBytes);
      startup[0] = startupBytes;
      const made: { process?: Pointer } = {};
      const line = Buffer.from(`${commandLine}\0`, 'utf16le');
      if (create(file, line, null, null, 0, detached, null, null, startup, made) === 0)
        throw new Error('It did not start.');
      waitFor(made.process, endless);
      const code: Out = [0];
      exitCode(made.process, code);
      return code[0];
    },
  };
}

function bindScreen(library: Library) {
  const info = library.func('int GetConsoleScreenBufferInfo(void *console, _Out_ void *info)');
  const read = library.func(
    'int ReadConsoleOutputCharacterW(void *console, _Out_ void *text, uint32_t cells, uint32_t from, _Out_ uint32_t *read)',
  );
  return {
    /** Down to the one with the cursor. */
    rowsOf(console: Pointer): string[] {
      const words = new Int16Array(bufferInfo.words);
      if (info(console, words) === 0) throw new Error('There is no console.');
      const [width = 0, last = 0] = [words[bufferInfo.width], words[bufferInfo.cursorRow]];
      return Array.from({ length: last + 1 }, (_, row) => {
        const cells = Buffer.alloc(width * 2);
        read(console, cells, width, row * 0x1_0000, [0]);
        return cells.toString('utf16le').trimEnd();
      });
    },
  };
}
