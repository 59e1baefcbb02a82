// The transport of the moment: made anew when the way mails leave has changed.

import type { Disposable } from '@nearhand/base';
import type { MailWay } from './mail-way.ts';
import { type MailTransport, createSmtpTransport } from './mail-transport.ts';

export interface CurrentTransportOptions {
  readonly readWay: () => Promise<MailWay>;
  readonly publicUrl: string;
}

export class CurrentTransport implements Disposable {
  readonly #options: CurrentTransportOptions;
  #current: { readonly way: string; readonly transport: MailTransport } | null = null;

  constructor(options: CurrentTransportOptions) {
    this.#options = options;
  }

  /** Null: mails stay in the outbox. Use it at once, do not keep it. */
  async get(): Promise<MailTransport | null> {
    const { smtp, from } = await this.#options.readWay();
    if (smtp === null) {
      this.dispose();
      return null;
    }
    const way = JSON.stringify([smtp, from]);
    if (this.#current?.way !== way) {
      this.dispose();
      this.#current = { way, transport: createSmtpTransport(smtp, from, this.#options.publicUrl) };
    }
    return this.#current.transport;
  }

  dispose(): void {
    this.#current?.transport.dispose();
    this.#current = null;
  }
}
