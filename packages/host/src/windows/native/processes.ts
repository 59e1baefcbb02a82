// kernel32.dll and advapi32.dll: sessions of people at this computer, and programs started in them. Signatures only.

import koffi, { type LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

/** What this process may do with its own rights: TOKEN_ALL_ACCESS. */
const allOfToken = 0xf_01ff;
/** SecurityImpersonation, TokenPrimary */
const [impersonation, primaryToken] = [2, 1];
/** TokenSessionId */
const tokenSession = 12;
/** CREATE_UNICODE_ENVIRONMENT, CREATE_NO_WINDOW */
const creation = 0x400 | 0x800_0000;
/** The desktop that the person sees. */
const desktop = String.raw`winsta0\default`;
const startupBytes = 104;
/** WTSGetActiveConsoleSessionId: nobody is there just now. */
export const noSession = 0xffff_ffff;

const startup = koffi.struct({
  bytes: 'uint32_t',
  reserved: 'str16',
  desktop: 'str16',
  title: 'str16',
  placement: koffi.array('uint32_t', 7),
  flags: 'uint32_t',
  show: 'uint16_t',
  furtherBytes: 'uint16_t',
  further: 'void *',
  handles: koffi.array('void *', 3),
});
const started = koffi.struct({ process: 'void *', thread: 'void *', processId: 'uint32_t', threadId: 'uint32_t' });

const onDesktop = {
  bytes: startupBytes,
  reserved: null,
  desktop,
  title: null,
  placement: [0, 0, 0, 0, 0, 0, 0],
  flags: 0,
  show: 0,
  furtherBytes: 0,
  further: null,
  handles: [null, null, null],
};

/** Null-terminated UTF-16 texts. */
export interface NewProcess {
  readonly file: string;
  /** Windows writes into it. */
  readonly commandLine: Uint8Array;
  readonly environment: Uint8Array;
  readonly folder: string;
}

export function bindProcesses(kernel32: LibraryHandle, advapi32: LibraryHandle) {
  const sessionOf = kernel32.func('int ProcessIdToSessionId(uint32_t process, _Out_ uint32_t *session)');
  return {
    activeConsoleSession: kernel32.func('uint32_t WTSGetActiveConsoleSessionId()') as () => number,
    ownSession(): number | null {
      const session: Out = [0];
      return sessionOf(process.pid, session) === 0 ? null : session[0];
    },
    /** 0: it has ended. */
    waitFor: kernel32.func('uint32_t WaitForSingleObject(void *handle, uint32_t limitMs)') as (
      handle: Pointer,
      limitMs: number,
    ) => number,
    exitCode: kernel32.func('int GetExitCodeProcess(void *process, _Out_ uint32_t *code)') as (
      handle: Pointer,
      code: Out,
    ) => number,
    terminate: kernel32.func('int TerminateProcess(void *process, uint32_t code)') as (
      handle: Pointer,
      code: number,
    ) => number,
    closeHandle: kernel32.func('int CloseHandle(void *handle)') as (handle: Pointer) => number,
    ...bindStart(kernel32, advapi32),
  };
}

function bindStart(kernel32: LibraryHandle, advapi32: LibraryHandle) {
  const closeHandle = kernel32.func('int CloseHandle(void *handle)') as (handle: Pointer) => number;
  const close = (handle: Pointer | null) => handle !== null && closeHandle(handle);
  const ownProcess = kernel32.func('void *GetCurrentProcess()') as () => Pointer;
  const openToken = advapi32.func('int OpenProcessToken(void *process, uint32_t access, _Out_ void **token)');
  const copyToken = advapi32.func(
    'int DuplicateTokenEx(void *token, uint32_t access, void *security, int level, int kind, _Out_ void **copy)',
  );
  const setToken = advapi32.func('int SetTokenInformation(void *token, int what, const void *value, uint32_t bytes)');
  const create = advapi32.func('CreateProcessAsUserW', 'int', [
    'void *',
    'str16',
    'void *',
    'void *',
    'void *',
    'int',
    'uint32_t',
    'void *',
    'str16',
    koffi.pointer(startup),
    koffi.out(koffi.pointer(started)),
  ]);
  return {
    /** This process's own rights in another session; null: it may not. The caller closes it. */
    ownTokenIn(session: number): Pointer | null {
      const [own, copy]: [Pointer | null][] = [[null], [null]];
      if (own === undefined || copy === undefined || openToken(ownProcess(), allOfToken, own) === 0) return null;
      try {
        if (copyToken(own[0], allOfToken, null, impersonation, primaryToken, copy) === 0) return null;
        return setToken(copy[0], tokenSession, Uint32Array.of(session), 4) === 0 ? null : copy[0];
      } finally {
        close(own[0]);
      }
    },
    /** The process; null: Windows refused. The caller closes it. */
    createProcess(token: Pointer, { file, commandLine, environment, folder }: NewProcess): Pointer | null {
      const made: { process?: Pointer; thread?: Pointer } = {};
      if (create(token, file, commandLine, null, null, 0, creation, environment, folder, onDesktop, made) === 0)
        return null;
      close(made.thread ?? null);
      return made.process ?? null;
    },
  };
}

export type Processes = ReturnType<typeof bindProcesses>;
