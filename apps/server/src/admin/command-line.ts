// Reads the administrator's command line: a command, its own options, and the server's options that say where the data is.

import { parseArgs } from 'node:util';
import { AppError, messageOf } from '@nearhand/base';
import type { ServerConfig } from '../config/config.ts';
import { checkConfig } from '../config/load-config.ts';
import { type OptionName, fileOptionOf, isSecret, optionDefinitions } from '../config/options.ts';
import { type ConfigSource, completeOptions } from '../config/read-options.ts';

/** A mistake of whoever typed the command; shown without further ado. */
export class UsageError extends AppError<'bad_request'> {
  constructor(message: string) {
    super('bad_request', message);
  }
}

export interface CommandDefinition {
  readonly summary: string;
  /** Makes the data folder where there is none; the others would only hide a mistyped one. */
  readonly begins?: true;
  /** Option, what its value is called, help; a value of null makes it a switch. */
  readonly options: Readonly<
    Record<string, { readonly value: string | null; readonly help: string; readonly required?: true }>
  >;
}

/** Where the data is: the only options of the server that matter here. */
const placeOptions = ['data', 'databaseUrl'] as const satisfies readonly OptionName[];

export type CommandValues = Readonly<Record<string, string | boolean | undefined>>;

export interface ParsedCommand<Name extends string> {
  readonly name: Name;
  readonly values: CommandValues;
  readonly config: ServerConfig;
}

export type CommandLineSource = ConfigSource;

/** Null: help was asked for. Throws UsageError naming everything that is wrong. */
export function parseCommand<Name extends string>(
  definitions: Readonly<Record<Name, CommandDefinition>>,
  source: CommandLineSource,
): ParsedCommand<Name> | null {
  const [name, ...rest] = source.commandLine;
  if (name === undefined || source.commandLine.includes('--help')) return null;
  const definition = Object.entries<CommandDefinition>(definitions).find(([key]) => key === name)?.[1];
  if (definition === undefined) throw new UsageError(`${name} is not a command; see --help.`);
  const options: Record<string, { type: 'string' | 'boolean' }> = {};
  for (const option of placeOptions) {
    options[optionDefinitions[option].flag] = { type: 'string' };
    if (isSecret(option)) options[fileOptionOf(optionDefinitions[option]).flag] = { type: 'string' };
  }
  for (const [flag, { value }] of Object.entries(definition.options))
    options[flag] = { type: value === null ? 'boolean' : 'string' };
  const values = parseStrictly(rest, options);
  const missing = Object.entries(definition.options)
    .filter(([flag, { required }]) => required && values[flag] === undefined)
    .map(([flag, { value }]) => (value === null ? `--${flag}` : `--${flag} ${value}`));
  if (missing.length > 0) throw new UsageError(`${name} also needs ${missing.join(', ')}.`);
  return { name: name as Name, values, config: placeConfig(values, source) };
}

export function helpFor(definitions: Readonly<Record<string, CommandDefinition>>): string {
  const blocks = Object.entries(definitions).map(([name, { summary, options }]) => {
    const rows = Object.entries(options).map(([flag, { value, help, required }]) => {
      const left = `      --${flag}${value === null ? '' : ` ${value}`}`;
      return `${left.padEnd(32)}${help}${required ? ' (needed)' : ''}`;
    });
    return [`  ${name}  ${summary}`, ...rows].join('\n');
  });
  const places = placeOptions.map((option) => {
    const { flag, value, help } = optionDefinitions[option];
    const file = isSecret(option) ? `, or --${fileOptionOf(optionDefinitions[option]).flag} FILE` : '';
    return `${`  --${flag} ${value}`.padEnd(32)}${help}${file}`;
  });
  return ['Usage: npm run admin -- COMMAND [options]', '', ...blocks, '', 'With every command:', ...places, ''].join(
    '\n',
  );
}

function parseStrictly(
  commandLine: readonly string[],
  options: Record<string, { type: 'string' | 'boolean' }>,
): CommandValues {
  try {
    return parseArgs({ args: [...commandLine], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function placeConfig(values: CommandValues, source: CommandLineSource): ServerConfig {
  const raw: Partial<Record<OptionName, string>> = {};
  const files: Partial<Record<OptionName, string>> = {};
  for (const option of placeOptions) {
    const definition = optionDefinitions[option];
    const value = values[definition.flag];
    const file = values[fileOptionOf(definition).flag];
    if (typeof value === 'string') raw[option] = value;
    if (typeof file === 'string') files[option] = file;
  }
  const given = completeOptions({ values: raw, files, problems: [] }, source);
  const placed = Object.fromEntries(placeOptions.map((option) => [option, given.values[option]]));
  const outcome = checkConfig({ ...given, values: placed }, source.currentFolder);
  if (outcome.kind === 'wrong') throw new UsageError(outcome.problems.join('\n'));
  if (outcome.kind !== 'run') throw new UsageError('See --help.');
  return outcome.config;
}
