// The clipboard of X11: the selection CLIPBOARD. What is selected with the mouse (PRIMARY) stays at the computer.

import { type Clock, type Disposable, DisposableStore, Emitter, utf8 } from '@nearhand/base';
import { cleanClipboardText } from '@nearhand/protocol';
import type { Out } from '../../native/library.ts';
import type { Clipboard } from '../../ports.ts';
import type { XConnection } from '../connection.ts';
import { selectionEvent, type Xfixes } from '../native/xfixes.ts';
import { predefinedAtom } from '../native/xselection.ts';
import { type OfferedValue, SelectionOwner } from './selection-owner.ts';
import { SelectionReader, type SelectionValue } from './selection-reader.ts';
import { longAt, SelectionWindow } from './selection-window.ts';

const maximumTargetBytes = 64 * 1024;
const latin1 = predefinedAtom.string;

export class X11Clipboard implements Clipboard, Disposable {
  readonly onCopied = new Emitter<void>();
  readonly #window: SelectionWindow;
  readonly #owner: SelectionOwner;
  readonly #reader: SelectionReader;
  readonly #store = new DisposableStore();
  readonly #targets: number;
  /** Those that hold UTF-8, the best first. */
  readonly #utf8: readonly number[];
  readonly #text: number;
  /** Set by KeePassXC and others beside what nobody shall keep. */
  readonly #secretMark: number;

  /** null: this server does not tell who takes a selection. */
  static tryCreate(connection: XConnection, clock: Clock): X11Clipboard | null {
    const { xfixes } = connection.libraries;
    const event: Out = [0];
    if (!xfixes || xfixes.queryExtension(connection.display, event, [0]) === 0) return null;
    return new X11Clipboard({ connection, clock, xfixes, notifyEvent: event[0] + selectionEvent.notify });
  }

  constructor(options: { connection: XConnection; clock: Clock; xfixes: Xfixes; notifyEvent: number }) {
    const { connection, clock, xfixes, notifyEvent } = options;
    const window = this.#store.add(new SelectionWindow(connection, 'CLIPBOARD'));
    this.#window = window;
    this.#owner = this.#store.add(new SelectionOwner(window, clock));
    this.#reader = this.#store.add(new SelectionReader(window, clock));
    this.#store.add(this.onCopied);
    this.#targets = window.atom('TARGETS');
    this.#utf8 = ['UTF8_STRING', 'text/plain;charset=utf-8'].map((name) => window.atom(name));
    this.#text = window.atom('TEXT');
    this.#secretMark = window.atom('x-kde-passwordManagerHint');
    this.#store.add(connection.handle(notifyEvent, (event) => this.#follow(event)));
    xfixes.selectSelectionInput(connection.display, window.id, window.selection, selectionEvent.ownerMask);
    connection.flush();
  }

  async readText(maxBytes: number): Promise<string | null> {
    if (this.#owner.owns) return null;
    const targets = await this.#readTargets();
    if (targets.includes(this.#secretMark)) return null;
    const target = [...this.#utf8, latin1].find((each) => targets.includes(each));
    if (target === undefined) return null;
    const value = await this.#reader.read(target, maxBytes);
    const text = value && this.#decode(value);
    if (text === null) return null;
    const clean = cleanClipboardText(text);
    return utf8.encode(clean).length > maxBytes ? null : clean;
  }

  async writeText(text: string): Promise<boolean> {
    const encoded = utf8.encode(text);
    const best = this.#utf8[0] ?? this.#text;
    const values = new Map<number, OfferedValue>(this.#utf8.map((type) => [type, { type, bytes: encoded }]));
    values.set(this.#text, { type: best, bytes: encoded });
    values.set(latin1, { type: latin1, bytes: encodeLatin1(text) });
    return this.#owner.offer(values);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #follow(event: DataView): void {
    if (longAt(event, selectionEvent.selection) !== this.#window.selection) return;
    const owner = longAt(event, selectionEvent.owner);
    if (owner === this.#window.id) this.#owner.timestamp = longAt(event, selectionEvent.selectionTime);
    else if (owner !== predefinedAtom.none) this.onCopied.emit();
  }

  async #readTargets(): Promise<readonly number[]> {
    const value = await this.#reader.read(this.#targets, maximumTargetBytes);
    if (value === null) return [];
    const { bytes } = value;
    const fields = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) => longAt(fields, index * 8));
  }

  /** null: not what it says it is. */
  #decode({ type, bytes }: SelectionValue): string | null {
    if (type === latin1) return Buffer.from(bytes).toString('latin1');
    if (!this.#utf8.includes(type)) return null;
    try {
      return utf8.decode(bytes);
    } catch {
      return null; // Not UTF-8.
    }
  }
}

/** For programs that know no other text: what it lacks becomes a question mark. */
function encodeLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 256 ? code : 63;
  });
}
