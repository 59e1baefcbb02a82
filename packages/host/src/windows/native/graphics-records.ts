// What Direct3D and DXGI fill and are filled with for desktop duplication: sizes and places of fields, 64 bit. A test
// compares them with the declarations of the headers.

/** DXGI_OUTPUT_DESC: name of 32 units, RECT, BOOL, rotation, monitor */
export const outputRecord = { bytes: 96, nameBytes: 64, bounds: 64, isAttached: 80 } as const;
/** DXGI_OUTDUPL_DESC */
export const duplicationRecord = { bytes: 36, rotation: 28 } as const;
/** DXGI_OUTDUPL_FRAME_INFO */
export const frameRecord = { bytes: 48, lastPresent: 0, accumulated: 16, metadataBytes: 40 } as const;
/** RECT: left, top, right, bottom */
export const rectRecord = { bytes: 16 } as const;
/** DXGI_OUTDUPL_MOVE_RECT: a POINT where it was, a RECT where it is */
export const moveRecord = { bytes: 24, from: 0, to: 8 } as const;
/** D3D11_MAPPED_SUBRESOURCE */
export const mappedRecord = { bytes: 16, memory: 0, rowBytes: 8 } as const;
/** D3D11_TEXTURE2D_DESC */
export const textureRecord = { bytes: 44, width: 0, height: 4, format: 16 } as const;

/** DXGI_FORMAT_B8G8R8A8_UNORM */
export const bgra = 87;
/** D3D11_MAP_READ, and the flag D3D11_MAP_FLAG_DO_NOT_WAIT */
export const mapRead = 1;
export const doNotWait = 0x10_0000;

/** D3D11_TEXTURE2D_DESC of a copy in memory that the processor may read. */
export function readableTexture(widthPx: number, heightPx: number): Uint32Array {
  const [mipLevels, arraySize, samples, quality, staging, binding, cpuRead, misc] = [1, 1, 1, 0, 3, 0, 0x2_0000, 0];
  return Uint32Array.of(
    widthPx,
    heightPx,
    mipLevels,
    arraySize,
    bgra,
    samples,
    quality,
    staging,
    binding,
    cpuRead,
    misc,
  );
}

/** D3D11_BOX: left, top, front, right, bottom, back */
export function box(x: number, y: number, width: number, height: number): Uint32Array {
  return Uint32Array.of(x, y, 0, x + width, y + height, 1);
}
