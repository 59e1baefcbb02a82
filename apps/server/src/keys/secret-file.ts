// Files that only the server may read. One appears whole or not at all, so that a crash never leaves half a secret.

import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { codeOf } from '@nearhand/base';

/** Null when there is no such file. */
export async function readSecretFile(path: string): Promise<string | null> {
  try {
    const text = await readFile(path, 'utf8');
    await chmod(path, 0o600);
    return text;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

export async function writeSecretFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  await writeFile(temporary, text, { mode: 0o600, flush: true });
  await rename(temporary, path);
}
