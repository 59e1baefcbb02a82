// Building the agent as one file per system, and wrapping it for download.

export { type Ends, gzipEnds, zstdEnds } from './download/compressed.ts';
export { combineCrc32 } from './download/crc32.ts';
export { type Envelope, envelopeFor } from './download/envelope.ts';
export { deflatePiece, fileStem, readFinishedBuild, zstdPiece } from './finish-build.ts';
export type { FinishedBuild } from './finished-build.ts';
