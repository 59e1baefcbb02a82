// Identifiers of rows: UUID version 7, made in code so that any PostgreSQL will do; they sort by time of creation.

import { randomUUIDv7 } from 'node:crypto';

export function newId(): string {
  return randomUUIDv7();
}
