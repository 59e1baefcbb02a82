// A real SMTP server on a free loopback port, which keeps what it is given as a person would read it.

import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  /** The plain text part. */
  readonly text: string;
}

export class TestMailServer {
  readonly #server: SMTPServer;
  readonly #mails: ReceivedMail[] = [];

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          this.#mails.push(read(envelope.rcptTo[0]?.address ?? '', Buffer.concat(chunks).toString('latin1')));
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

  /** Oldest first. */
  mailsTo(address: string): readonly ReceivedMail[] {
    return this.#mails.filter(({ to }) => to === address);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

function read(to: string, source: string): ReceivedMail {
  const header = /^subject: ((?:.*)(?:\r\n[ \t].*)*)/im.exec(source)?.[1] ?? '';
  const part = /content-type: text\/plain.*?\r\n\r\n(.*?)\r\n--/is.exec(source);
  const isBase64 = /base64/i.test(part?.[0].slice(0, part[0].indexOf('\r\n\r\n')) ?? '');
  const body = part?.[1] ?? '';
  const text = isBase64 ? Buffer.from(body, 'base64').toString('utf8') : unquote(body.replace(/=\r\n/g, ''));
  return { to, subject: words(header), text };
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
