// Finds bytes in the files of a folder, as somebody with a copy of it could.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Paths of the files that contain them. */
export async function filesContaining(folder: string, bytes: Buffer): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(() => {
      // The database removed it in the meantime.
      return Buffer.alloc(0);
    });
    if (content.includes(bytes)) found.push(path);
  }
  return found;
}
