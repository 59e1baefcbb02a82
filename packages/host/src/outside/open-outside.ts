// Opens an address in the person's browser, or a file in whatever shows such files, by the system's own means. Whether
// that worked can be seen by nobody here.

import { spawn } from 'node:child_process';
import type { Logger } from '@nearhand/base';
import { systemFile } from '../native/system-file.ts';

export type Outside =
  | { readonly kind: 'page'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string };

export interface OpenCommand {
  readonly file: string;
  readonly words: readonly string[];
}

export function openOutside(what: Outside, logger: Logger): void {
  const command = openCommand(what, process.platform);
  if (command === null) return logger.warn('this is not opened', { kind: what.kind });
  // Each word goes as an argument of its own; no shell reads it.
  const child = spawn(command.file, [...command.words], { stdio: 'ignore', detached: true, windowsHide: true });
  child.on('error', () => logger.warn('nothing could be opened', { kind: what.kind }));
  child.unref();
}

/** null: an address that is none of the web's, which some systems would run as a program. */
export function openCommand(what: Outside, platform: string, systemRoot?: string): OpenCommand | null {
  if (what.kind === 'page' && !isWebAddress(what.url)) return null;
  const target = what.kind === 'page' ? new URL(what.url).href : what.path;
  if (platform === 'darwin') return { file: '/usr/bin/open', words: what.kind === 'file' ? ['-t', target] : [target] };
  if (platform !== 'win32') return { file: 'xdg-open', words: [target] };
  // A file is shown as text, whatever its name ends with.
  if (what.kind === 'file') return { file: systemFile('notepad.exe', systemRoot), words: [target] };
  return { file: systemFile('rundll32.exe', systemRoot), words: ['url.dll,FileProtocolHandler', target] };
}

function isWebAddress(url: string): boolean {
  const protocol = URL.parse(url)?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}
