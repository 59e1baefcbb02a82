// What this injector holds down: by which code of the technician's keyboard, and which modifier it is. Decides nothing.

import type { InputBatch, Key } from './send-input.ts';

export type ModifierName = 'shift' | 'control' | 'alt' | 'meta';

/** More keys than a person has. */
const maximumHeld = 256;
/** A key that no program knows: after it, letting go of Alt or the Windows key opens no menu. */
const meaningless: Key = { virtualKey: 0xe8, scanCode: 0 };

interface HeldKey {
  readonly key: Key;
  readonly modifier: ModifierName | null;
}

export class HeldKeys {
  readonly #held = new Map<string, HeldKey>();

  isHeld(code: string): boolean {
    return this.#held.has(code);
  }

  has(modifier: ModifierName): boolean {
    return [...this.#held.values()].some((held) => held.modifier === modifier);
  }

  hold(batch: InputBatch, code: string, key: Key, modifier: ModifierName | null): void {
    const held = this.#held.get(code);
    if (held && held.key.scanCode !== key.scanCode) this.release(batch, code);
    if (!this.#held.has(code) && this.#held.size >= maximumHeld) return this.tap(batch, key);
    this.#held.set(code, { key, modifier });
    // Pressed again it repeats, as the technician's does.
    batch.key(key, true);
  }

  release(batch: InputBatch, code: string): void {
    const held = this.#held.get(code);
    if (!held) return;
    this.#held.delete(code);
    const isDownElsewhere = [...this.#held.values()].some(({ key }) => key.scanCode === held.key.scanCode);
    if (!isDownElsewhere) batch.key(held.key, false);
  }

  releaseModifier(batch: InputBatch, modifier: ModifierName): void {
    for (const [code, held] of this.#held) if (held.modifier === modifier) this.release(batch, code);
  }

  releaseAll(batch: InputBatch): void {
    for (const code of this.#held.keys()) this.release(batch, code);
  }

  tap(batch: InputBatch, key: Key): void {
    batch.key(key, true);
    batch.key(key, false);
  }

  /** Does something while these modifiers are let go, as far as this injector holds them. */
  without(batch: InputBatch, modifiers: readonly ModifierName[], work: () => void): void {
    const lifted = [...this.#held.values()].filter(({ modifier }) => modifier !== null && modifiers.includes(modifier));
    const opensMenu = lifted.some(({ modifier }) => modifier === 'alt' || modifier === 'meta');
    if (opensMenu) this.tap(batch, meaningless);
    for (const { key } of lifted) batch.key(key, false);
    work();
    for (const { key } of lifted.toReversed()) batch.key(key, true);
    if (opensMenu) this.tap(batch, meaningless);
  }
}
