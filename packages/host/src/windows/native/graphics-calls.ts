// The edge to dxgi.dll and d3d11.dll: two functions, methods of objects, and memory that is theirs. A port, so that tests
// can put a hostile graphics driver behind it.

import koffi, { type LibraryHandle, type TypeObject } from 'koffi';
import { type Pointer, loadLibrary } from '../../native/library.ts';
import { type Method, idBytes } from './graphics-interfaces.ts';
import type { Kernel32 } from './kernel32.ts';

/** Filled with the address of what a method hands out. */
export type Found = [Pointer | null];

export interface GraphicsCalls {
  /** CreateDXGIFactory1 */
  createFactory(found: Found): Promise<number>;
  /** D3D11CreateDevice on this adapter. */
  createDevice(adapter: Pointer, device: Found, context: Found): Promise<number>;
  /** What the method of this object answers; 0 where it answers nothing. */
  call(object: Pointer, method: Method, words: readonly unknown[]): number;
  /** In another thread. */
  callLater(object: Pointer, method: Method, words: readonly unknown[]): Promise<number>;
  read(into: Uint8Array, from: Pointer): void;
}

const pointerBytes = 8;
/** D3D_DRIVER_TYPE_UNKNOWN: what the adapter is. */
const asTheAdapter = 0;
/** D3D11_SDK_VERSION */
const headerVersion = 7;

type Later = (...args: unknown[]) => void;

/** null: this Windows has no Direct3D 11. Loading is done in another thread too. */
export async function loadGraphics(kernel32: Kernel32): Promise<GraphicsCalls | null> {
  const [dxgi, d3d11] = [await load(kernel32, 'dxgi.dll'), await load(kernel32, 'd3d11.dll')];
  if (dxgi === null || d3d11 === null) return null;
  const found = koffi.out(koffi.pointer('void *'));
  const createFactory = dxgi.func('CreateDXGIFactory1', 'int32_t', ['const void *', found]);
  const createDevice = d3d11.func('D3D11CreateDevice', 'int32_t', [
    'void *',
    'int',
    'void *',
    'uint32_t',
    'const void *',
    'uint32_t',
    'uint32_t',
    found,
    'void *',
    found,
  ]);
  return {
    createFactory: (factory) => later(createFactory.async, [idBytes('IDXGIFactory1'), factory]),
    createDevice: (adapter, device, context) =>
      later(createDevice.async, [adapter, asTheAdapter, null, 0, null, 0, headerVersion, device, null, context]),
    call: (object, { place, kind }, words) =>
      Number(koffi.call(functionAt(object, place), kind, object, ...words) ?? 0),
    callLater: (object, { place, kind }, words) =>
      later(asFunction(functionAt(object, place), kind), [object, ...words]),
    read: (into, from) => kernel32.copyFrom(into, from, into.length),
  };
}

/** From the folder of the system only: a file of that name beside a downloaded program must not be run. */
async function load(kernel32: Kernel32, fileName: string): Promise<LibraryHandle | null> {
  return (await kernel32.loadFromSystem(fileName)) ? loadLibrary(fileName) : null;
}

function functionAt(object: Pointer, place: number): Pointer {
  const table: Pointer = koffi.decode(object, 'void *');
  return koffi.decode(table, place * pointerBytes, 'void *');
}

function asFunction(address: Pointer, kind: TypeObject): Later {
  return koffi.decode(address, kind).async;
}

function later(call: Later, words: readonly unknown[]): Promise<number> {
  return new Promise((resolve, reject) => {
    call(...words, (error: unknown, answer: number) => (error === null ? resolve(answer) : reject(error)));
  });
}
