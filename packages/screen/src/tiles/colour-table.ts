// The colours used lately, known at both ends: each follows the same updates, so each has the same table. It goes on from
// tile to tile and from update to update, and a colour keeps its place for long, so that the same text has the same tokens
// everywhere; that is worth more than short tokens for frequent colours (measured, see docs/decisions).

/** Places with a token of one byte. */
export const nearPlaces = 192;
/** Prefixes of tokens with a second byte. */
export const farPrefixes = 16;
export const tableSize = nearPlaces + farPrefixes * 256;

/** First in, first out. */
export interface ColourTable {
  /** 0xRRGGBB; all black at the start. */
  readonly colours: Uint32Array;
  /** Where the next new colour goes. */
  next: number;
}

export function createColourTable(): ColourTable {
  return { colours: new Uint32Array(tableSize), next: 0 };
}

export function clearColourTable(table: ColourTable): void {
  table.colours.fill(0);
  table.next = 0;
}

export function insertColour(table: ColourTable, colour: number): void {
  const { next } = table;
  table.colours[next] = colour;
  table.next = next + 1 === tableSize ? 0 : next + 1;
}
