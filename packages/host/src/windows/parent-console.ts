// Text for the console of the program that started this one. That program does not wait for one of the desktop: attached
// for longer than it writes, this one would hear Ctrl+C there and end with its window.

import { Writable } from 'node:stream';
import type { Console } from './native/console.ts';

export class ParentConsole {
  readonly #load: () => Console | null;
  #console: Console | null | undefined;

  /** `load` is called when something is written first. */
  constructor(load: () => Console | null) {
    this.#load = load;
  }

  /** Comes back when it is on the screen. Nothing happens where there is no console. */
  write(text: string): void {
    if (this.#console === undefined) this.#console = this.#load();
    if (this.#console === null) return;
    if (this.#console.attachToParents()) show(this.#console, text);
    // The number of a process that is gone may be another one's later.
    else this.#console = null;
  }

  openStream(): Writable {
    return new Writable({
      decodeStrings: false,
      write: (chunk: unknown, _encoding, done) => {
        this.write(String(chunk));
        done();
      },
    });
  }
}

function show(console: Console, text: string): void {
  const output = console.openOutput();
  if (output !== null) {
    // Line by line: there is a limit to what is taken at once.
    for (const line of text.split(/(?<=\n)/)) console.write(output, line.replace(/\r?\n$/, '\r\n'));
    console.close(output);
  }
  console.detach();
}
