// One object of COM: an address whose first word leads to a table of its methods. The reference is given back once.

import { AppError, type Disposable } from '@nearhand/base';
import type { Pointer } from '../../native/library.ts';
import type { Found, GraphicsCalls } from './graphics-calls.ts';
import {
  type InterfaceName,
  type Method,
  type MethodOf,
  idBytes,
  type interfaceIds,
  methods,
  result,
} from './graphics-interfaces.ts';

export class ComObject<Name extends InterfaceName> implements Disposable {
  readonly #calls: GraphicsCalls;
  readonly #methods: Readonly<Record<string, Method>>;
  readonly #address: Pointer;
  #isReleased = false;

  /** Takes over the reference. */
  constructor(calls: GraphicsCalls, name: Name, address: Pointer) {
    this.#calls = calls;
    this.#methods = methods[name];
    this.#address = address;
  }

  /** To be handed to another object's method. Throws after disposal, as calls do. */
  get address(): Pointer {
    if (this.#isReleased) throw new Error('This object was given back.');
    return this.#address;
  }

  /** What the method answers; 0 where it answers nothing. */
  call(name: MethodOf<Name>, ...words: readonly unknown[]): number {
    return this.#calls.call(this.address, this.#method(name), words);
  }

  /** In another thread, for what may take long. */
  callLater(name: MethodOf<Name>, ...words: readonly unknown[]): Promise<number> {
    return this.#calls.callLater(this.address, this.#method(name), words);
  }

  /** The same object by another of its interfaces. Throws AppError `desktop_unavailable`. */
  as<Other extends InterfaceName & keyof typeof interfaceIds>(other: Other): ComObject<Other> {
    const found: Found = [null];
    const code = this.#calls.call(this.address, this.#method('QueryInterface'), [idBytes(other), found]);
    return taken(this.#calls, other, code, found, 'QueryInterface');
  }

  dispose(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#calls.call(this.#address, this.#method('Release'), []);
  }

  #method(name: string): Method {
    const method = this.#methods[name];
    if (method === undefined) throw new Error(`There is no ${name}.`);
    return method;
  }
}

/** What was handed out. Throws AppError `desktop_unavailable` where it was not. */
export function taken<Name extends InterfaceName>(
  calls: GraphicsCalls,
  name: Name,
  code: number,
  [address]: Found,
  what: string,
): ComObject<Name> {
  demand(what, code);
  if (address === null) throw new AppError('desktop_unavailable', `${what}: nothing was given`);
  return new ComObject(calls, name, address);
}

/** Throws AppError `desktop_unavailable` with the code that Windows gave to this method. */
export function demand(what: string, code: number): void {
  if (code !== result.ok) throw new AppError('desktop_unavailable', `${what}: 0x${(code >>> 0).toString(16)}`);
}
