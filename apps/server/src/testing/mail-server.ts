// A real SMTP server on a free loopback port that keeps what it is given, and can be told to refuse it.

import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import type { MailConfig } from '../config/config.ts';

export interface CaughtMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came: headers, an empty line, parts. */
  readonly source: string;
}

export interface MailServer {
  readonly smtp: MailConfig;
  readonly mails: readonly CaughtMail[];
  /** Tries so far, refused ones too. */
  readonly attempts: number;
  /** What it answers to recipients from now on; null: takes them. */
  refuse(answer: { code: number; text: string } | null): void;
  stop(): Promise<void>;
}

export async function startMailServer(login: MailConfig['login'] = null): Promise<MailServer> {
  const mails: CaughtMail[] = [];
  let attempts = 0;
  let refusal: { code: number; text: string } | null = null;
  const server = new SMTPServer({
    authOptional: login === null,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) => {
      const isRight = username === login?.user && password === login?.password;
      if (isRight) done(null, { user: username });
      else done(new Error('Invalid username or password'));
    },
    onRcptTo: (_address, _session, done) => {
      attempts += 1;
      if (refusal === null) done();
      else done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ from, to, source: Buffer.concat(chunks).toString('utf8') });
        done();
      });
    },
  });
  server.on('error', () => {
    // A connection that broke: the sender knows.
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port');
  return {
    smtp: { host: '127.0.0.1', port: address.port, secure: false, login },
    mails,
    get attempts() {
      return attempts;
    },
    refuse: (answer) => (refusal = answer),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The header lines of a mail, folded ones joined, names in lower case. */
export function headersOf(source: string): ReadonlyMap<string, string> {
  const head = source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return new Map(
    head.split('\r\n').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
}

/** The parts of a mail by type, decoded; quoted-printable, base64 or as they are. */
export function partsOf(source: string): { text: string; html: string } {
  const boundary = /boundary="([^"]+)"/.exec(source)?.[1] ?? '';
  const found = { text: '', html: '' };
  for (const part of source.split(`--${boundary}`).slice(1)) {
    const split = part.indexOf('\r\n\r\n');
    const head = part.slice(0, split).toLowerCase();
    const body = decode(part.slice(split + 4), head);
    if (head.includes('text/plain')) found.text = body;
    if (head.includes('text/html')) found.html = body;
  }
  return found;
}

function decode(body: string, head: string): string {
  if (head.includes('base64')) return Buffer.from(body, 'base64').toString('utf8');
  if (!head.includes('quoted-printable')) return body.replaceAll('\r\n', '\n');
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
