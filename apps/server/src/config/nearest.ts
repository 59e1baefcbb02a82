// What a mistyped name was probably meant to be. Pure.

/** Null: none is near enough. */
export function nearestOf(name: string, known: readonly string[]): string | null {
  let nearest: string | null = null;
  let best = Math.max(1, Math.floor(name.length / 4)) + 1;
  for (const one of known) {
    const away = distance(name, one);
    if (away < best) [nearest, best] = [one, away];
  }
  return nearest;
}

/** Letters to change, add, take away, or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const ways = [cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (isSame ? 0 : 1)];
      rows[i]?.push(Math.min(...ways, isSwap ? cell(i - 2, j - 2) + 1 : Infinity));
    }
  }
  return cell(a.length, b.length);
}
