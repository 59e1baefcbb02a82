// The encoder's side of the colour table: where a colour is, and taking back what entered since a mark.

import { clearColourTable, createColourTable, insertColour } from './colour-table.ts';

const hashBits = 15;

/** Most colours that may enter between two marks. */
export const maxUndo = 256;

export class ColourFinder {
  readonly table = createColourTable();
  /** By hash: a place in the table plus one. May be out of date, so the table is asked too. */
  readonly #places = new Uint16Array(1 << hashBits);
  readonly #undoSlots = new Uint16Array(maxUndo);
  readonly #undoPlaces = new Uint16Array(maxUndo);
  readonly #undoColours = new Uint32Array(maxUndo);

  /** Colours that entered since the mark. */
  entered = 0;

  reset(): void {
    clearColourTable(this.table);
    this.#places.fill(0);
    this.mark();
  }

  /** The colour's place, or -1. */
  find(colour: number): number {
    const { colours } = this.table;
    const slot = hashOf(colour);
    const place = (this.#places[slot] as number) - 1;
    if (place >= 0 && colours[place] === colour) return place;
    const second = (this.#places[slot ^ 1] as number) - 1;
    return second >= 0 && colours[second] === colour ? second : -1;
  }

  insert(colour: number): void {
    const { table } = this;
    const first = hashOf(colour);
    const slot = this.#isFree(first) ? first : first ^ 1;
    const undo = this.entered++;
    this.#undoSlots[undo] = slot;
    this.#undoPlaces[undo] = this.#places[slot] as number;
    this.#undoColours[undo] = table.colours[table.next] as number;
    this.#places[slot] = table.next + 1;
    insertColour(table, colour);
  }

  mark(): void {
    this.entered = 0;
  }

  /** Takes back everything since the mark. */
  undo(): void {
    const { table } = this;
    for (let undo = this.entered - 1; undo >= 0; undo--) {
      this.#places[this.#undoSlots[undo] as number] = this.#undoPlaces[undo] as number;
      table.next = (table.next === 0 ? table.colours.length : table.next) - 1;
      table.colours[table.next] = this.#undoColours[undo] as number;
    }
    this.entered = 0;
  }

  /** Whether the slot is empty or leads to a colour that has left the table meanwhile. */
  #isFree(slot: number): boolean {
    const place = this.#places[slot] as number;
    return place === 0 || hashOf(this.table.colours[place - 1] as number) >>> 1 !== slot >>> 1;
  }
}

function hashOf(colour: number): number {
  return Math.imul(colour, 0x9e3779b1) >>> (32 - hashBits);
}
