// What another program on Windows does with the clipboard, password managers included.

import { movableMemory } from '../../../windows/native/kernel32.ts';
import { messageOnlyParent, unicodeText } from '../../../windows/native/user32.ts';
import { windowsLibraries } from '../../../windows/native/windows-libraries.ts';

const secretFormats = {
  excluded: { name: 'ExcludeClipboardContentFromMonitorProcessing', value: 1 },
  notInHistory: { name: 'CanIncludeInClipboardHistory', value: 0 },
} as const;

export function copyAsProgram(text: string, secret: keyof typeof secretFormats | null): void {
  const { user32 } = windowsLibraries();
  const window = user32.createWindow(0, 'STATIC', null, 0, 0, 0, 0, 0, messageOnlyParent, null, null, null);
  if (user32.openClipboard(window) === 0) throw new Error('The clipboard cannot be opened.');
  user32.emptyClipboard();
  put(unicodeText, Buffer.from(`${text}\0`, 'utf16le'));
  if (secret !== null) {
    const { name, value } = secretFormats[secret];
    put(user32.registerClipboardFormat(name), Buffer.from([value, 0, 0, 0]));
  }
  user32.closeClipboard();
  if (window !== null) user32.destroyWindow(window);
}

export function pasteAsProgram(): string | null {
  const { kernel32, user32 } = windowsLibraries();
  if (user32.openClipboard(null) === 0) throw new Error('The clipboard cannot be opened.');
  try {
    const handle = user32.getClipboardData(unicodeText);
    const memory = handle === null ? null : kernel32.globalLock(handle);
    if (handle === null || memory === null) return null;
    const bytes = Buffer.alloc(Number(kernel32.globalSize(handle)));
    kernel32.copyFrom(bytes, memory, bytes.length);
    kernel32.globalUnlock(handle);
    const text = bytes.toString('utf16le');
    return text.slice(0, text.indexOf('\0'));
  } finally {
    user32.closeClipboard();
  }
}

function put(format: number, bytes: Uint8Array): void {
  const { kernel32, user32 } = windowsLibraries();
  const handle = kernel32.globalAlloc(movableMemory, bytes.length);
  const memory = handle === null ? null : kernel32.globalLock(handle);
  if (handle === null || memory === null) throw new Error('There is no memory.');
  kernel32.copyTo(memory, bytes, bytes.length);
  kernel32.globalUnlock(handle);
  user32.setClipboardData(format, handle);
}
