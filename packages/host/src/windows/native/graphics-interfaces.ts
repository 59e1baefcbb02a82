// What desktop duplication needs of Direct3D and DXGI: the place and the kind of each method in the table of its
// interface, the ids of interfaces, the answers that mean something. From d3d11.h, dxgi.h and dxgi1_2.h: a wrong place
// ends the program, so a test compares them with those headers.

import koffi, { type TypeObject } from 'koffi';

export interface Method {
  /** Counted from the first method of IUnknown. */
  readonly place: number;
  readonly kind: TypeObject;
}

const object = 'void *';
const found = koffi.out(koffi.pointer('void *'));
const count = koffi.out(koffi.pointer('uint32_t'));

type Taken = Parameters<typeof koffi.out>[0] | ReturnType<typeof koffi.out>;

/**
 * What the method takes follows the object itself. The name is koffi's: without one it would give the kind a name that a
 * structure has already.
 */
function method(name: string, place: number, answer: 'int32_t' | 'uint32_t' | 'void', ...takes: Taken[]): Method {
  return { place, kind: koffi.proto(`Nearhand${name}`, answer, [object, ...takes]) };
}

const unknown = {
  QueryInterface: method('IUnknownQueryInterface', 0, 'int32_t', 'const void *', found),
  Release: method('IUnknownRelease', 2, 'uint32_t'),
} as const;

export const methods = {
  IDXGIFactory1: { ...unknown, EnumAdapters1: method('IDXGIFactory1EnumAdapters1', 12, 'int32_t', 'uint32_t', found) },
  IDXGIAdapter1: { ...unknown, EnumOutputs: method('IDXGIAdapter1EnumOutputs', 7, 'int32_t', 'uint32_t', found) },
  IDXGIOutput: { ...unknown, GetDesc: method('IDXGIOutputGetDesc', 7, 'int32_t', 'void *') },
  IDXGIOutput1: { ...unknown, DuplicateOutput: method('IDXGIOutput1DuplicateOutput', 22, 'int32_t', object, found) },
  IDXGIOutputDuplication: {
    ...unknown,
    GetDesc: method('IDXGIOutputDuplicationGetDesc', 7, 'void', 'void *'),
    AcquireNextFrame: method('IDXGIOutputDuplicationAcquireNextFrame', 8, 'int32_t', 'uint32_t', 'void *', found),
    GetFrameDirtyRects: method('IDXGIOutputDuplicationGetFrameDirtyRects', 9, 'int32_t', 'uint32_t', 'void *', count),
    GetFrameMoveRects: method('IDXGIOutputDuplicationGetFrameMoveRects', 10, 'int32_t', 'uint32_t', 'void *', count),
    ReleaseFrame: method('IDXGIOutputDuplicationReleaseFrame', 14, 'int32_t'),
  },
  IDXGIResource: unknown,
  ID3D11Device: {
    ...unknown,
    CreateTexture2D: method('ID3D11DeviceCreateTexture2D', 5, 'int32_t', 'const void *', 'const void *', found),
  },
  ID3D11Texture2D: { ...unknown, GetDesc: method('ID3D11Texture2DGetDesc', 10, 'void', 'void *') },
  ID3D11DeviceContext: {
    ...unknown,
    Map: method('ID3D11DeviceContextMap', 14, 'int32_t', object, 'uint32_t', 'int32_t', 'uint32_t', 'void *'),
    Unmap: method('ID3D11DeviceContextUnmap', 15, 'void', object, 'uint32_t'),
    CopySubresourceRegion: method(
      'ID3D11DeviceContextCopySubresourceRegion',
      46,
      'void',
      object,
      'uint32_t',
      'uint32_t',
      'uint32_t',
      'uint32_t',
      object,
      'uint32_t',
      'const void *',
    ),
    Flush: method('ID3D11DeviceContextFlush', 111, 'void'),
  },
} as const;

export type InterfaceName = keyof typeof methods;
export type MethodOf<Name extends InterfaceName> = keyof (typeof methods)[Name] & string;

export const interfaceIds = {
  IDXGIFactory1: '770aae78-f26f-4dba-a829-253c83d1b387',
  IDXGIOutput1: '00cddea8-939b-4b83-a340-a685226666cc',
  ID3D11Texture2D: '6f15aaf2-d208-4e89-9ab4-489535d34f9c',
} as const;

/** HRESULTs, signed as they come. */
export const result = {
  ok: 0,
  notFound: 0x887a_0002 | 0,
  wasStillDrawing: 0x887a_000a | 0,
  waitTimeout: 0x887a_0027 | 0,
} as const;

/** As Windows lays an id out in memory. */
export function idBytes(name: keyof typeof interfaceIds): Uint8Array {
  const bytes = Buffer.from(interfaceIds[name].replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return Uint8Array.from(bytes);
}
