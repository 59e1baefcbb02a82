// The folder that holds everything the server keeps: made at the first start, marked with the version of its layout,
// refused when it is somebody else's or a newer version's.

import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, codeOf, messageOf } from '@nearhand/base';
import { z } from 'zod';

/** Raised whenever an older version could no longer use the folder. */
const layoutVersion = 1;
const markerName = 'nearhand.json';
const markerSchema = z.object({ layout: z.number().int(), writtenBy: z.string() });

/** Whether some version of Nearhand has been here. */
export async function isDataFolder(folder: string): Promise<boolean> {
  return (await readMarker(folder)) !== null;
}

/** Throws AppError with words for the host. */
export async function openDataFolder(folder: string, version: string): Promise<void> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    // Only its own folder is closed to others, not the ones above that it may have made.
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw cannotUse(folder, error);
  }
  const marker = await readMarker(folder);
  if (marker === null) {
    const content = await readdir(folder).catch((error: unknown) => {
      throw cannotUse(folder, error);
    });
    const foreign = content.filter((name) => !harmless(name));
    if (foreign.length > 0) {
      throw new AppError(
        'internal',
        `${folder} holds other files and no data of Nearhand. Choose an empty folder with --data.`,
      );
    }
  } else if (marker.layout > layoutVersion) {
    throw new AppError(
      'internal',
      `${folder} was written by a newer version of Nearhand (${marker.writtenBy}; this is ${version}). Start that version, or restore a backup.`,
    );
  }
  if (marker?.writtenBy !== version) await writeMarker(folder, version);
}

/** What a fresh volume or repository may hold, and what a first start that was cut off leaves. */
function harmless(name: string): boolean {
  return name.startsWith('.') || name === 'lost+found' || name === `${markerName}.new`;
}

async function readMarker(folder: string): Promise<z.infer<typeof markerSchema> | null> {
  const path = join(folder, markerName);
  try {
    return markerSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    if (codeOf(error) === 'ENOTDIR') {
      throw new AppError('internal', `${folder} is not a folder. Choose one with --data.`, { cause: error });
    }
    throw new AppError('internal', `${path} cannot be read; restore it from a backup.`, { cause: error });
  }
}

async function writeMarker(folder: string, version: string): Promise<void> {
  const path = join(folder, markerName);
  try {
    const text = `${JSON.stringify({ layout: layoutVersion, writtenBy: version })}\n`;
    await writeFile(`${path}.new`, text, { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
  } catch (error) {
    throw cannotUse(folder, error);
  }
}

function cannotUse(folder: string, cause: unknown): AppError {
  return new AppError('internal', `The data folder ${folder} cannot be used: ${messageOf(cause)}`, { cause });
}
