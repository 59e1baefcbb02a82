// Repeated measurements of one thing, and their middle.

/** The middle one; of an even number the upper of the two. NaN of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** To about three digits, as a table shows it. */
export function rounded(value: number): number {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 1e-3))));
  return Number(value.toFixed(digits));
}

/** Runs the measurement that many times, one after the other. */
export async function repeat(count: number, measure: (round: number) => Promise<number>): Promise<number[]> {
  const samples: number[] = [];
  for (let round = 0; round < count; round++) samples.push(await measure(round));
  return samples;
}
