// Lines of JSON over a local socket, checked by a schema. What does not fit ends the connection.

import type { Socket } from 'node:net';
import { type Disposable, Emitter, type Event } from '@nearhand/base';
import type { z } from 'zod';
import { maxLineBytes } from './instance-messages.ts';

export class LineSocket<In> implements Disposable {
  readonly #socket: Socket;
  readonly #messages = new Emitter<In>();
  readonly #closed = new Emitter<void>();
  #rest = '';

  readonly onMessage: Event<In> = this.#messages;
  /** Once, whoever closed it. */
  readonly onClosed: Event<void> = this.#closed;

  constructor(socket: Socket, schema: z.ZodType<In>) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#receive(text, schema));
    // A broken connection is a closed one.
    socket.on('error', () => {});
    socket.on('close', () => this.#closed.emit());
  }

  send(message: object): void {
    if (this.#socket.writable) this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  /** Says the last word and closes. */
  end(message: object): void {
    this.#socket.end(`${JSON.stringify(message)}\n`);
  }

  dispose(): void {
    this.#socket.destroy();
  }

  #receive(text: string, schema: z.ZodType<In>): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > maxLineBytes) return this.dispose();
    for (const line of lines) {
      const parsed = schema.safeParse(parseJson(line));
      if (!parsed.success) return this.dispose();
      this.#messages.emit(parsed.data);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON: the schema refuses it.
    return undefined;
  }
}
