// advapi32.dll: what an administrator asks of the service manager. Signatures only.

import koffi, { type LibraryHandle, type TypeObject } from 'koffi';
import type { Pointer } from '../../native/library.ts';

/** SC_MANAGER_CONNECT, SC_MANAGER_CREATE_SERVICE */
export const managerAccess = { connect: 1, create: 2 } as const;
/** SERVICE_QUERY_STATUS; SERVICE_ALL_ACCESS */
export const serviceAccess = { query: 4, all: 0xf_01ff } as const;
/** SERVICE_WIN32_OWN_PROCESS, SERVICE_AUTO_START, SERVICE_ERROR_NORMAL */
const [ownProcess, autoStart, errorNormal] = [16, 2, 1];
/** SERVICE_CONFIG_DESCRIPTION, _FAILURE_ACTIONS */
const config = { description: 1, failureActions: 2 } as const;
/** SC_ACTION_RESTART */
const restart = 1;
/** SERVICE_STATUS: seven numbers, of which the second is the state. */
const statusNumbers = 7;

const description = koffi.struct({ text: 'str16' });
const action = koffi.struct({ type: 'uint32_t', delayMs: 'uint32_t' });
const failureActions = koffi.struct({
  resetSeconds: 'uint32_t',
  message: 'str16',
  command: 'str16',
  count: 'uint32_t',
  actions: koffi.pointer(action),
});

export interface NewService {
  readonly name: string;
  /** As Windows lists it. */
  readonly title: string;
  /** Program and words, quoted. */
  readonly command: string;
}

export function bindServiceManager(library: LibraryHandle) {
  const create = library.func(
    `void *CreateServiceW(void *manager, str16 name, str16 title, uint32_t access, uint32_t type, uint32_t start,
      uint32_t error, str16 command, str16 group, void *tag, str16 needs, str16 account, str16 password)`,
  );
  const configure = (value: TypeObject) =>
    library.func('ChangeServiceConfig2W', 'int', ['void *', 'uint32_t', koffi.pointer(value)]);
  const [setDescription, setActions] = [description, failureActions].map(configure);
  return {
    openManager: library.func('void *OpenSCManagerW(str16 machine, str16 database, uint32_t access)') as (
      machine: null,
      database: null,
      access: number,
    ) => Pointer | null,
    openService: library.func('void *OpenServiceW(void *manager, str16 name, uint32_t access)') as (
      manager: Pointer,
      name: string,
      access: number,
    ) => Pointer | null,
    /** Runs as LocalSystem, starts with the computer. */
    createService(manager: Pointer, { name, title, command }: NewService): Pointer | null {
      const kind = [serviceAccess.all, ownProcess, autoStart, errorNormal];
      return create(manager, name, title, ...kind, command, null, null, null, null, null) as Pointer | null;
    },
    startService: library.func('int StartServiceW(void *service, uint32_t count, void *words)') as (
      service: Pointer,
      count: 0,
      words: null,
    ) => number,
    controlService: library.func('int ControlService(void *service, uint32_t control, _Out_ uint32_t *status)') as (
      service: Pointer,
      control: number,
      status: Uint32Array,
    ) => number,
    deleteService: library.func('int DeleteService(void *service)') as (service: Pointer) => number,
    closeHandle: library.func('int CloseServiceHandle(void *handle)') as (handle: Pointer) => number,
    setDescription: (service: Pointer, text: string): boolean =>
      setDescription?.(service, config.description, { text }) !== 0,
    /** Started again after a crash, after these pauses, the last for all further ones. */
    setRestarts(service: Pointer, pausesMs: readonly number[], resetSeconds: number): boolean {
      const actions = pausesMs.map((delayMs) => ({ type: restart, delayMs }));
      const value = { resetSeconds, message: null, command: null, count: actions.length, actions };
      return setActions?.(service, config.failureActions, value) !== 0;
    },
    ...bindQuery(library),
  };
}

function bindQuery(library: LibraryHandle) {
  const query = library.func('int QueryServiceStatus(void *service, _Out_ uint32_t *status)') as (
    service: Pointer,
    status: Uint32Array,
  ) => number;
  return {
    /** SERVICE_… as in services.ts; null: it cannot be asked. */
    stateOf(service: Pointer): number | null {
      const status = new Uint32Array(statusNumbers);
      return query(service, status) === 0 ? null : (status[1] ?? null);
    },
  };
}

export type ServiceManagerLibrary = ReturnType<typeof bindServiceManager>;
