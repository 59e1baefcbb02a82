// The clipboard of Windows, as far as it is text. Changes are found by its number, looked for only while somebody listens:
// being told would take a window and its messages on this thread.

import { type Clock, type Disposable, Emitter, type Event, repeat, toDisposable, utf8 } from '@nearhand/base';
import { cleanClipboardText } from '@nearhand/protocol';
import type { Pointer } from '../native/library.ts';
import type { Clipboard } from '../ports.ts';
import { type Kernel32, movableMemory } from './native/kernel32.ts';
import { messageOnlyParent, type User32, unicodeText } from './native/user32.ts';
import type { WindowsLibraries } from './native/windows-libraries.ts';

const lookEveryMs = 250;
/** Another program may just be using it. */
const openTries = 12;
const openAgainMs = 40;
/** Being there is enough: password managers set them beside what nobody shall keep. */
const secretMarks = ['ExcludeClipboardContentFromMonitorProcessing', 'Clipboard Viewer Ignore'] as const;
/** Secret when they hold 0. */
const allowances = ['CanIncludeInClipboardHistory', 'CanUploadToCloudClipboard'] as const;

export class WindowsClipboard implements Clipboard, Disposable {
  readonly onCopied: Event<void>;
  readonly #copied = new Emitter<void>();
  readonly #user32: User32;
  readonly #kernel32: Kernel32;
  readonly #clock: Clock;
  readonly #secretMarks: readonly number[];
  readonly #allowances: readonly number[];
  #listeners = 0;
  #looking: Disposable | null = null;
  #known = 0;
  /** Its number after the last `writeText`; null: never. */
  #own: number | null = null;
  #disposed = false;

  constructor({ user32, kernel32 }: WindowsLibraries, clock: Clock) {
    this.#user32 = user32;
    this.#kernel32 = kernel32;
    this.#clock = clock;
    this.#secretMarks = secretMarks.map((name) => user32.registerClipboardFormat(name));
    this.#allowances = allowances.map((name) => user32.registerClipboardFormat(name));
    this.onCopied = { on: (listener) => this.#listen(listener) };
  }

  async readText(maxBytes: number): Promise<string | null> {
    const text = await this.#withClipboard(null, () => this.#take(maxBytes));
    if (text === null) return null;
    const clean = cleanClipboardText(text);
    return utf8.encode(clean).length > maxBytes ? null : clean;
  }

  async writeText(text: string): Promise<boolean> {
    // A window to own it; gone at once, since its messages would be waited for by others and answered by nobody.
    const window = this.#user32.createWindow(0, 'STATIC', null, 0, 0, 0, 0, 0, messageOnlyParent, null, null, null);
    if (window === null) return false;
    try {
      const put = () => this.#put(text.replaceAll('\n', '\r\n'));
      const isPut = (await this.#withClipboard(window, put)) ?? false;
      if (isPut) this.#own = this.#user32.getClipboardSequenceNumber();
      return isPut;
    } finally {
      this.#user32.destroyWindow(window);
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#looking?.dispose();
    this.#copied.dispose();
  }

  #listen(listener: () => void): Disposable {
    const subscription = this.#copied.on(listener);
    this.#listeners++;
    if (this.#listeners === 1 && !this.#disposed) {
      this.#known = this.#user32.getClipboardSequenceNumber();
      this.#looking = repeat(this.#clock, lookEveryMs, () => this.#look());
    }
    return toDisposable(() => {
      subscription.dispose();
      this.#listeners--;
      if (this.#listeners === 0) this.#looking?.dispose();
    });
  }

  #look(): void {
    const now = this.#user32.getClipboardSequenceNumber();
    if (now === this.#known) return;
    this.#known = now;
    if (now !== this.#own) this.#copied.emit();
  }

  /** Runs `work` with the clipboard open. null: it could not be opened. */
  async #withClipboard<T>(window: Pointer | null, work: () => T): Promise<T | null> {
    for (let tried = 0; tried < openTries && !this.#disposed; tried++) {
      if (!this.#isOwnerStuck() && this.#user32.openClipboard(window) !== 0) {
        try {
          return work();
        } finally {
          this.#user32.closeClipboard();
        }
      }
      await new Promise<void>((resolve) => this.#clock.setTimer(openAgainMs, resolve));
    }
    return null;
  }

  /** Windows would make this program wait for the one that copied. */
  #isOwnerStuck(): boolean {
    const owner = this.#user32.getClipboardOwner();
    return owner !== null && this.#user32.isHungAppWindow(owner) !== 0;
  }

  #take(maxBytes: number): string | null {
    if (this.#user32.getClipboardSequenceNumber() === this.#own || this.#isSecret()) return null;
    const bytes = this.#bytesOf(unicodeText, (maxBytes + 1) * 2);
    if (bytes === null) return null;
    const text = bytes.toString('utf16le');
    const end = text.indexOf('\0');
    return end === -1 ? text : text.slice(0, end);
  }

  #isSecret(): boolean {
    if (this.#secretMarks.some((format) => this.#user32.isClipboardFormatAvailable(format) !== 0)) return true;
    return this.#allowances.some((format) => {
      if (this.#user32.isClipboardFormatAvailable(format) === 0) return false;
      const bytes = this.#bytesOf(format, 1024);
      return bytes === null || bytes.length < 4 || bytes.readUInt32LE(0) === 0;
    });
  }

  /** null: there is nothing of this format, or more than so many. */
  #bytesOf(format: number, maxBytes: number): Buffer | null {
    const handle = this.#user32.getClipboardData(format);
    if (handle === null) return null;
    const size = Number(this.#kernel32.globalSize(handle));
    // Memory is given out in rounded sizes.
    if (size === 0 || size > maxBytes + 4096) return null;
    const memory = this.#kernel32.globalLock(handle);
    if (memory === null) return null;
    const bytes = Buffer.alloc(size);
    this.#kernel32.copyFrom(bytes, memory, size);
    this.#kernel32.globalUnlock(handle);
    return bytes;
  }

  #put(text: string): boolean {
    const bytes = Buffer.from(`${text}\0`, 'utf16le');
    const handle = this.#kernel32.globalAlloc(movableMemory, bytes.length);
    if (handle === null) return false;
    const memory = this.#kernel32.globalLock(handle);
    if (memory !== null) {
      this.#kernel32.copyTo(memory, bytes, bytes.length);
      this.#kernel32.globalUnlock(handle);
      this.#user32.emptyClipboard();
      // From here on the memory is the system's.
      if (this.#user32.setClipboardData(unicodeText, handle) !== null) return true;
    }
    this.#kernel32.globalFree(handle);
    return false;
  }
}
