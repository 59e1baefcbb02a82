// The port through which mails leave, and SMTP behind it.

import { createTransport } from 'nodemailer';
import type { MailConfig, ServerConfig } from '../config/config.ts';
import { isLoopback } from '@nearhand/base';
import { headerText } from './header-text.ts';
import type { WrittenLetter } from './letters.ts';

export interface MailTransport {
  /** `id`: the same at every try, so that a mail that arrives twice is seen as one. Throws MailRefused, or any Error. */
  send(id: string, letter: Omit<WrittenLetter, 'kind'>): Promise<void>;
  dispose(): void;
}

/** The mail server does not know the reader: trying again would not help. */
export class RecipientRefused extends Error {
  override readonly name = 'RecipientRefused';
}

const unknownRecipient: ReadonlySet<number> = new Set([550, 551, 553]);
const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 } as const;

export function createSmtpTransport(
  smtp: MailConfig,
  from: ServerConfig['mailFrom'],
  publicUrl: string,
): MailTransport {
  const { host, port, secure, login } = smtp;
  const mailer = createTransport({
    host,
    port,
    secure,
    ...timeouts,
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    // A password never crosses a network in the clear.
    requireTLS: login !== null && !secure && !isLoopback(host),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = new URL(publicUrl).hostname;
  return {
    async send(id, { recipient, fromName, replyTo, subject, html, text, locale }) {
      try {
        await mailer.sendMail({
          from: { name: headerText(fromName ?? from.name), address: from.address },
          ...(replyTo === null ? {} : { replyTo: { name: '', address: replyTo } }),
          to: { name: '', address: recipient },
          subject: headerText(subject),
          html,
          text,
          messageId: `<${id}@${domain}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            'Content-Language': locale,
          },
        });
      } catch (error) {
        if (isUnknownRecipient(error)) throw new RecipientRefused(reasonOf(error), { cause: error });
        throw error;
      }
    },
    dispose: () => mailer.close(),
  };
}

function isUnknownRecipient(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('command' in error)) return false;
  return error.command === 'RCPT TO' && unknownRecipient.has(Number(error.responseCode));
}

/** One line, for the host; what SMTP servers and the network say holds no password. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return headerText(text) || 'Unknown error';
}
