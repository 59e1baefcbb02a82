// The first word of the command line, where it is a command. Without one the program runs as options.ts says.

import { type ServiceScope, windowWord } from '@nearhand/host';
import type { DoctorOptions } from '../diagnosis/doctor.ts';
import { type CommandLine, parseCommandLine, type RunOptions, type StartedProgram } from './options.ts';

export type Subcommand =
  | { kind: 'install'; scope: ServiceScope; options: RunOptions }
  | { kind: 'uninstall' | 'status'; scope: ServiceScope }
  | { kind: 'doctor'; options: DoctorOptions }
  /** The service itself, and the worker it starts. */
  | { kind: 'service' | 'work'; dataFolder: string }
  /** What draws the windows of a service for whoever sits there. */
  | { kind: 'window' }
  | Extract<CommandLine, { kind: 'help' | 'version' | 'problems' }>;

/** null: no command. */
export function parseSubcommand(args: readonly string[], program: StartedProgram): Subcommand | null {
  const [word, ...rest] = args;
  switch (word) {
    case 'install':
      return parseInstall(rest, program);
    case 'uninstall':
    case 'status':
      return parseScope(word, rest);
    case 'doctor':
      return parseDoctor(rest, program);
    case 'run':
      return parseFolder('service', rest);
    case 'work':
      return parseFolder('work', rest);
    case windowWord:
      return rest.length === 0 ? { kind: 'window' } : { kind: 'problems', problems: ['window takes nothing more'] };
    default:
      return null;
  }
}

function parseInstall(words: readonly string[], program: StartedProgram): Subcommand {
  const others = words.filter((word) => word !== '--user');
  const scope = others.length < words.length ? 'user' : 'system';
  const parsed = parseCommandLine(others, program);
  if (parsed.kind !== 'run') return parsed;
  const { mode, dataFolder, display, window } = parsed.options;
  const problems: string[] = [];
  if (mode.kind === 'demo' || (mode.kind === 'attended' && mode.code !== null)) {
    problems.push('install takes --enrol TOKEN, not a code: a code is for one session');
  }
  if (dataFolder !== null || display !== null || window !== null) {
    problems.push('install takes no --data, --display, --window or --text: an installed agent has its own places');
  }
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'install', scope, options: parsed.options };
}

function parseDoctor(words: readonly string[], program: StartedProgram): Subcommand {
  const at = words.indexOf('--report');
  const reportFile = at === -1 ? null : (words[at + 1] ?? '');
  const others = words.filter((word, index) => word !== '--json' && (at === -1 || (index !== at && index !== at + 1)));
  const parsed = parseCommandLine(others, program);
  if (parsed.kind !== 'run') return parsed;
  if (reportFile === '' || reportFile?.startsWith('--')) {
    return { kind: 'problems', problems: ['--report needs a file'] };
  }
  return { kind: 'doctor', options: { run: parsed.options, asJson: words.includes('--json'), reportFile } };
}

function parseScope(kind: 'uninstall' | 'status', words: readonly string[]): Subcommand {
  if (words.includes('--help')) return { kind: 'help' };
  const unknown = words.filter((word) => word !== '--user');
  if (unknown.length > 0) return { kind: 'problems', problems: unknown.map((word) => `${kind} does not take ${word}`) };
  return { kind, scope: words.length > 0 ? 'user' : 'system' };
}

function parseFolder(kind: 'service' | 'work', words: readonly string[]): Subcommand {
  const [option, dataFolder, ...rest] = words;
  if (option === '--data' && dataFolder && rest.length === 0) return { kind, dataFolder };
  return { kind: 'problems', problems: ['run and work are for the service that install makes, with --data DIR'] };
}
