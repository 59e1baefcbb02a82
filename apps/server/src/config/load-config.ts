// From flags and environment to a checked, frozen configuration. Finds every wrong value before it answers, so that the
// host mends them all at once.

import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { isLoopback } from '@nearhand/base';
import { z } from 'zod';
import { parseMailFrom, parseSmtpUrl } from './mail-options.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { ServerConfig, TlsMode } from './config.ts';
import { readPrograms } from './program-options.ts';
import { providerProblems, readProviders } from './provider-options.ts';
import { type OptionName, helpText, isSecret, optionDefinitions } from './options.ts';
import { type ConfigSource, type GivenOptions, type RawValues, readOptions } from './read-options.ts';

export type ConfigOutcome =
  /** `unknown`: variables that look like ours and are not, each with what it may have been meant to be. */
  | { readonly kind: 'run'; readonly config: ServerConfig; readonly unknown: readonly string[] }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

const defaultPort = 8080;
const lineText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u);
const portSchema = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().int().min(1).max(65_535));
const hoursSchema = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .pipe(z.number().int().min(1).max(8760));
const tlsModes = ['off', 'files', 'self-made', 'proxy'] as const;
const logLevels = ['error', 'warn', 'info', 'debug'] as const;

export function loadConfig(source: ConfigSource): ConfigOutcome {
  const given = readOptions(source);
  if (given.kind === 'help') return { kind: 'help', text: helpText() };
  if (given.kind === 'version') return given;
  return checkConfig(given, source.currentFolder);
}

/** For programs that take more than the server's own flags: the values are read already. */
export function checkConfig(given: GivenOptions, currentFolder: string): ConfigOutcome {
  const { values: raw, origins, unknown } = given;
  const problems = [...given.problems];
  const read = <T>(name: OptionName, schema: z.ZodType<T, string>, fallback: T, expected: string): T => {
    const text = raw[name];
    if (text === undefined) return fallback;
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    const shown = isSecret(name) ? '' : ` ${JSON.stringify(text)}`;
    problems.push(`${origins[name] ?? `--${optionDefinitions[name].flag}`}${shown}: ${expected}.`);
    return fallback;
  };
  const mode: TlsMode = read('tls', z.enum(tlsModes), 'off', 'choose off, files, self-made or proxy');
  const port = read('port', portSchema, defaultPort, 'give a number from 1 to 65535');
  const host = read(
    'host',
    z.string().refine(isHost),
    '127.0.0.1',
    'give an IP address such as 127.0.0.1 or 0.0.0.0, or localhost',
  );
  const trustedProxies = read(
    'trustedProxies',
    z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      )
      .pipe(z.array(z.string().refine(isBlock))),
    [],
    'give IP addresses or blocks such as 10.0.0.5,192.168.1.0/24',
  );
  const origin = read(
    'publicUrl',
    z
      .string()
      .refine(isOrigin)
      .transform((text) => new URL(text).origin),
    null,
    'give scheme, name and perhaps port only, such as https://help.example.org',
  );
  const databaseUrl = read(
    'databaseUrl',
    z.string().refine(isDatabaseUrl),
    null,
    'give an address such as postgres://user:password@host:5432/name',
  );
  const file = (name: 'tlsCert' | 'tlsKey'): string | null => {
    const path = read(name, z.string().min(1), null, 'give the path of a file');
    return path === null ? null : resolve(currentFolder, path);
  };
  const publicUrl = origin ?? defaultPublicUrl(mode, host, port);
  const name = read('name', lineText(60), 'Nearhand', 'give a name of 1 to 60 characters');
  const config: ServerConfig = {
    name,
    host,
    port,
    dataFolder: resolve(currentFolder, read('data', z.string().min(1), 'data', 'give the path of a folder')),
    publicUrl,
    tls: { mode, certificateFile: file('tlsCert'), keyFile: file('tlsKey') },
    trustedProxies,
    databaseUrl,
    logLevel: read('logLevel', z.enum(logLevels), 'info', 'choose error, warn, info or debug'),
    metricsToken: read('metricsToken', z.string().min(16).max(200), null, 'give at least 16 characters'),
    pushToPrivate: read('pushToPrivate', z.enum(['on', 'off']), 'off', 'choose on or off') === 'on',
    demo: read('demo', z.enum(['on', 'off']), 'on', 'choose on or off') === 'on',
    ...readPrograms(read, currentFolder),
    requestValidityMs: read('requestHours', hoursSchema, 24, 'give a number from 1 to 8760') * 3_600_000,
    providers: readProviders(read),
    ...readMail(read, name, publicUrl),
  };
  problems.push(...crossProblems(config, raw), ...providerProblems(raw));
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'run', config: deepFreeze(config), unknown };
}

