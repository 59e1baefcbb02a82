// What one viewer holds down: keys and buttons that were pressed through its chain and not released yet. Letting go is
// always possible, whatever else is forbidden.

import type { InputMessage, pointerButtons } from '@nearhand/protocol';

type Button = (typeof pointerButtons)[number];

export class HeldInput {
  readonly #keys = new Set<string>();
  readonly #buttons = new Set<Button>();
  #x = 0;
  #y = 0;

  /** A message that goes to the injector. */
  note(message: InputMessage): void {
    if ('x' in message) {
      this.#x = message.x;
      this.#y = message.y;
    }
    if (message.type === 'key.down') this.#keys.add(message.code);
    else if (message.type === 'key.up') this.#keys.delete(message.code);
    else if (message.type === 'pointer.button') {
      if (message.down) this.#buttons.add(message.button);
      else this.#buttons.delete(message.button);
    }
  }

  /** Whether this lets go of something held. */
  releases(message: InputMessage): boolean {
    if (message.type === 'key.up') return this.#keys.has(message.code);
    return message.type === 'pointer.button' && !message.down && this.#buttons.has(message.button);
  }

  /** The same release at the last place that input could reach, so that a release cannot move the pointer. */
  atLastPlace(message: InputMessage): InputMessage {
    return 'x' in message ? { ...message, x: this.#x, y: this.#y } : message;
  }

  /** Messages that let go of everything; nothing is held afterwards. */
  takeReleases(): InputMessage[] {
    const releases: InputMessage[] = [
      ...[...this.#buttons].map(
        (button) => ({ type: 'pointer.button', button, down: false, x: this.#x, y: this.#y }) as const,
      ),
      ...[...this.#keys].map((code) => ({ type: 'key.up', code }) as const),
    ];
    this.#keys.clear();
    this.#buttons.clear();
    return releases;
  }
}
