// Which proxy stands between this computer and the server, if any: what the command line says, else what the environment
// says, else what the system says. The proxy only ever carries the encrypted stream (CONNECT): it is never trusted.

import { isLoopback } from '@nearhand/base';
import type { ProxySettings } from '@nearhand/host';
import { z } from 'zod';

export type ProxyOption = { kind: 'automatic' } | { kind: 'none' } | { kind: 'address'; url: string };

/** The address may hold a name and a password, so it is a secret. */
export type Proxy = ProxySettings;

type Environment = Readonly<Record<string, string | undefined>>;

export interface ProxySources {
  readonly option: ProxyOption;
  readonly environment: Environment;
  readonly system: (environment: Environment) => Promise<Proxy | null>;
}

const protocols = /^https?:$/;

/** As typed after `--proxy`. */
export const proxyOptionSchema = z.string().transform((value, context): ProxyOption => {
  if (value === 'none') return { kind: 'none' };
  const url = parseProxyAddress(value);
  if (url !== null) return { kind: 'address', url };
  context.addIssue({ code: 'custom', message: 'say none, or an address such as http://proxy.example:3128' });
  return z.NEVER;
});

/** null: the server is reached directly. Throws nothing: a proxy that cannot be used is none. */
export async function findProxy(origin: string, { option, environment, system }: ProxySources): Promise<Proxy | null> {
  if (option.kind === 'none' || isLoopback(new URL(origin).hostname)) return null;
  if (option.kind === 'address') return { url: option.url, bypass: '' };
  const named = environment['https_proxy'] || environment['HTTPS_PROXY'];
  if (!named) return system(environment);
  const url = parseProxyAddress(named);
  return url === null ? null : { url, bypass: environment['no_proxy'] || environment['NO_PROXY'] || '' };
}

/** For the log and for people: without name and password. */
export function describeProxy(proxy: Proxy | null): string {
  if (proxy === null) return 'directly';
  const { protocol, host } = new URL(proxy.url);
  return `through ${protocol}//${host}`;
}

/** As it is shown in a field: without the password. */
export function shownProxyAddress(url: string): string {
  const { protocol, username, host } = new URL(url);
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}`;
}

/** As people write it; administrators write `proxy:3128` too. Null: it is none. */
export function parseProxyAddress(typed: string): string | null {
  const text = typed.trim();
  const full = /^[a-z0-9+.-]+:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.parse(full);
  return url !== null && protocols.test(url.protocol) && url.hostname !== '' ? url.href : null;
}
