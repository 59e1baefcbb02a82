// Says in a sentence why the program's parts cannot be loaded, where a stack trace would help nobody. Imported before all
// others, and taken back when they are there.

import { AppError } from '@nearhand/base';
import { texts } from '../consent/texts/texts.ts';
import { systemLanguage } from './system-language.ts';

export function loadFailureText(error: unknown, environment: Readonly<Record<string, string | undefined>>): string {
  if (!(error instanceof AppError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  return error.code === 'unavailable' ? texts[systemLanguage(environment)].failed_noRoom : error.message;
}

export function sayLoadFailure(error: unknown): void {
  process.stderr.write(`${loadFailureText(error, process.env)}\n`);
  process.exit(1);
}

process.on('uncaughtException', sayLoadFailure);
