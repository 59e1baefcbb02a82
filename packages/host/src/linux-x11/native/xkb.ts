// libX11's keyboard extension (XKB) and core keyboard mapping. Signatures only.

import koffi, { type LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

export const useCoreKeyboard = 0x100;
/** XkbNewKeyboardNotify and XkbMapNotify; `keyParts` are the parts that a remapped key changes: types, symbols, explicit, actions, behaviours. */
export const xkbEvent = {
  newKeyboard: 0,
  map: 1,
  typeField: 40,
  changedField: 48,
  firstKeyField: 66,
  keyCountField: 72,
  keyParts: 0b111011,
} as const;

/** XkbStateRec. */
export const xkbStateStruct = koffi.struct({
  group: 'uint8',
  lockedGroup: 'uint8',
  baseGroup: 'uint16',
  latchedGroup: 'uint16',
  mods: 'uint8',
  baseMods: 'uint8',
  latchedMods: 'uint8',
  lockedMods: 'uint8',
  compatState: 'uint8',
  grabMods: 'uint8',
  compatGrabMods: 'uint8',
  lookupMods: 'uint8',
  compatLookupMods: 'uint8',
  pointerButtons: 'uint16',
});

export function bindXkb(library: LibraryHandle) {
  return {
    queryExtension: library.func(
      'int XkbQueryExtension(void *d, _Out_ int *opcode, _Out_ int *event, _Out_ int *error, _Inout_ int *major, _Inout_ int *minor)',
    ) as (d: Pointer, opcode: Out, event: Out, error: Out, major: Out, minor: Out) => number,
    selectEvents: library.func(
      'int XkbSelectEvents(void *d, unsigned int device, unsigned int bits, unsigned int values)',
    ) as (d: Pointer, device: number, bits: number, values: number) => number,
    getState: library.func('int XkbGetState(void *d, unsigned int device, void *state)') as (
      d: Pointer,
      device: number,
      state: Uint8Array,
    ) => number,
    lockGroup: library.func('int XkbLockGroup(void *d, unsigned int device, unsigned int group)') as (
      d: Pointer,
      device: number,
      group: number,
    ) => number,
    lookupKeysym: library.func(
      'int XkbLookupKeySym(void *d, uint8 keycode, unsigned int modifiers, _Out_ unsigned int *used, _Out_ unsigned long *keysym)',
    ) as (d: Pointer, keycode: number, modifiers: number, used: Out, keysym: Out) => number,
    keysymToModifiers: library.func('unsigned int XkbKeysymToModifiers(void *d, unsigned long keysym)') as (
      d: Pointer,
      keysym: number,
    ) => number,
    keycodeToKeysym: library.func('unsigned long XkbKeycodeToKeysym(void *d, uint8 keycode, int group, int level)') as (
      d: Pointer,
      keycode: number,
      group: number,
      level: number,
    ) => number,
    refreshMapping: library.func('int XkbRefreshKeyboardMapping(void *event)') as (event: Uint8Array) => number,
    refreshCoreMapping: library.func('int XRefreshKeyboardMapping(void *event)') as (event: Uint8Array) => number,
    changeMapping: library.func(
      'int XChangeKeyboardMapping(void *d, int first, int perKeycode, const unsigned long *keysyms, int count)',
    ) as (d: Pointer, first: number, perKeycode: number, keysyms: readonly number[], count: number) => number,
    displayKeycodes: library.func('int XDisplayKeycodes(void *d, _Out_ int *low, _Out_ int *high)') as (
      d: Pointer,
      low: Out,
      high: Out,
    ) => number,
    setAutoRepeatRate: library.func(
      'int XkbSetAutoRepeatRate(void *d, unsigned int device, unsigned int delay, unsigned int interval)',
    ) as (d: Pointer, device: number, delayMs: number, intervalMs: number) => number,
    getAutoRepeatRate: library.func(
      'int XkbGetAutoRepeatRate(void *d, unsigned int device, _Out_ unsigned int *delay, _Out_ unsigned int *interval)',
    ) as (d: Pointer, device: number, delayMs: Out, intervalMs: Out) => number,
  };
}

export type Xkb = ReturnType<typeof bindXkb>;
