// The test's end of the connection to the program under Wine: asks and waits for the answer in the same turn; hears what
// happens there in later turns, in order.

import { Emitter, type Disposable } from '@nearhand/base';
import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';
import type { Calls, Frame, FromWine } from './messages.ts';

const answerTimeoutMs = 60_000;

type FromThread =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'connected' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'frame'; readonly frame: Frame };

type News = Exclude<FromWine, { kind: 'result' } | { kind: 'failure' }>;

export class WineLink implements Disposable {
  readonly onNews = new Emitter<News>();
  /** Where the program under Wine has to call. */
  readonly port: Promise<number>;
  readonly connected: Promise<void>;
  readonly #signal = new Int32Array(new SharedArrayBuffer(4));
  readonly #channel = new MessageChannel();
  readonly #worker: Worker;
  readonly #progress = new Emitter<FromThread>();
  #waitingNews: News[] = [];
  #answer: { readonly message: FromWine; readonly bytes: Uint8Array } | null = null;
  #isGone = false;

  constructor() {
    const { port1, port2 } = this.#channel;
    this.#worker = new Worker(new URL('./socket-thread.ts', import.meta.url), {
      workerData: { port: port2, signal: this.#signal.buffer },
      transferList: [port2],
    });
    port1.on('message', (message: FromThread) => {
      this.#take(message);
      this.#tellNews();
    });
    this.port = new Promise((resolve) => {
      this.#progress.on((message) => message.kind === 'listening' && resolve(message.port));
    });
    this.connected = new Promise((resolve) => {
      this.#progress.on((message) => message.kind === 'connected' && resolve());
    });
  }

  /** Throws an Error with the code that the other side's had. */
  call<Name extends keyof Calls>(name: Name, ...args: Parameters<Calls[Name]>): ReturnType<Calls[Name]> {
    return this.callWithBytes(name, ...args).value;
  }

  callWithBytes<Name extends keyof Calls>(
    name: Name,
    ...args: Parameters<Calls[Name]>
  ): { value: ReturnType<Calls[Name]>; bytes: Uint8Array } {
    this.#channel.port1.postMessage({ name, args });
    const { message, bytes } = this.#waitForAnswer();
    if (message.kind === 'failure') throw Object.assign(new Error(message.message), { code: message.code });
    return { value: (message.kind === 'result' ? message.value : undefined) as ReturnType<Calls[Name]>, bytes };
  }

  dispose(): void {
    this.onNews.dispose();
    this.#channel.port1.close();
    void this.#worker.terminate();
  }

  #waitForAnswer(): { message: FromWine; bytes: Uint8Array } {
    const endMs = performance.now() + answerTimeoutMs;
    for (;;) {
      const seen = Atomics.load(this.#signal, 0);
      for (let next = this.#receive(); next !== undefined; next = this.#receive()) this.#take(next);
      const answer = this.#answer;
      if (answer !== null) {
        this.#answer = null;
        if (this.#waitingNews.length > 0) setImmediate(() => this.#tellNews());
        return answer;
      }
      if (this.#isGone) throw new Error('The program under Wine has ended.');
      if (Atomics.wait(this.#signal, 0, seen, endMs - performance.now()) === 'timed-out') {
        throw new Error('The program under Wine does not answer.');
      }
    }
  }

  #receive(): FromThread | undefined {
    return receiveMessageOnPort(this.#channel.port1)?.message;
  }

  #take(message: FromThread): void {
    if (message.kind === 'gone') this.#isGone = true;
    if (message.kind !== 'frame') return this.#progress.emit(message);
    const news = message.frame.json as FromWine;
    if (news.kind === 'result' || news.kind === 'failure') this.#answer = { message: news, bytes: message.frame.bytes };
    else this.#waitingNews.push(news);
  }

  #tellNews(): void {
    const waiting = this.#waitingNews;
    this.#waitingNews = [];
    for (const news of waiting) this.onNews.emit(news);
  }
}
