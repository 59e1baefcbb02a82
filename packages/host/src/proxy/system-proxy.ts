// The proxy that the system's own settings name for https: GNOME's and its relatives', Windows' of this user, macOS'.
// Asks the system's own commands, so nothing is parsed that could change its format without notice. Automatic
// configuration by script (PAC) is not read.

import { execFile } from 'node:child_process';
import { systemFile } from '../native/system-file.ts';
import { type ProxySettings, parseGnomeProxy, parseMacProxy, parseWindowsProxy } from './parse-proxy.ts';

const patienceMs = 2000;
const gnomeLike = /gnome|unity|cinnamon|mate|budgie|pantheon/i;

type Environment = Readonly<Record<string, string | undefined>>;

interface Question {
  readonly command: string;
  readonly words: readonly string[];
  readonly parse: (text: string) => ProxySettings | null;
}

/** null: none is set, or it cannot be told. */
export async function systemProxy(environment: Environment): Promise<ProxySettings | null> {
  const question = proxyQuestion(process.platform, environment);
  if (question === null) return null;
  const text = await outputOf(question);
  return text === null ? null : question.parse(text);
}

/** What to ask the system; null: nothing. */
export function proxyQuestion(platform: NodeJS.Platform, environment: Environment): Question | null {
  if (platform === 'win32') {
    const key = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`;
    return { command: systemFile('reg.exe'), words: ['query', key], parse: parseWindowsProxy };
  }
  if (platform === 'darwin') return { command: 'scutil', words: ['--proxy'], parse: parseMacProxy };
  if (!gnomeLike.test(environment['XDG_CURRENT_DESKTOP'] ?? '')) return null;
  return { command: 'gsettings', words: ['list-recursively', 'org.gnome.system.proxy'], parse: parseGnomeProxy };
}

function outputOf({ command, words }: Question): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(command, words, { timeout: patienceMs, windowsHide: true, maxBuffer: 64 * 1024 }, (error, stdout) => {
      // Without the command there are no such settings.
      resolve(error === null ? stdout : null);
    });
  });
}
