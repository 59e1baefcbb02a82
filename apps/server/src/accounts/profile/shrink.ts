// Makes a picture smaller by a whole factor. Pure.

const channels = 3;

/** Square, three bytes a pixel; each pixel becomes the mean of `factor` by `factor` of before. */
export function shrink(pixels: Uint8Array, sizePx: number, factor: number): Buffer {
  const smallPx = Math.floor(sizePx / factor);
  const small = Buffer.alloc(smallPx * smallPx * channels);
  for (let at = 0; at < small.length; at++) {
    const channel = at % channels;
    const x = Math.floor(at / channels) % smallPx;
    const y = Math.floor(at / channels / smallPx);
    let sum = 0;
    for (let row = y * factor; row < (y + 1) * factor; row++) {
      for (let column = x * factor; column < (x + 1) * factor; column++) {
        sum += pixels[(row * sizePx + column) * channels + channel] ?? 0;
      }
    }
    small[at] = Math.round(sum / (factor * factor));
  }
  return small;
}
