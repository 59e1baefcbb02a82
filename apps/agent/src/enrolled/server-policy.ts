// What the server told that this computer allows, kept in its folder so that it holds without the server too. It only
// ever cuts: the rules put it beside what was forbidden here.

import { join } from 'node:path';
import { type Disposable, Emitter, type Event } from '@nearhand/base';
import { type ComputerPolicy, toldPolicySchema } from '@nearhand/protocol';
import { type StoredValue, storedValue } from '../identity/stored-value.ts';

export class ServerPolicy implements Disposable {
  readonly #stored: StoredValue<ComputerPolicy>;
  readonly #changed = new Emitter<ComputerPolicy>();
  #policy: ComputerPolicy | null;

  /** After each change. */
  readonly onChanged: Event<ComputerPolicy> = this.#changed;

  constructor(folder: string) {
    this.#stored = storedValue(join(folder, 'server-policy.json'), toldPolicySchema);
    this.#policy = this.#stored.read();
  }

  /** null: it has told nothing. Nobody comes in before its welcome tells it. */
  get policy(): ComputerPolicy | null {
    return this.#policy;
  }

  tell(policy: ComputerPolicy): void {
    if (JSON.stringify(policy) === JSON.stringify(this.#policy)) return;
    this.#stored.write(policy);
    this.#policy = policy;
    this.#changed.emit(policy);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
