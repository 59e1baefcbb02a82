// Files that the program needs beside its code, read the same way from source and from a single executable. In an
// executable every module keeps its place in the source tree as `embedded:/apps/agent/src/…` (the build writes that for
// `import.meta.url`), and the files below it lie inside the executable under the same path.

import { readFileSync } from 'node:fs';
import { getAssetKeys, getRawAsset, isSea } from 'node:sea';

/** Scheme of addresses inside an executable. */
export const embeddedProtocol = 'embedded:';

/** A file beside the code: `readAsset(new URL('assets/page.css', import.meta.url))`. Throws where there is none. */
export function readAsset(file: URL): Uint8Array {
  if (file.protocol !== embeddedProtocol) return readFileSync(file);
  return new Uint8Array(getRawAsset(file.pathname));
}

/** A file that only builds have, such as what the build says about its server. null: not built, or built without. */
export function readBuiltIn(name: string): Uint8Array | null {
  if (!isSea() || !getAssetKeys().includes(name)) return null;
  return new Uint8Array(getRawAsset(name));
}
