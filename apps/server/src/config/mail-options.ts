// The two options of mail, from text to what the mailer needs. Null: the text is not one.

import { emailSchema } from '@nearhand/protocol';
import type { MailConfig, ServerConfig } from './config.ts';

/** `smtp://user:password@host:port`, or `smtps://` for encryption from the first byte. */
export function parseSmtpUrl(text: string): MailConfig | null {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '') return null;
  if ((url.pathname !== '' && url.pathname !== '/') || url.search !== '' || url.hash !== '') return null;
  if ((url.username === '') !== (url.password === '')) return null;
  const user = decode(url.username);
  const password = decode(url.password);
  if (user === null || password === null) return null;
  const secure = url.protocol === 'smtps:';
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { host, port, secure, login: user === '' ? null : { user, password } };
}

/** `address` or `name <address>`. */
export function parseMailFrom(text: string): ServerConfig['mailFrom'] | null {
  const [, name = '', inner] = /^([^<>\p{Cc}]{0,100})<([^<>]+)>$/u.exec(text.trim()) ?? [];
  const address = emailSchema.safeParse(inner ?? text);
  return address.success ? { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.data } : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone per cent sign.
    return null;
  }
}