type Read = <T>(name: OptionName, schema: z.ZodType<T, string>, fallback: T, expected: string) => T;

function readMail(read: Read, serverName: string, publicUrl: string): Pick<ServerConfig, 'smtp' | 'mailFrom'> {
  const smtp = read(
    'smtpUrl',
    z
      .string()
      .transform(parseSmtpUrl)
      .refine((parsed) => parsed !== null),
    null,
    'give an address such as smtp://user:password@mail.example.org:587 or smtps://mail.example.org',
  );
  const from = read(
    'mailFrom',
    z
      .string()
      .transform(parseMailFrom)
      .pipe(z.object({ name: z.string(), address: z.string() })),
    { name: '', address: `nearhand@${new URL(publicUrl).hostname}` },
    'give an address such as help@example.org or "Fjord IT <help@example.org>"',
  );
  return { smtp, mailFrom: { ...from, name: from.name === '' ? serverName : from.name } };
}

/** What is wrong with values that are right each by itself. */
function crossProblems(config: ServerConfig, raw: RawValues): string[] {
  const { mode, certificateFile, keyFile } = config.tls;
  const problems: string[] = [];
  const publicUrl = new URL(config.publicUrl);
  if (raw.smtpUrl !== undefined && raw.mailFrom === undefined) {
    problems.push('--smtp-url needs --mail-from: the address mails come from, such as help@example.org.');
  }
  if ((raw.signCertificate === undefined) !== (raw.signKey === undefined)) {
    problems.push('--sign-certificate and --sign-key go together.');
  }
  if (mode === 'off') {
    if (!isLoopback(config.host)) {
      problems.push(
        `--host ${config.host} would serve other computers without encryption. Add --tls self-made (on an intranet), --tls files with --tls-cert and --tls-key, or --tls proxy with --trusted-proxies; or leave --host out.`,
      );
    }
    if (raw.publicUrl !== undefined && (publicUrl.protocol !== 'http:' || !isLoopback(publicUrl.hostname))) {
      problems.push(
        `--public-url ${config.publicUrl} needs TLS. Add --tls files, --tls self-made or, with a proxy in front that does the encryption, --tls proxy.`,
      );
    }
  } else if (raw.publicUrl !== undefined && publicUrl.protocol !== 'https:') {
    problems.push(`--public-url ${config.publicUrl} must begin with https:// because --tls is ${mode}.`);
  }
  if (mode === 'files' && (certificateFile === null || keyFile === null)) {
    problems.push('--tls files needs both --tls-cert and --tls-key.');
  }
  if (mode !== 'files' && (certificateFile !== null || keyFile !== null)) {
    problems.push('--tls-cert and --tls-key are only used with --tls files.');
  }
  if (mode === 'proxy' && config.trustedProxies.length === 0) {
    problems.push('--tls proxy needs --trusted-proxies: the address from which the proxy reaches this server.');
  }
  if (mode === 'proxy' && raw.publicUrl === undefined) {
    problems.push('--tls proxy needs --public-url: the address people use at the proxy.');
  }
  if (mode !== 'proxy' && config.trustedProxies.length > 0) {
    problems.push('--trusted-proxies is only used with --tls proxy.');
  }
  return problems;
}

function defaultPublicUrl(mode: TlsMode, host: string, port: number): string {
  if (mode === 'off') return new URL(`http://localhost:${port}`).origin;
  const name = isLoopback(host) ? 'localhost' : hostname().toLowerCase();
  return new URL(`https://${name}:${port}`).origin;
}

function isHost(text: string): boolean {
  return text === 'localhost' || isIP(text) !== 0;
}

function isBlock(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  return url.username === '' && url.password === '' && url.pathname === '/' && url.search === '' && url.hash === '';
}

function isDatabaseUrl(text: string): boolean {
  const protocol = URL.parse(text)?.protocol;
  return protocol === 'postgres:' || protocol === 'postgresql:';
}
