// The devices through which XTest input arrives: the server makes one pointer and one keyboard for it.

import koffi from 'koffi';
import type { XConnection } from './connection.ts';
import type { Out } from '../native/library.ts';
import { type DeviceInfo, type Xinput, allDevices, deviceInfoStruct, deviceUse } from './native/xinput.ts';

export interface InjectionDevices {
  readonly pointers: ReadonlySet<number>;
  readonly keyboards: ReadonlySet<number>;
}

export function injectionDevices(connection: XConnection, xinput: Xinput): InjectionDevices {
  const devices = inputDevices(connection, xinput);
  const named = (use: number, name: RegExp): ReadonlySet<number> =>
    new Set(devices.filter((device) => device.use === use && name.test(device.name)).map((device) => device.id));
  return {
    pointers: named(deviceUse.slavePointer, /XTEST pointer$/),
    keyboards: named(deviceUse.slaveKeyboard, /XTEST keyboard$/),
  };
}

/** All keyboards and mice of the display. */
export function inputDevices(connection: XConnection, xinput: Xinput): readonly DeviceInfo[] {
  const count: Out = [0];
  const { value: list } = connection.attempt(() => xinput.queryDevice(connection.display, allDevices, count));
  if (list === null) return [];
  const devices: DeviceInfo[] = Array.from({ length: count[0] }, (_, index) =>
    koffi.decode(list, index * koffi.sizeof(deviceInfoStruct), deviceInfoStruct),
  );
  xinput.freeDeviceInfo(list);
  return devices;
}
