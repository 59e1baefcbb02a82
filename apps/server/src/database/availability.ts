// Tells "the database is not there at the moment" from every other failure.

import { codeOf } from '@nearhand/base';

/** SQLSTATE classes: 08 connection, 57P01-57P03 shutting down or starting up, 53300 too many connections. */
const sqlStates = /^(08...|57P0[123]|53300)$/;
const systemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN']);
const driverMessages = /connection terminated|timeout exceeded when trying to connect|not queryable|client was closed/i;

export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error) ?? '';
  const syscall = 'syscall' in error ? error.syscall : undefined;
  if (sqlStates.test(code)) return true;
  if (systemCodes.has(code) && (syscall === 'connect' || syscall === 'read' || syscall === 'write')) return true;
  if (driverMessages.test(error.message)) return true;
  return error.cause !== undefined && isDatabaseUnavailable(error.cause);
}
