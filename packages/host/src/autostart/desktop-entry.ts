// Starting with the desktop as freedesktop.org's "Desktop Application Autostart Specification" has it: a file in a folder
// that GNOME, KDE, Xfce and their relatives read.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@nearhand/base';
import type { Autostart, AutostartOptions } from './autostart.ts';

export function desktopEntryAutostart(options: AutostartOptions, folder: string): Autostart {
  const path = join(folder, `${options.id}.desktop`);
  return {
    get isOn() {
      return isEntryOn(path);
    },
    set(isOn) {
      if (!isOn) return rmSync(path, { force: true });
      const text = entryText(options);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // Whole or not at all: a desktop may be reading it.
      writeFileSync(`${path}.new`, text, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}

/** False too where it is there and the desktop was told to pass it over: by its own key, or by GNOME's. */
function isEntryOn(path: string): boolean {
  try {
    return !/^(?:Hidden[ \t]*=[ \t]*true|X-GNOME-Autostart-enabled[ \t]*=[ \t]*false)[ \t]*$/m.test(
      readFileSync(path, 'utf8'),
    );
  } catch {
    // It is not there, or not readable for the desktop either.
    return false;
  }
}

/** Throws AppError `internal` for words that no such file can hold. */
export function entryText({ title, file, words }: AutostartOptions): string {
  const command = [file, ...words];
  if ([title, ...command].some((text) => /\p{Cc}/u.test(text))) {
    throw new AppError('internal', 'A control character cannot be part of what starts with the desktop');
  }
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${escaped(title)}`,
    `Exec=${escaped(command.map(quoted).join(' '))}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** As the key Exec wants its words. */
function quoted(word: string): string {
  return `"${word.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%')}"`;
}

/** As every text in such a file. */
function escaped(text: string): string {
  return text.replaceAll('\\', String.raw`\\`);
}
