// The pointer's shapes on the demo computer.

import type { CursorShape } from '@nearhand/protocol';

export type CursorName = 'arrow' | 'text' | 'hand';

/** # is black, . is white, a space is nothing. */
const drawings: Readonly<Record<CursorName, { readonly hotspot: readonly [number, number]; readonly rows: string }>> = {
  arrow: {
    hotspot: [0, 0],
    rows: `
##
#.#
#..#
#...#
#....#
#.....#
#......#
#.......#
#........#
#.........#
#..........#
#......#####
#...#..#
#..# #..#
#.#  #..#
##    #..#
      #..#
       ##`,
  },
  text: {
    hotspot: [4, 8],
    rows: `
....#....
.##.#.##.
..##.##..
   .#.
   .#.
   .#.
   .#.
   .#.
   .#.
   .#.
   .#.
   .#.
   .#.
   .#.
..##.##..
.##.#.##.
....#....`,
  },
  hand: {
    hotspot: [8, 8],
    rows: `
       ##
   ## #..###
  #..##..#..#
  #..##..#..# #
   #..#..#..##.#
   #..#..#..#..#
 ## #.......#..#
#..##..........#
#...#.........#
 #............#
  #...........#
  #..........#
   #.........#
    #.......#
     #......#
     #......#`,
  },
};

export function cursorShapes(): Readonly<Record<CursorName, CursorShape>> {
  return { arrow: shapeOf('arrow'), text: shapeOf('text'), hand: shapeOf('hand') };
}

function shapeOf(name: CursorName): CursorShape {
  const { hotspot, rows } = drawings[name];
  const lines = rows.split('\n').slice(1);
  const widthPx = Math.max(...lines.map((line) => line.length));
  const rgba = new Uint8Array(widthPx * lines.length * 4);
  for (const [y, line] of lines.entries()) {
    for (const [x, mark] of [...line].entries()) {
      if (mark === ' ') continue;
      const value = mark === '.' ? 255 : 0;
      rgba.set([value, value, value, 255], (y * widthPx + x) * 4);
    }
  }
  return { widthPx, heightPx: lines.length, hotspotX: hotspot[0], hotspotY: hotspot[1], rgba };
}
