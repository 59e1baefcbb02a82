// The command line, read once into one validated value. All problems are listed together; nothing is opened here.

import { parseArgs } from 'node:util';
import { messageOf } from '@nearhand/base';
import {
  type AgentBuild,
  type Locale,
  localeSchema,
  parseEnrolmentToken,
  parseProgramName,
  parseRequestCode,
} from '@nearhand/protocol';
import { z } from 'zod';
import { type ProxyOption, proxyOptionSchema } from '../dialling/proxy.ts';
import { parseServerAddress } from './server-address.ts';

export interface RunOptions {
  /** The server's origin, such as `https://help.example.com`. */
  readonly origin: string;
  readonly mode: RunMode;
  /** null: the usual place for this user. */
  readonly dataFolder: string | null;
  /** Certificate authority to trust beside the system's, a PEM file. */
  readonly caFile: string | null;
  /** The same, as the build knows it, PEM. */
  readonly builtAuthority: string | null;
  /** null: the system's language. */
  readonly language: Locale | null;
  /** null: the one the environment names. */
  readonly display: string | null;
  readonly proxy: ProxyOption;
  /** How to talk to the person at the computer; null: what suits the computer best. */
  readonly window: WindowKind | null;
  /** Where the desktop has a tray, the window begins closed. */
  readonly tray: boolean;
  readonly openBrowser: boolean;
  readonly verbose: boolean;
}

export const windowKinds = ['win32', 'gtk', 'page', 'terminal'] as const;
export type WindowKind = (typeof windowKinds)[number];

export type RunMode =
  | { kind: 'attended'; code: string | null }
  /** Without a token and without signing in, it was enrolled before. `installed`: as a service that comes back by itself. */
  | { kind: 'enrolled'; token: string | null; signIn: boolean; installed?: true }
  | { kind: 'demo' };

/** Installed: it comes back by itself. */
export function runsAsService({ mode }: Pick<RunOptions, 'mode'>): boolean {
  return mode.kind === 'enrolled' && mode.installed === true;
}

export type CommandLine =
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'problems'; problems: readonly string[] }
  | { kind: 'run'; options: RunOptions };

const text = (type: 'string' | 'boolean') => ({ type }) as const;
const known = {
  server: text('string'),
  code: text('string'),
  enrol: text('string'),
  'enrol-file': text('string'),
  'sign-in': text('boolean'),
  computer: text('boolean'),
  data: text('string'),
  demo: text('boolean'),
  window: text('string'),
  tray: text('boolean'),
  text: text('boolean'),
  'no-browser': text('boolean'),
  language: text('string'),
  display: text('string'),
  ca: text('string'),
  proxy: text('string'),
  'proxy-file': text('string'),
  verbose: text('boolean'),
  help: text('boolean'),
  version: text('boolean'),
} as const;

const flag = z.boolean().default(false);
const path = z.string().min(1, 'needs a path').max(4096);
const optionsSchema = z.object({
  server: z
    .string({ error: 'is missing: which server? For example --server https://help.example.com' })
    .transform((value, context) => {
      const parsed = parseServerAddress(value);
      if ('origin' in parsed) return parsed.origin;
      context.addIssue({ code: 'custom', message: parsed.problem });
      return z.NEVER;
    }),
  code: z
    .string()
    .transform((value, context) => {
      const code = parseRequestCode(value);
      if (code !== null) return code;
      context.addIssue({ code: 'custom', message: 'a code has nine digits, such as 408 080 316' });
      return z.NEVER;
    })
    .optional(),
  enrol: z
    .string()
    .transform((typed, context) => {
      const token = parseEnrolmentToken(typed);
      if (token !== null) return token;
      context.addIssue({ code: 'custom', message: 'this is not an enrolment token; was a character mistyped?' });
      return z.NEVER;
    })
    .optional(),
  'sign-in': flag,
  computer: flag,
  data: path.optional(),
  demo: flag,
  window: z.enum(windowKinds, { error: `choose ${windowKinds.join(', ')}` }).optional(),
  tray: flag,
  text: flag,
  'no-browser': flag,
  language: z.enum(localeSchema.options, { error: 'choose en, fr or es' }).optional(),
  display: z
    .string()
    .regex(/^[A-Za-z0-9.-]*:[0-9]+(?:\.[0-9]+)?$/, 'a display looks like :0')
    .optional(),
  ca: path.optional(),
  proxy: proxyOptionSchema.default({ kind: 'automatic' }),
  verbose: flag,
});
type Parsed = z.infer<typeof optionsSchema>;

/** What the words stand in for, and what they cannot change. */
export interface StartedProgram {
  /** The program's own file, whose name may hold a code or an enrolment token. */
  readonly path: string;
  /** null: from source, or built for no server. */
  readonly build: AgentBuild | null;
  /** Throws where it cannot. */
  readonly readFile: (path: string) => string;
}

