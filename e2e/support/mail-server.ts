// A real SMTP server on a free loopback port, which keeps what it is given as a person would read it.

import { deepStrictEqual } from 'node:assert/strict';
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { eventually } from './waiting.ts';

export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  /** The plain text part. */
  readonly text: string;
  /** Where its button leads; empty without one. */
  readonly link: string;
}

/** On a busy machine: the mail is made after the answer, and sent after that. */
const patienceMs = 20_000;

export class TestMailServer {
  readonly #server: SMTPServer;
  readonly #sources: { readonly to: string; readonly source: string }[] = [];

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const source = Buffer.concat(chunks).toString('latin1');
          this.#sources.push({ to: envelope.rcptTo[0]?.address ?? '', source });
          done();
        });
      },
    });
  }

  static async start(): Promise<TestMailServer> {
    const made = new TestMailServer();
    await once(made.#server.listen(0, '127.0.0.1'), 'listening');
    return made;
  }

  get port(): number {
    const address = this.#server.server.address();
    if (address === null || typeof address === 'string') throw new Error('The mail server has no port');
    return address.port;
  }

  /** With these a server sends its mails here. */
  get serverArgs(): readonly string[] {
    return ['--smtp-url', `smtp://127.0.0.1:${this.port}`, '--mail-from', 'help@fjord.example'];
  }

  /** Oldest first. */
  mailsTo(address: string): readonly ReceivedMail[] {
    return this.#sources.filter(({ to }) => to === address).map(({ to, source }) => read(to, source));
  }

  /** The newest to this address with such a subject. Waits for it. */
  async find(address: string, subject: RegExp): Promise<ReceivedMail> {
    const fits = (mail: ReceivedMail) => subject.test(mail.subject);
    const mails = await eventually(
      `a mail to ${address} about ${String(subject)}`,
      () => this.mailsTo(address),
      (found) => found.some(fits),
      patienceMs,
    );
    return mails.findLast(fits) as ReceivedMail;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** Fails where the text and the HTML lead to different addresses. */
function read(to: string, source: string): ReceivedMail {
  const header = /^subject: ((?:.*)(?:\r\n[ \t].*)*)/im.exec(source)?.[1] ?? '';
  const text = part(source, 'plain');
  const hrefs = [...part(source, 'html').matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href);
  const lines = text.match(/^https?:\S+$/gm) ?? [];
  deepStrictEqual([...new Set(hrefs)], lines);
  return { to, subject: words(header), text, link: lines[0] ?? '' };
}

/** In UTF-8, as it was before it was encoded for the way. */
function part(source: string, type: 'plain' | 'html'): string {
  const found = new RegExp(`content-type: text/${type}(.*?)\\r\\n\\r\\n(.*?)\\r\\n--`, 'is').exec(source);
  if (found === null) throw new Error(`A mail without text/${type}:\n${source}`);
  const [, head = '', body = ''] = found;
  return decode(body, head.toLowerCase()).replaceAll('\r\n', '\n');
}

function decode(body: string, head: string): string {
  if (head.includes('base64')) return Buffer.from(body, 'base64').toString('utf8');
  return head.includes('quoted-printable') ? unquote(body.replace(/=\r\n/g, '')) : body;
}

/** Quoted-printable (RFC 2045) in UTF-8. */
function unquote(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Encoded words (RFC 2047). */
function words(header: string): string {
  return header
    .replace(/\r\n[ \t]/g, ' ')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?(.*?)\?=/gi, (_, how: string, text: string) =>
      how.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : unquote(text.replaceAll('_', ' ')),
    );
}
