// The words of `npm run agents`.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type AgentTarget, agentTargets, agentTargetSchema, brandNameSchema, bytes32Schema } from '@nearhand/protocol';
import { X509Certificate } from 'node:crypto';
import { isLoopback, messageOf } from '@nearhand/base';
import type { BuildWish } from './finish-build.ts';
import { checkedIcon } from './windows/icon-file.ts';

export interface BuildOrder {
  readonly targets: readonly AgentTarget[];
  readonly folder: string;
  /** Everything but the target. */
  readonly wish: Omit<BuildWish, 'target'>;
}

export type BuildCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }
  | { readonly kind: 'build'; readonly order: BuildOrder };

const known = {
  server: { type: 'string' },
  ca: { type: 'string' },
  'update-key': { type: 'string' },
  name: { type: 'string', default: 'Nearhand' },
  icon: { type: 'string' },
  out: { type: 'string', default: 'agents' },
  compress: { type: 'string' },
  'sign-certificate': { type: 'string' },
  'sign-key': { type: 'string' },
  'sign-password-file': { type: 'string' },
  'sign-timestamp': { type: 'string' },
  help: { type: 'boolean' },
} as const;

export const helpText = `Builds the agent as one file for each system.

  npm run agents -- [options] [targets]

  targets                  ${agentTargets.join(', ')}; all when left out
  --server URL             the server that the programs are for, such as https://help.example.com
  --ca FILE                the authority that this server made for itself, as its /authority page offers it
  --update-key KEY         the server's key for updates, as \`npm run admin -- list-agents\` prints it; without it
                           installed agents are not brought up to date
  --name TEXT              what the program is called (Nearhand)
  --icon FILE              an .ico file, for Windows
  --out DIR                where to put them, a folder for each (./agents)
  --compress LEVEL         also what a server sends: zstd at this level (1 to 19), and gzip
  --sign-certificate FILE  sign the Windows program, with osslsigncode and this certificate (and its chain)
  --sign-key FILE          its key
  --sign-password-file F   the key's password
  --sign-timestamp URL     a time stamping service
  --help                   show this text
`;

/** All problems are listed together. */
export function parseBuildCommand(args: readonly string[], version: string): BuildCommand {
  const problems: string[] = [];
  const { values, positionals } = read(args, problems);
  if (values['help'] === true) return { kind: 'help' };
  const targets = positionals.flatMap((word) => {
    const target = agentTargetSchema.safeParse(word);
    if (!target.success) problems.push(`"${word}" is not one of ${agentTargets.join(', ')}`);
    return target.success ? [target.data] : [];
  });
  const name = brandNameSchema.safeParse(values['name']);
  if (!name.success) problems.push('--name: 1 to 30 characters');
  const productName = name.data ?? '';
  const level = values.compress === undefined ? null : Number(values.compress);
  if (level !== null && !(Number.isInteger(level) && level >= 1 && level <= 19)) problems.push('--compress: 1 to 19');
  const wish = {
    build: buildOf(values, productName, problems),
    name: productName,
    version,
    icon: values.icon === undefined ? null : readOr(problems, '--icon', values.icon, checkedIcon),
    signing: signingOf(values, productName, problems),
    compression: level === null ? null : { zstd: level, gzip: Math.min(level, 9) },
  };
  if (problems.length > 0) return { kind: 'problems', problems };
  const order = { targets: targets.length === 0 ? agentTargets : targets, folder: values.out, wish };
  return { kind: 'build', order };
}

function read(args: readonly string[], problems: string[]) {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true });
  } catch (error) {
    problems.push(messageOf(error));
    return parseArgs({ args: [], options: known, allowPositionals: true });
  }
}

type Values = ReturnType<typeof read>['values'];

function buildOf(values: Values, name: string, problems: string[]): BuildWish['build'] {
  const { server, ca } = values;
  const pem = (bytes: Uint8Array): string => new X509Certificate(bytes).toString();
  const authority = ca === undefined ? null : readOr(problems, '--ca', ca, pem);
  if (server === undefined) {
    if (ca !== undefined) problems.push('--ca goes with --server');
    if (values['update-key'] !== undefined) problems.push('--update-key goes with --server');
    return null;
  }
  const origin = originOf(server);
  if (origin === null) {
    problems.push('--server: an address such as https://help.example.com; plain http:// for this computer alone');
    return null;
  }
  const updateKey = bytes32Schema.optional().safeParse(values['update-key']);
  if (!updateKey.success) problems.push('--update-key: as `npm run admin -- list-agents` prints it');
  return { origin, authority, name, ...(updateKey.data && { updateKey: updateKey.data }) };
}

/** null: agents would never dial it. */
function originOf(server: string): string | null {
  if (!URL.canParse(server)) return null;
  const { origin, protocol, hostname } = new URL(server);
  const isDialled = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isDialled && origin === server.replace(/\/$/, '') ? origin : null;
}

function signingOf(values: Values, productName: string, problems: string[]): BuildWish['signing'] {
  const { 'sign-certificate': certificateFile, 'sign-key': keyFile } = values;
  if (certificateFile === undefined && keyFile === undefined) return null;
  if (certificateFile === undefined || keyFile === undefined) {
    problems.push('--sign-certificate and --sign-key go together');
    return null;
  }
  const passwordFile = values['sign-password-file'] ?? null;
  const timestampUrl = values['sign-timestamp'] ?? null;
  return { certificateFile, keyFile, passwordFile, timestampUrl, productName };
}

function readOr<T>(problems: string[], flag: string, file: string, use: (bytes: Uint8Array) => T): T | null {
  try {
    return use(readFileSync(file));
  } catch (error) {
    problems.push(`${flag} ${file}: ${messageOf(error)}`);
    return null;
  }
}
