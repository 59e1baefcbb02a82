// Building the agent as one file per system, and wrapping it for download.

export { buildKey, hashSources, isBuildKey } from './build-key.ts';
export { builderProgram } from './builder-program.ts';
export { type Ends, gzipEnds, zstdEnds } from './download/compressed.ts';
export { combineCrc32 } from './download/crc32.ts';
export { type Envelope, envelopeFor } from './download/envelope.ts';
export { type BuildWish, deflatePiece, fileStem, readFinishedBuild, zstdPiece } from './finish-build.ts';
export type { FinishedBuild } from './finished-build.ts';
