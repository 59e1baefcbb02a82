// libX11 as far as selections need it: a window to own them, properties, the events between owner and requestor.
// Signatures and the places of fields only.

import type { LibraryHandle } from 'koffi';
import type { Pointer } from '../../native/library.ts';

export const eventType = { property: 28, selectionClear: 29, selectionRequest: 30, selectionNotify: 31 } as const;
/** XPropertyEvent */
export const propertyEvent = { window: 32, atom: 40, state: 56, newValue: 0, deleted: 1 } as const;
/** XSelectionClearEvent */
export const clearEvent = { selection: 40 } as const;
/** XSelectionRequestEvent */
export const requestEvent = { requestor: 40, selection: 48, target: 56, property: 64, time: 72 } as const;
/** XSelectionEvent */
export const notifyEvent = { requestor: 32, selection: 40, target: 48, property: 56, time: 64 } as const;
export const propertyChangeMask = 1 << 22;
/** Atoms that every server has. */
export const predefinedAtom = { none: 0, atom: 4, integer: 19, string: 31 } as const;
export const currentTime = 0;
export const replaceValue = 0;

export function bindXselection(library: LibraryHandle) {
  return {
    createWindow: library.func(
      'unsigned long XCreateSimpleWindow(void *d, unsigned long parent, int x, int y, unsigned int width, unsigned int height, unsigned int borderWidth, unsigned long border, unsigned long background)',
    ) as (
      d: Pointer,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      borderWidth: number,
      border: number,
      background: number,
    ) => number,
    destroyWindow: library.func('int XDestroyWindow(void *d, unsigned long w)') as (d: Pointer, w: number) => number,
    selectInput: library.func('int XSelectInput(void *d, unsigned long w, long mask)') as (
      d: Pointer,
      w: number,
      mask: number,
    ) => number,
    setOwner: library.func(
      'int XSetSelectionOwner(void *d, unsigned long selection, unsigned long owner, unsigned long time)',
    ) as (d: Pointer, selection: number, owner: number, time: number) => number,
    getOwner: library.func('unsigned long XGetSelectionOwner(void *d, unsigned long selection)') as (
      d: Pointer,
      selection: number,
    ) => number,
    convert: library.func(
      'int XConvertSelection(void *d, unsigned long selection, unsigned long target, unsigned long property, unsigned long requestor, unsigned long time)',
    ) as (d: Pointer, selection: number, target: number, property: number, requestor: number, time: number) => number,
    /** `format` 32: as many `unsigned long`, of which 32 bit count. */
    changeProperty: library.func(
      'int XChangeProperty(void *d, unsigned long w, unsigned long property, unsigned long type, int format, int mode, const void *data, int items)',
    ) as (
      d: Pointer,
      w: number,
      property: number,
      type: number,
      format: number,
      mode: number,
      data: Uint8Array | BigUint64Array,
      items: number,
    ) => number,
    deleteProperty: library.func('int XDeleteProperty(void *d, unsigned long w, unsigned long property)') as (
      d: Pointer,
      w: number,
      property: number,
    ) => number,
    sendEvent: library.func(
      'int XSendEvent(void *d, unsigned long w, int propagate, long mask, const void *event)',
    ) as (d: Pointer, w: number, propagate: number, mask: number, event: Uint8Array) => number,
  };
}

export type Xselection = ReturnType<typeof bindXselection>;
