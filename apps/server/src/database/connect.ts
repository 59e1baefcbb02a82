// Kysely over a pool of connections to any PostgreSQL. Not who runs that PostgreSQL: embedded/ does, where nobody else does.

import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '@nearhand/base';
import type { Database } from './schema.ts';

export interface DatabaseTarget {
  /** postgres://… ; takes the place of the rest. */
  readonly connectionString?: string;
  /** Folder of the Unix socket, or a host name. */
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly database?: string;
}

export interface ConnectOptions {
  readonly target: DatabaseTarget;
  readonly logger: Logger;
  readonly maxConnections?: number;
}

/** The caller ends it with `destroy()`. Connections are made when first needed. */
export function connectDatabase(options: ConnectOptions): Kysely<Database> {
  const pool = new pg.Pool({
    ...options.target,
    max: options.maxConnections ?? 20,
    connectionTimeoutMillis: 10_000,
    application_name: 'nearhand',
  });
  // Without listeners a broken connection would end the process, idle or between two queries of a transaction. Whoever
  // uses it gets the failure with the next query; the pool replaces it by itself.
  pool.on('error', (error) => options.logger.warn('A database connection broke', { error: error.message }));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
