// The whole server on a free loopback port with a database of its own, and quick ways to people who use it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Clock, type Logger, silentLogger, systemClock } from '@nearhand/base';
import type { Role } from '@nearhand/protocol';
import { addMember, createOrganisationWithOwner } from '../accounts/create-user.ts';
import { hashPassword } from '../accounts/credential.ts';
import { buildApp } from '../app.ts';
import type { AppContext } from '../app-context.ts';
import type { ServerConfig } from '../config/config.ts';
import { DatabaseNotifications } from '../database/notifications.ts';
import { createEnrolmentToken, type WantedToken } from '../enrolment/enrolment.service.ts';
import { type ServerKeys, loadKeys } from '../keys/keys.ts';
import type { Certificates } from '../tls/certificates.ts';
import { holdPort } from './free-port.ts';
import type { SocketRouter } from '../sockets/socket-router.ts';
import { type TestDatabase, startTestDatabase } from './test-database.ts';

export interface TestMember {
  readonly memberId: string;
  readonly userId: string;
  readonly organisationId: string;
  readonly email: string;
  readonly password: string;
  /** For a `cookie` header. */
  readonly cookie: string;
}

export interface TestServer {
  readonly app: FastifyInstance;
  readonly context: AppContext;
  readonly sockets: SocketRouter;
  readonly config: ServerConfig;
  readonly keys: ServerKeys;
  readonly db: TestDatabase['db'];
  /** Origin without a trailing slash. */
  readonly url: string;
  /** An organisation with its owner, signed in. */
  createOwner(organisation?: string): Promise<TestMember>;
  createMember(organisationId: string, role: Role): Promise<TestMember>;
  signIn(email: string, password: string): Promise<string>;
  enrolmentToken(wanted: { organisationId: string } & Partial<WantedToken>): Promise<string>;
  /** fetch with the server's own origin, a cookie and a JSON body. */
  request(method: string, path: string, options?: { member?: TestMember; body?: unknown }): Promise<Response>;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly config?: Partial<ServerConfig>;
  readonly certificates?: Certificates;
  /** Puts into the data folder what is to be there at the start. */
  readonly prepare?: (config: ServerConfig) => Promise<void>;
}

const password = 'correct horse battery';
/** Of everybody: making it takes longer than all else about a person. */
let passwordHash: Promise<string> | undefined;

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = await startTestDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'nearhand-test-'));
  const { port, release } = await holdPort();
  const url = `http://127.0.0.1:${port}`;
  const config: ServerConfig = { ...testConfig(dataFolder, port), ...options.config };
  await options.prepare?.(config);
  const keys = await loadKeys(dataFolder);
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? silentLogger;
  const notifications = new DatabaseNotifications({ target: database.target, clock: systemClock, logger });
  const { app, context, support } = await buildApp({
    config,
    db: database.db,
    keys,
    clock,
    logger,
    certificates: options.certificates ?? null,
    notifications,
  });
  await notifications.start();
  await release().then(() => app.listen({ host: '127.0.0.1', port }));
  let people = 0;

  const request: TestServer['request'] = (method, path, { member, body } = {}) =>
    fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        origin: config.publicUrl,
        ...(member === undefined ? {} : { cookie: member.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  /** Without the HTTP route, whose rate limit would end a long test. */
  async function signIn(email: string, secret: string): Promise<string> {
    const answer = await context.authentication.auth.api.signInEmail({
      body: { email, password: secret },
      asResponse: true,
    });
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.slice(0, cookie.indexOf(';')))
      .join('; ');
  }

  async function newPerson(): Promise<{ email: string; name: string; passwordHash: string }> {
    people += 1;
    const [email, name] = [`person${people}@example.org`, `Person ${people}`];
    return { email, name, passwordHash: await (passwordHash ??= hashPassword(context, password)) };
  }

  return {
    app,
    context,
    sockets: support.sockets,
    config,
    keys,
    db: database.db,
    url,
    signIn,
    request,
    async createOwner(organisation = 'Example') {
      const person = await newPerson();
      const made = await createOrganisationWithOwner(context, { organisation, ...person });
      return { ...made, email: person.email, password, cookie: await signIn(person.email, password) };
    },
    async createMember(organisationId, role) {
      const person = await newPerson();
      const made = await context.db
        .transaction()
        .execute((transaction) => addMember(context, transaction, { organisationId, role, ...person }));
      return { ...made, email: person.email, password, cookie: await signIn(person.email, password) };
    },
    enrolmentToken: (wanted) => makeToken(context, wanted),
    async stop() {
      await app.close();
      await notifications.stop();
      await database.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function testConfig(dataFolder: string, port: number): ServerConfig {
  return {
    name: 'Nearhand',
    host: '127.0.0.1',
    port,
    dataFolder,
    publicUrl: `http://127.0.0.1:${port}`,
    tls: { mode: 'off', certificateFile: null, keyFile: null },
    trustedProxies: [],
    databaseUrl: null,
    logLevel: 'error',
    metricsToken: null,
    demo: false,
    programs: [],
    programLevel: 1,
    signing: null,
    requestValidityMs: 24 * 3_600_000,
    smtp: null,
    pushToPrivate: false,
    providers: { google: null, facebook: null, oidc: null },
    mailFrom: { name: 'Nearhand', address: 'help@example.org' },
  };
}

async function makeToken(
  { db, clock }: AppContext,
  wanted: { organisationId: string } & Partial<WantedToken>,
): Promise<string> {
  const usual = { name: '', uses: 1, validForMs: 60_000, createdBy: { kind: 'commandLine' }, address: null } as const;
  const { secret } = await db
    .transaction()
    .execute((transaction) => createEnrolmentToken(transaction, clock, { ...usual, ...wanted }));
  return secret;
}
