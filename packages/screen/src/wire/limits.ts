// The numbers both ends agree on. Changing one of them changes the format: raise `wireVersion` with it.

export const wireVersion = 1;

/** Edge of a tile in pixels; tiles at the right and bottom edge are smaller. */
export const tileSizePx = 64;

/** Longest side of a display, in pixels. */
export const maxSidePx = 16384;

/** Most pixels a display may have (256 MiB as RGBA). */
export const maxAreaPx = 1 << 26;

/** Most bytes of one message on the wire, and of its operations once decompressed. */
export const maxMessageBytes = 1 << 19;

/** What the encoder aims at: an update never becomes longer than this. */
export const maxPartBytes = 1 << 18;

/** Longest side of a pointer's picture, in pixels. */
export const maxCursorSidePx = 256;

/** How many pointer shapes the receiver keeps; the oldest definition is dropped first, on both ends. */
export const cursorCacheSize = 64;
