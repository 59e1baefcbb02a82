// A clipboard in memory with both its ends: the desktop's (`Clipboard`), and that of the programs on it.

import { type Disposable, Emitter, utf8 } from '@nearhand/base';
import { cleanClipboardText } from '@nearhand/protocol';
import type { Clipboard } from '../ports.ts';

interface Content {
  readonly text: string;
  readonly isSecret: boolean;
  readonly isOwn: boolean;
}

export class MemoryClipboard implements Clipboard, Disposable {
  readonly onCopied = new Emitter<void>();
  #content: Content | null = null;
  #disposed = false;

  async readText(maxBytes: number): Promise<string | null> {
    const content = this.#content;
    if (this.#disposed || content === null || content.isOwn || content.isSecret) return null;
    const clean = cleanClipboardText(content.text);
    return utf8.encode(clean).length > maxBytes ? null : clean;
  }

  async writeText(text: string): Promise<boolean> {
    if (this.#disposed) return false;
    this.#content = { text, isSecret: false, isOwn: true };
    return true;
  }

  /** A program copies. */
  copy(text: string, { isSecret = false } = {}): void {
    this.#content = { text, isSecret, isOwn: false };
    this.onCopied.emit();
  }

  /** A program pastes. null: nothing was copied. */
  paste(): string | null {
    return this.#content?.text ?? null;
  }

  dispose(): void {
    this.#disposed = true;
    this.onCopied.dispose();
  }
}
