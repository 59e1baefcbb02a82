// libXi: input devices, and events straight from them (XInput 2). Signatures only.

import koffi, { type LibraryHandle } from 'koffi';
import type { Out, Pointer } from '../../native/library.ts';

export const allDevices = 0;
export const allMasterDevices = 1;
export const rawEvents = { buttonPress: 15, motion: 17 } as const;
export const deviceUse = { slavePointer: 3, slaveKeyboard: 4 } as const;

/** XIDeviceInfo. */
export const deviceInfoStruct = koffi.struct({
  id: 'int',
  name: 'const char *',
  use: 'int',
  attachment: 'int',
  enabled: 'int',
  classCount: 'int',
  classes: 'void *',
});

export interface DeviceInfo {
  readonly id: number;
  readonly name: string;
  readonly use: number;
  readonly attachment: number;
}

/** XIEventMask. */
export const eventMaskStruct = koffi.struct({ device: 'int', length: 'int', mask: 'void *' });
/** XIRawEvent: where its fields are. */
export const rawEvent = { sourceId: 52 } as const;

export function bindXinput(library: LibraryHandle) {
  return {
    queryVersion: library.func('int XIQueryVersion(void *d, _Inout_ int *major, _Inout_ int *minor)') as (
      d: Pointer,
      major: Out,
      minor: Out,
    ) => number,
    queryDevice: library.func('void *XIQueryDevice(void *d, int device, _Out_ int *count)') as (
      d: Pointer,
      device: number,
      count: Out,
    ) => Pointer | null,
    freeDeviceInfo: library.func('void XIFreeDeviceInfo(void *info)') as (info: Pointer) => void,
    selectEvents: library.func('int XISelectEvents(void *d, unsigned long window, void *masks, int count)') as (
      d: Pointer,
      window: number,
      masks: Pointer,
      count: number,
    ) => number,
  };
}

export type Xinput = ReturnType<typeof bindXinput>;