export function parseCommandLine(args: readonly string[], program: StartedProgram): CommandLine {
  const { values, problems } = split(args);
  takeFile('enrol', values, { problems, readFile: program.readFile });
  takeFile('proxy', values, { problems, readFile: program.readFile });
  if (values['help'] === true) return { kind: 'help' };
  if (values['version'] === true) return { kind: 'version' };
  if (program.build !== null) values['server'] ??= program.build.origin;
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) problems.push(...parsed.error.issues.map(describe));
  if (parsed.success && program.build !== null && parsed.data.server !== program.build.origin) {
    problems.push(`--server: this program is for ${program.build.origin} and talks to no other server`);
  }
  if (typeof values['code'] === 'string' && typeof values['enrol'] === 'string') {
    problems.push('--code and --enrol exclude each other');
  }
  if (values['sign-in'] === true && ['code', 'enrol', 'demo'].some((name) => values[name] !== undefined)) {
    problems.push('--sign-in excludes --code, --enrol and --demo');
  }
  if (values['demo'] === true && (values['code'] !== undefined || values['enrol'] !== undefined)) {
    problems.push('--demo excludes --code and --enrol');
  }
  if (values['computer'] === true && (values['code'] !== undefined || values['demo'] === true)) {
    problems.push('--computer excludes --code and --demo');
  }
  if (values['text'] === true && values['window'] !== undefined && values['window'] !== 'terminal') {
    problems.push('--text and --window exclude each other');
  }
  if (problems.length > 0 || !parsed.success) return { kind: 'problems', problems };
  return { kind: 'run', options: toOptions(parsed.data, program) };
}

/** Other users of the computer can read command lines, so what is secret may come in a file. */
function takeFile(
  name: 'enrol' | 'proxy',
  values: Record<string, string | boolean>,
  { problems, readFile }: { problems: string[]; readFile: (path: string) => string },
): void {
  const file = values[`${name}-file`];
  if (typeof file !== 'string') return;
  if (values[name] !== undefined) problems.push(`--${name} and --${name}-file exclude each other`);
  else {
    try {
      values[name] = readFile(file).trim();
    } catch (error) {
      problems.push(`--${name}-file ${file} cannot be read: ${messageOf(error)}`);
    }
  }
}

/** Splits words into named values; what is unknown or misplaced becomes a problem and the rest is still read. */
function split(args: readonly string[]): { values: Record<string, string | boolean>; problems: string[] } {
  const { tokens } = parseArgs({
    args: [...args],
    options: known,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string | boolean> = {};
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`"${token.value}" is not expected here`);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(known, token.name) ? known[token.name as keyof typeof known] : undefined;
    if (option === undefined) problems.push(`${token.rawName} is not an option`);
    else if (Object.hasOwn(values, token.name)) problems.push(`--${token.name} is given twice`);
    else if (option.type === 'boolean' && token.value !== undefined) problems.push(`--${token.name} takes no value`);
    else if (option.type === 'string' && token.value === undefined) problems.push(`--${token.name} needs a value`);
    else values[token.name] = token.value ?? true;
  }
  return { values, problems };
}

function describe(issue: { path: PropertyKey[]; message: string; code: string }): string {
  return `--${String(issue.path[0])}: ${issue.message}`;
}

function toOptions(parsed: Parsed, program: StartedProgram): RunOptions {
  return {
    origin: parsed.server,
    mode: modeOf(parsed, program.path),
    dataFolder: parsed.data ?? null,
    caFile: parsed.ca ?? null,
    builtAuthority: program.build?.authority ?? null,
    language: parsed.language ?? null,
    display: parsed.display ?? null,
    proxy: parsed.proxy,
    window: parsed.text ? 'terminal' : (parsed.window ?? null),
    tray: parsed.tray,
    openBrowser: !parsed['no-browser'],
    verbose: parsed.verbose,
  };
}

function modeOf(parsed: Parsed, programPath: string): RunMode {
  if (parsed.demo) return { kind: 'demo' };
  if (parsed.enrol !== undefined) return { kind: 'enrolled', token: parsed.enrol, signIn: false };
  if (parsed['sign-in']) return { kind: 'enrolled', token: null, signIn: true };
  if (parsed.computer) return { kind: 'enrolled', token: null, signIn: false };
  if (parsed.code !== undefined) return { kind: 'attended', code: parsed.code };
  const hint = parseProgramName(programPath);
  if (hint?.kind === 'enrolment') return { kind: 'enrolled', token: hint.token, signIn: false };
  return { kind: 'attended', code: hint?.code ?? null };
}

export const helpText = `nearhand-agent: lets a technician you asked for help see and use this computer.

  install           make it run whenever this computer does (as an administrator); with --user: while you are signed in.
                    Takes --server, --enrol or --enrol-file, --ca, --proxy or --proxy-file, --language
  uninstall         take it away again, with all its files; --user as above
  status            say whether it is installed, runs and reaches the server; --user as above
  doctor            look for what stands in the way, and say what to do; --json: for programs; --report FILE: save it, to
                    send it. Takes --server, --data, --ca, --proxy or --proxy-file, --language, --display

  --server URL      the server, such as https://help.example.com
  --code NNNNNNNNN  the nine digits you were given (asked for when missing)
  --enrol TOKEN     make this a computer of the account that made the token
  --enrol-file FILE the same, with the token in a file that other users cannot read
  --sign-in         the same, by signing in to the portal and confirming there
  --computer        start a computer that was enrolled before
  --data DIR        where to keep the program's files
  --ca FILE         trust this certificate authority too, as the server's /authority page offers it
  --proxy ADDRESS   reach the server through this proxy, such as http://name:password@proxy.example:3128; none:
                    through no proxy (without this: what the environment says, HTTPS_PROXY and NO_PROXY, or the system)
  --proxy-file FILE the same, with the address in a file that other users cannot read
  --window KIND     win32, gtk, page (in the browser) or terminal; the best there is when missing
  --tray            begin without the window where the desktop has a tray for the icon
  --text            the same as --window terminal
  --no-browser      a page, but do not open the browser; print its address
  --language LANG   en, fr or es
  --display :N      the X11 display to show
  --demo            a drawn desktop for trying (started by the server)
  --verbose         log more
  --help, --version
`;
