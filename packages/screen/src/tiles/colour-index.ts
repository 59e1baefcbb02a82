// Kernel: the colours of a tile and each pixel's place among them.

export const maxColours = 256;

const slots = 1024;

/** Memory that is used again for each tile. */
export interface ColourIndex {
  /** 0xRRGGBB in order of appearance. */
  readonly colours: Uint32Array;
  /** One place in `colours` for each pixel. */
  readonly indices: Uint8Array;
  readonly keys: Uint32Array;
  readonly places: Int16Array;
}

export function createColourIndex(pixels: number): ColourIndex {
  return {
    colours: new Uint32Array(maxColours),
    indices: new Uint8Array(pixels),
    keys: new Uint32Array(slots),
    places: new Int16Array(slots),
  };
}

/** Returns how many colours `pixels` (0xRRGGBB, `length` of them) has, or 0 when there are more than 256. */
export function indexColours(pixels: Uint32Array, length: number, into: ColourIndex): number {
  const { colours, indices, keys, places } = into;
  places.fill(-1);
  let count = 0;
  let previous = -1;
  let place = 0;
  for (let i = 0; i < length; i++) {
    const pixel = pixels[i] as number;
    if (pixel !== previous) {
      previous = pixel;
      let slot = Math.imul(pixel, 0x9e3779b1) >>> 22;
      place = places[slot] as number;
      while (place >= 0 && keys[slot] !== pixel) {
        slot = (slot + 1) & (slots - 1);
        place = places[slot] as number;
      }
      if (place < 0) {
        if (count === maxColours) return 0;
        place = count;
        keys[slot] = pixel;
        places[slot] = place;
        colours[count++] = pixel;
      }
    }
    indices[i] = place;
  }
  return count;
}
