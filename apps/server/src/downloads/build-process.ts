// One build, in a process of its own at a low priority: whoever uses this server meanwhile comes first. Not at the
// lowest, at which a machine that is never idle would never finish.

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { builderProgram, type BuildWish } from '@nearhand/agent-builder';

const outputLimit = 4_000;

/** Resolves when the folder holds the target's finished build; rejects with a sentence for the host. */
export async function runBuild(folder: string, wish: BuildWish, signal: AbortSignal): Promise<void> {
  const words = [builderProgram, ...builderWords(folder, wish)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'], signal });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(0, outputLimit);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(output.split('\n')[0] || 'The builder ended without a word; is there enough memory?');
}

/** The whole wish as words of the builder; what is no word is written into the folder. */
export function builderWords(folder: string, { target, build, name, signing, compression }: BuildWish): string[] {
  const words = ['--out', folder, '--name', name];
  if (compression !== null) words.push('--compress', String(compression.zstd));
  if (build !== null) {
    words.push('--server', build.origin);
    if (build.authority !== null) {
      const file = join(folder, 'authority.pem');
      writeFileSync(file, build.authority);
      words.push('--ca', file);
    }
    // In one word: a key may begin with a dash.
    if (build.updateKey !== undefined) words.push(`--update-key=${build.updateKey}`);
  }
  if (signing !== null) {
    const { certificateFile, keyFile, passwordFile, timestampUrl } = signing;
    words.push('--sign-certificate', certificateFile, '--sign-key', keyFile);
    if (passwordFile !== null) words.push('--sign-password-file', passwordFile);
    if (timestampUrl !== null) words.push('--sign-timestamp', timestampUrl);
  }
  return [...words, target];
}
