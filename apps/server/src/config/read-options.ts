// What the host gave, as text: flags first, then the environment, then files that hold a secret. What it means is
// load-config.ts's.

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '@nearhand/base';
import { nearestOf } from './nearest.ts';
import { type OptionDefinition, type OptionName, fileOptionOf, isSecret, optionEntries } from './options.ts';

export interface ConfigSource {
  /** Without the program's own name. */
  readonly commandLine: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly currentFolder: string;
  /** Throws where it cannot. */
  readonly readFile: (path: string) => string;
}

export type RawValues = Readonly<Partial<Record<OptionName, string>>>;

export interface GivenOptions {
  readonly values: RawValues;
  readonly problems: readonly string[];
  /** Of values that came from elsewhere than their flag: the variable or file flag. */
  readonly origins: RawValues;
  readonly unknown: readonly string[];
}

interface Given {
  values: Partial<Record<OptionName, string>>;
  /** Paths, by the option whose secret they hold. */
  files: Partial<Record<OptionName, string>>;
  problems: string[];
}

type ReadOptions =
  | ({ readonly kind: 'values' } & GivenOptions)
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

const prefix = 'NEARHAND_';
const definitions: readonly (readonly [OptionName, OptionDefinition])[] = optionEntries;
const secrets = definitions.filter(([name]) => isSecret(name));
/** Told to programs that the server starts, and by those that start it. */
const otherVariables = ['NEARHAND_DEMO_SECRET'];

export function readOptions(source: ConfigSource): ReadOptions {
  const flags = readFlags(source.commandLine);
  if (flags === 'help' || flags === 'version') return { kind: flags };
  return { kind: 'values', ...completeOptions(flags, source) };
}

/** Adds what no flag gave. An empty variable counts as absent, as shells and containers leave them. */
export function completeOptions(
  flags: Readonly<Given>,
  { environment, currentFolder, readFile }: Pick<ConfigSource, 'environment' | 'currentFolder' | 'readFile'>,
): GivenOptions {
  const values = { ...flags.values };
  const problems = [...flags.problems];
  const origins: Partial<Record<OptionName, string>> = {};
  const take = (name: OptionName, from: string, path: string): void => {
    try {
      values[name] = readFile(resolve(currentFolder, path)).trim();
      origins[name] = from;
    } catch (error) {
      problems.push(`${from} ${JSON.stringify(path)} cannot be read: ${messageOf(error)}.`);
    }
  };
  for (const [name, definition] of definitions) {
    const file = fileOptionOf(definition);
    const path = flags.files[name];
    if (path !== undefined && values[name] !== undefined) {
      problems.push(`--${definition.flag} and --${file.flag} exclude each other.`);
    } else if (path !== undefined) take(name, `--${file.flag}`, path);
    else if (values[name] === undefined) {
      const variable = definition.environment.find((key) => environment[key]);
      const variablePath = isSecret(name) ? environment[file.variable] : undefined;
      if (variable !== undefined) {
        values[name] = environment[variable] ?? '';
        origins[name] = variable;
      } else if (variablePath) take(name, file.variable, variablePath);
    }
  }
  return { values, problems, origins, unknown: unknownVariables(environment) };
}

function readFlags(commandLine: readonly string[]): Given | 'help' | 'version' {
  const flags = [...definitions.map(([, { flag }]) => flag), ...secrets.map(([, secret]) => fileOptionOf(secret).flag)];
  const options = Object.fromEntries(flags.map((flag) => [flag, { type: 'string' as const }]));
  const { tokens } = parseArgs({
    args: [...commandLine],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: { ...options, help: { type: 'boolean' }, version: { type: 'boolean' } },
  });
  const given: Given = { values: {}, files: {}, problems: [] };
  const { values, files, problems } = given;
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`${JSON.stringify(token.value)} is not an option; see --help.`);
    if (token.kind !== 'option') continue;
    if (token.name === 'help' || token.name === 'version') return token.name;
    const found = definitions.find(([, { flag }]) => flag === token.name);
    const ofFile = secrets.find(([, secret]) => fileOptionOf(secret).flag === token.name);
    if (found === undefined && ofFile === undefined) {
      const nearest = nearestOf(token.name, flags);
      problems.push(`${token.rawName} is not an option; ${nearest === null ? 'see --help.' : `is it --${nearest}?`}`);
    } else if (token.value === undefined) problems.push(`${token.rawName} needs a value.`);
    else if (found !== undefined) values[found[0]] = token.value;
    else if (ofFile !== undefined) files[ofFile[0]] = token.value;
  }
  return given;
}

/** Not refused: containers invent variables named after their neighbours. */
function unknownVariables(environment: ConfigSource['environment']): string[] {
  const known = [
    ...otherVariables,
    ...definitions.flatMap(([, definition]) => definition.environment),
    ...secrets.map(([, secret]) => fileOptionOf(secret).variable),
  ];
  const unknown = Object.keys(environment).filter((key) => key.startsWith(prefix) && !known.includes(key));
  const names = known.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  return unknown.map((key) => {
    const nearest = nearestOf(key.slice(prefix.length), names);
    return nearest === null ? key : `${key} (is it ${prefix}${nearest}?)`;
  });
}
