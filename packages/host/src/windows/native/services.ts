// advapi32.dll: a program that the service manager started answers it. Signatures only.

import koffi, { type LibraryHandle } from 'koffi';
import type { Pointer } from '../../native/library.ts';

/** SERVICE_WIN32_OWN_PROCESS */
const ownProcess = 16;
/** SERVICE_ACCEPT_STOP, _SHUTDOWN, _SESSIONCHANGE */
const accepted = 0x1 | 0x4 | 0x80;

/** SERVICE_CONTROL_… */
export const serviceControl = { stop: 1, interrogate: 4, shutdown: 5, sessionChange: 14 } as const;
/** SERVICE_… */
export const serviceState = { stopped: 1, stopPending: 3, running: 4 } as const;
type ServiceState = (typeof serviceState)[keyof typeof serviceState];

/** ERROR_CALL_NOT_IMPLEMENTED */
const notImplemented = 120;

const mainFunction = koffi.proto('void NearhandServiceMain(uint32_t count, void *words)');
const handlerFunction = koffi.proto(
  'uint32_t NearhandServiceHandler(uint32_t control, uint32_t event, void *data, void *own)',
);
const tableEntry = koffi.struct({ name: 'str16', main: koffi.pointer(mainFunction) });
const status = koffi.struct({
  type: 'uint32_t',
  state: 'uint32_t',
  accepted: 'uint32_t',
  exitCode: 'uint32_t',
  ownExitCode: 'uint32_t',
  checkPoint: 'uint32_t',
  waitHintMs: 'uint32_t',
});

export function bindServices(library: LibraryHandle) {
  const dispatch = library.func('StartServiceCtrlDispatcherW', 'int', [koffi.pointer(tableEntry)]);
  const register = library.func('RegisterServiceCtrlHandlerExW', 'void *', [
    'str16',
    koffi.pointer(handlerFunction),
    'void *',
  ]);
  const setStatus = library.func('SetServiceStatus', 'int', ['void *', koffi.pointer(status)]);
  return {
    /** `main` is called once, when the service manager wants the service. Resolves at the end; false: nobody asked. */
    dispatch(name: string, main: () => void): Promise<boolean> {
      const entry = koffi.register(main, koffi.pointer(mainFunction));
      const table = [
        { name, main: entry },
        { name: null, main: null },
      ];
      return new Promise((resolve) => {
        dispatch.async(table, (error: unknown, done: number) => resolve(error === null && done !== 0));
      });
    },
    /** `handle` gets SERVICE_CONTROL_ numbers; false: it does nothing about this one. */
    register(name: string, handle: (control: number) => boolean): Pointer | null {
      const handler = koffi.register(
        (control: number) => (handle(control) ? 0 : notImplemented),
        koffi.pointer(handlerFunction),
      );
      return register(name, handler, null) as Pointer | null;
    },
    setStatus(handle: Pointer, state: ServiceState, waitHintMs = 0): boolean {
      const isRunning = state === serviceState.running;
      const value = { type: ownProcess, state, accepted: isRunning ? accepted : 0, waitHintMs };
      return setStatus(handle, { ...value, exitCode: 0, ownExitCode: 0, checkPoint: 0 }) !== 0;
    },
  };
}

export type Services = ReturnType<typeof bindServices>;
