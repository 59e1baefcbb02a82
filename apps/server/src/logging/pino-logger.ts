// The Logger port on pino: one JSON line per event on standard error, with secrets taken out by name wherever they are.

import pino, { type DestinationStream } from 'pino';
import { AppError, type LogFields, type Logger, codeOf } from '@nearhand/base';

const secretNames = ['password', 'token', 'cookie', 'authorization', 'secret', 'code', 'proof', 'set-cookie', 'ticket'];
const redacted = '[secret]';

export interface PinoLoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** Standard error when left out. */
  readonly destination?: DestinationStream;
}

export function createPinoLogger(options: PinoLoggerOptions): Logger {
  const destination = options.destination ?? pino.destination({ dest: 2, sync: true });
  return wrap(
    pino(
      {
        level: options.level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      destination,
    ),
  );
}

function wrap(logger: pino.Logger): Logger {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}): void => {
      if (logger.isLevelEnabled(level)) logger[level](clean(fields), message);
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => wrap(logger.child(clean(fields))),
  };
}

const maxDepth = 6;

function clean(fields: LogFields, depth = 0): Record<string, unknown> {
  const told = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told.map(([name, value]) => [name, cleanValue(name, value, depth)]));
}

function cleanValue(name: string, value: unknown, depth: number): unknown {
  if (isSecret(name, value)) return redacted;
  if (value instanceof Error) return describeError(value, depth);
  if (Array.isArray(value)) return depth > maxDepth ? '…' : value.map((item) => cleanValue('', item, depth + 1));
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return depth > maxDepth ? '…' : clean(value as LogFields, depth + 1);
  }
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return value;
  // Anything else (a socket, a function) would drag its insides into the log.
  return Object.prototype.toString.call(value);
}

function isSecret(name: string, value: unknown): boolean {
  const lower = name.toLowerCase();
  // A customer's nine digits; the codes of errors are words.
  if (lower === 'code') return typeof value === 'string' && /^\d{9}$/.test(value);
  return secretNames.some((secret) => secret !== 'code' && lower.includes(secret));
}

/** The story for the log: what, where and why, down through the causes. */
function describeError(error: Error, depth: number): Record<string, unknown> {
  const code = codeOf(error);
  const details = error instanceof AppError ? { details: clean(error.details, depth + 1) } : {};
  const cause =
    error.cause === undefined || depth > maxDepth ? {} : { cause: cleanValue('cause', error.cause, depth + 1) };
  return {
    name: error.name,
    message: error.message,
    ...(code === null ? {} : { code }),
    ...details,
    stack: error.stack,
    ...cause,
  };
}
