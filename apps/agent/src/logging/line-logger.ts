// The agent's log: one line of JSON per entry, to whatever sink it is given. Fields that could hold a secret by their
// name are blanked, so that a slip elsewhere does not end in a file.

import type { Clock, Logger, LogFields } from '@nearhand/base';
import { AppError } from '@nearhand/base';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
const rank: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };
const secret = /token|secret|password|code|privatekey|proof|signature/i;

export interface LineLoggerOptions {
  readonly clock: Clock;
  /** Gets whole lines, each with its line feed. */
  readonly write: (line: string) => void;
  readonly level: LogLevel;
  readonly fields?: LogFields;
}

export function createLineLogger(options: LineLoggerOptions): Logger {
  const log = (level: LogLevel, message: string, fields: LogFields = {}): void => {
    if (rank[level] < rank[options.level]) return;
    const entry = { time: new Date(options.clock.nowMs()).toISOString(), level, message, ...options.fields, ...fields };
    options.write(`${JSON.stringify(entry, blank)}\n`);
  };
  return {
    debug: (message, fields) => log('debug', message, fields),
    info: (message, fields) => log('info', message, fields),
    warn: (message, fields) => log('warn', message, fields),
    error: (message, fields) => log('error', message, fields),
    child: (fields) => createLineLogger({ ...options, fields: { ...options.fields, ...fields } }),
  };
}

/** `errorCode` is the one code that is no secret. */
function blank(key: string, value: unknown): unknown {
  if (value instanceof AppError) return { errorCode: value.code, message: value.message, details: value.details };
  if (value instanceof Error) return { message: value.message };
  if (key !== 'errorCode' && secret.test(key) && value !== null && value !== undefined) return '[not logged]';
  return value;
}
