// Starting with Windows for one user: a value below the key Run in the user's part of the registry.

import { AppError } from '@nearhand/base';
import { loadLibrary } from '../native/library.ts';
import { quotedWord } from '../service/windows/quoted-word.ts';
import { binaryFilter, bindRegistry, currentUser, textValue } from '../windows/native/registry.ts';
import type { Autostart, AutostartOptions } from './autostart.ts';

const runKey = String.raw`Software\Microsoft\Windows\CurrentVersion\Run`;
/** Where the task manager keeps what it switched off: the lowest bit of the first of twelve bytes. Written down nowhere. */
const approvedKey = String.raw`Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run`;
/** As Microsoft documents the key; what is longer is passed over at the next start, without a word. */
const maxCommandLetters = 260;
const done = 0;
const notFound = 2;

/** null: this is not Windows. */
export function runKeyAutostart({ id, file, words }: AutostartOptions): Autostart | null {
  const library = loadLibrary('advapi32.dll');
  if (library === null) return null;
  const registry = bindRegistry(library);
  const line = [file, ...words].map(quotedWord).join(' ');
  const command = Buffer.from(`${line}\0`, 'utf16le');
  return {
    get isOn() {
      const isThere = registry.getValue(currentUser, runKey, id, textValue.filter, null, null, null) === done;
      return isThere && !isSwitchedOff(registry, id);
    },
    set(isOn) {
      if (isOn && line.length > maxCommandLetters) {
        throw new AppError('too_large', `Windows starts no command line of ${line.length} characters`);
      }
      const result = isOn
        ? registry.setValue(currentUser, runKey, id, textValue.type, command, command.length)
        : registry.deleteValue(currentUser, runKey, id);
      if (result !== done && (isOn || result !== notFound)) {
        throw new AppError('internal', `The registry could not be changed (${result})`);
      }
      // What nothing is kept of is on. It is not there either where the task manager never saw it.
      registry.deleteValue(currentUser, approvedKey, id);
    },
  };
}

function isSwitchedOff(registry: ReturnType<typeof bindRegistry>, id: string): boolean {
  const bytes = new Uint8Array(64);
  const result = registry.getValue(currentUser, approvedKey, id, binaryFilter, null, bytes, [bytes.length]);
  return result === done && ((bytes[0] ?? 0) & 1) === 1;
}
