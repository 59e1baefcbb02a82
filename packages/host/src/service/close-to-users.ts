// A folder of a service that other users may not read. Elsewhere than on Windows the mode it was made with says so.

import { systemFile } from '../native/system-file.ts';
import { runCommand } from './run-command.ts';

/** LocalSystem and the administrators, by their numbers: their names are translated. */
const owners = ['*S-1-5-18', '*S-1-5-32-544'];

/** The folder and what comes into it. Throws AppError `unavailable` with the system's words. */
export async function closeToUsers(folder: string): Promise<void> {
  if (process.platform !== 'win32') return;
  const [command, ...words] = closingWords(folder);
  await runCommand(command, words);
}

/** The command and its words. */
export function closingWords(folder: string): [string, ...string[]] {
  const grants = owners.flatMap((owner) => ['/grant:r', `${owner}:(OI)(CI)F`]);
  return [systemFile('icacls.exe'), folder, '/inheritance:r', ...grants];
}
