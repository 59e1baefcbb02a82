// CRC-32 of two texts in a row, from the CRCs of each: the program's is known, and is not read again for every download.
// Method: that of zlib's crc32_combine, by a matrix over GF(2).

const polynomial = 0xedb88320;

/** `size`: bytes of the second. */
export function combineCrc32(first: number, second: number, size: number): number {
  if (size === 0) return first;
  // The effect of one zero bit, as a matrix; squared as often as needed for `size` bytes.
  let matrix: number[] = [polynomial, ...Array.from({ length: 31 }, (_, bit) => 2 ** bit)];
  matrix = square(square(square(matrix)));
  let sum = first;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) sum = times(matrix, sum);
    matrix = square(matrix);
  }
  return (sum ^ second) >>> 0;
}

function times(matrix: readonly number[], vector: number): number {
  let sum = 0;
  for (let bit = 0; bit < 32; bit++) {
    if (((vector >>> bit) & 1) === 1) sum ^= matrix[bit] ?? 0;
  }
  return sum >>> 0;
}

function square(matrix: readonly number[]): number[] {
  return matrix.map((column) => times(matrix, column));
}
