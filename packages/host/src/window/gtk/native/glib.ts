// libglib and libgobject: the loop, signals, references. Signatures only.

import koffi, { type LibraryHandle } from 'koffi';
import type { Pointer } from '../../../native/library.ts';

/** Handlers of signals without further arguments, such as `clicked`. */
export const signalProto = koffi.proto('void (void *instance, void *data)');
/** Handlers of events, such as `delete-event`: 1 means handled. */
export const eventProto = koffi.proto('int (void *instance, void *event, void *data)');
/** Handlers of a tray icon's `popup-menu`. */
export const popUpProto = koffi.proto('void (void *instance, uint button, uint32_t time, void *data)');
export const timeoutProto = koffi.proto('int (void *data)');

export function bindGlib(library: LibraryHandle) {
  return {
    /** Waits for events when `mayBlock`, handles them. From the loop's own thread only. */
    iterate: library.func('int g_main_context_iteration(void *context, int mayBlock)') as (
      context: null,
      mayBlock: number,
    ) => number,
    /** From any thread. */
    wakeUp: library.func('void g_main_context_wakeup(void *context)') as (context: null) => void,
    setEnvironment: library.func('int g_setenv(const char *name, const char *value, int overwrite)') as (
      name: string,
      value: string,
      overwrite: number,
    ) => number,
    addTimeout: library.func('g_timeout_add', 'uint', ['uint', koffi.pointer(timeoutProto), 'void *']) as (
      intervalMs: number,
      handler: bigint,
      data: null,
    ) => number,
    removeSource: library.func('int g_source_remove(unsigned int id)') as (id: number) => number,
  };
}

export function bindGobject(library: LibraryHandle) {
  return {
    /** `handler`: a registered callback; `data` is handed to it. */
    connect: library.func(
      'unsigned long g_signal_connect_data(void *instance, const char *signal, void *handler, void *data, void *destroy, int flags)',
    ) as (instance: Pointer, signal: string, handler: bigint, data: bigint, destroy: null, flags: number) => number,
    disconnect: library.func('void g_signal_handler_disconnect(void *instance, unsigned long connection)') as (
      instance: Pointer,
      connection: number,
    ) => void,
    unref: library.func('void g_object_unref(void *object)') as (object: Pointer) => void,
  };
}

export type Glib = ReturnType<typeof bindGlib>;
export type Gobject = ReturnType<typeof bindGobject>;
