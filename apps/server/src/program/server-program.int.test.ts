import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createdRequestSchema, errorBodySchema, requestListSchema } from '@nearhand/protocol';
import type { z } from 'zod';
import { startTestDatabase } from '../testing/test-database.ts';
import { freePort } from '../testing/free-port.ts';
import {
  type ServerProcess,
  postgresPid,
  runAdminProcess,
  runServerProcess,
  startServerProcess,
} from '../testing/server-process.ts';

const email = 'ann@example.org';
const password = 'correct horse battery';

describe('the server program', () => {
  let folder: string;
  let dataFolder: string;
  const started: ServerProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nearhand-program-'));
    dataFolder = join(folder, 'data');
    // The database's user may pass through, whoever runs the test.
    await chmod(folder, 0o755);
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.signal('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  async function start(flags: readonly string[] = []): Promise<ServerProcess> {
    const server = await startServerProcess(dataFolder, flags);
    started.push(server);
    return server;
  }

  async function signIn(server: ServerProcess): Promise<string> {
    const answer = await post(server, '/api/auth/sign-in/email', { email, password });
    expect(answer.status).toBe(204);
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  function post(server: ServerProcess, path: string, body: unknown, cookie?: string): Promise<Response> {
    return fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url, ...(cookie === undefined ? {} : { cookie }) },
      body: JSON.stringify(body),
    });
  }

  async function setUp(server: ServerProcess): Promise<string> {
    const token = /setup#(\S+)/.exec(server.output().stdout)?.[1];
    const answer = await post(server, '/api/setup', { token, name: 'Ann', email, password, organisation: 'Example' });
    expect(answer.status).toBe(204);
    return signIn(server);
  }

  /** Creates requests one after the other until told to stop; keeps the id of each that was acknowledged. */
  function keepWriting(server: ServerProcess, cookie: string, writers: number) {
    const acknowledged: string[] = [];
    const refusals = new Set<string>();
    let stopped = false;
    let notify: () => void = () => {};
    const work = Array.from({ length: writers }, async () => {
      while (!stopped) {
        const answer = await post(server, '/api/requests', { customer: 'A customer' }, cookie).catch(() => null);
        if (answer === null) return;
        const body: unknown = await answer.json().catch(() => null);
        if (answer.status === 201 || answer.status === 200) {
          acknowledged.push(createdRequestSchema.parse(body).request.id);
          notify();
        } else if (body !== null) refusals.add(`${answer.status} ${errorBodySchema.parse(body).error.code}`);
      }
    });
    return {
      acknowledged,
      refusals,
      /** Resolves when `count` more have been acknowledged. */
      more: (count: number) => {
        const goal = acknowledged.length + count;
        return new Promise<void>((resolve) => {
          notify = () => {
            if (acknowledged.length >= goal) resolve();
          };
        });
      },
      async stop() {
        stopped = true;
        await Promise.all(work);
      },
    };
  }

  async function allRequests(server: ServerProcess, cookie: string): Promise<Set<string>> {
    const ids = new Set<string>();
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const answer: Response = await fetch(`${server.url}/api/requests?limit=200${query}`, { headers: { cookie } });
      const page: z.infer<typeof requestListSchema> = requestListSchema.parse(await answer.json());
      for (const request of page.requests) ids.add(request.id);
      cursor = page.next;
    }
    return ids;
  }

  it('SRV4: starts in an empty folder, offers the set-up once, stops in order, and remembers', async () => {
    const first = await start();
    expect(first.output().stdout).toContain(`Nearhand is running at ${first.url}`);
    expect(first.output().stdout).toMatch(
      new RegExp(`Create the administrator's account: ${first.url}/setup#[\\w-]{22}`),
    );
    expect(await (await fetch(`${first.url}/healthz`)).json()).toEqual({ status: 'ok', database: true });
    await setUp(first);
    expect(await first.signal('SIGTERM')).toMatchObject({ exitCode: 0 });
    const second = await start();
    expect(second.output().stdout).not.toContain('setup');
    expect(await signIn(second)).not.toBe('');
  });

  it('SRV4: told to stop several times at once, it still stops in order', async () => {
    const server = await start();
    const database = await postgresPid(dataFolder);
    for (const name of ['SIGTERM', 'SIGTERM', 'SIGHUP'] as const) server.child.kill(name);
    expect(await server.exited).toMatchObject({ exitCode: 0 });
    expect(() => process.kill(database, 0)).toThrow('ESRCH');
  });

  it('SRV5: refuses a data folder that is in use, and says by whom', async () => {
    const server = await start();
    const second = await runServerProcess(['--data', dataFolder, '--port', String(await freePort())]);
    expect(second.exitCode).toBe(1);
    expect(second.stderr).toContain(`is in use by the server at ${server.url} (process ${server.child.pid})`);
  });

  it('SRV5: says when the port is in use, before it makes a database', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const refused = await runServerProcess(['--data', dataFolder, '--port', String(port)]);
    await new Promise((resolve) => other.close(resolve));
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain(`Port ${port} is in use by another program`);
    await expect(readFile(join(dataFolder, 'postgres', 'PG_VERSION'))).rejects.toThrow('ENOENT');
  });

  it('SRV6: refuses a data folder of a newer version, and one that is not its own', async () => {
    const server = await start();
    await server.signal('SIGTERM');
    const marker = join(dataFolder, 'nearhand.json');
    await writeFile(marker, JSON.stringify({ layout: 99, writtenBy: '9.9.9' }));
    const newer = await runServerProcess(['--data', dataFolder, '--port', String(server.port)]);
    expect(newer).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('newer version of Nearhand (9.9.9') });
    const foreign = join(folder, 'pictures');
    await mkdir(foreign);
    await writeFile(join(foreign, 'holiday.jpg'), '');
    const refused = await runServerProcess(['--data', foreign, '--port', String(server.port)]);
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('holds other files') });
  });

  it('SRV2: lists wrong options and stops', async () => {
    const { exitCode, stderr } = await runServerProcess(['--port', 'x', '--host', '0.0.0.0', '--what']);
    expect(exitCode).toBe(2);
    expect(stderr.split('\n').filter((line) => line.startsWith('  - '))).toHaveLength(3);
  });

  it('SRV8: killed in the middle of writes, it loses no acknowledged request', async () => {
    const server = await start();
    const cookie = await setUp(server);
    const writing = keepWriting(server, cookie, 4);
    await writing.more(30);
    await server.signal('SIGKILL');
    await writing.stop();
    const orphan = await postgresPid(dataFolder);
    expect(() => process.kill(orphan, 0)).not.toThrow();
    const again = await start();
    expect(await postgresPid(dataFolder)).not.toBe(orphan);
    const kept = await allRequests(again, cookie);
    expect(writing.acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  });

  it('SRV9: when its PostgreSQL is killed it answers "unavailable", starts it again and loses nothing', async () => {
    const server = await start();
    const cookie = await setUp(server);
    const writing = keepWriting(server, cookie, 4);
    await writing.more(30);
    process.kill(await postgresPid(dataFolder), 'SIGKILL');
    await writing.more(30);
    await writing.stop();
    expect([...writing.refusals]).toEqual(['503 unavailable']);
    const kept = await allRequests(server, cookie);
    expect(writing.acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect(await server.signal('SIGTERM')).toMatchObject({ exitCode: 0 });
  });

  it('SRV10: killed together with its PostgreSQL, it comes back by itself', async () => {
    const server = await start();
    const cookie = await setUp(server);
    process.kill(await postgresPid(dataFolder), 'SIGKILL');
    await server.signal('SIGKILL');
    const again = await start();
    expect((await fetch(`${again.url}/api/me`, { headers: { cookie } })).status).toBe(200);
  });

  it('SRV27: runs on a PostgreSQL of the host’s own', async () => {
    const database = await startTestDatabase();
    const { host = '', user = '', database: name = '' } = database.target;
    const url = `postgres:///${name}?host=${encodeURIComponent(host)}&user=${user}`;
    const server = await start(['--database-url', url]);
    await setUp(server);
    expect(await server.signal('SIGTERM')).toMatchObject({ exitCode: 0 });
    expect(await database.db.selectFrom('users').select('email').execute()).toEqual([{ email }]);
    const list = await runAdminProcess(['list-users', '--data', dataFolder, '--database-url', url]);
    expect(list.stdout).toContain(email);
    await database.stop();
    const gone = await runServerProcess(['--data', dataFolder, '--port', String(server.port), '--database-url', url]);
    expect(gone).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Check its address and that it runs') });
  });

  it('SRV20: the command line works on a stopped and on a running server', async () => {
    const create = (address: string, name: string) =>
      runAdminProcess(
        ['create-user', '--data', dataFolder, '--email', address, '--name', name, '--password-stdin'],
        `${password}\n`,
      );
    expect(await create(email, 'Ann')).toEqual({
      exitCode: 0,
      stdout: `Created ${email}, owner of Ann’s organisation and host administrator.\n`,
      stderr: '',
    });
    const server = await start();
    expect(server.output().stdout).not.toContain('setup');
    const cookie = await signIn(server);
    expect(await create('bob@example.org', 'Bob')).toMatchObject({ exitCode: 0 });
    expect(await create('bob@example.org', 'Bob')).toMatchObject({
      exitCode: 1,
      stderr: 'bob@example.org has an account already.\n',
    });
    const list = await runAdminProcess(['list-users', '--data', dataFolder]);
    expect(list.stdout).toMatch(/ann@example\.org .*owner.*\nbob@example\.org .*technician/);
    const token = await runAdminProcess(['enrolment-token', '--data', dataFolder, '--uses', '2', '--valid', '1h']);
    expect(token.stdout).toMatch(/^\S{20,}\n$/);
    const reset = await runAdminProcess(
      ['reset-password', '--data', dataFolder, '--email', email, '--password-stdin'],
      'another password\n',
    );
    expect(reset.exitCode).toBe(0);
    expect((await fetch(`${server.url}/api/me`, { headers: { cookie } })).status).toBe(401);
    expect((await post(server, '/api/auth/sign-in/email', { email, password })).status).toBe(401);
    expect((await post(server, '/api/auth/sign-in/email', { email, password: 'another password' })).status).toBe(204);
  });

  it('SRV20: the command line explains mistakes', async () => {
    const mistyped = join(folder, 'not-there');
    for (const command of [['list-users'], ['enrolment-token']]) {
      const refused = await runAdminProcess([...command, '--data', mistyped]);
      expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('holds no data of Nearhand') });
    }
    await expect(stat(mistyped)).rejects.toThrow('ENOENT');
    expect(await runAdminProcess(['create-user', '--email', 'x'])).toMatchObject({
      exitCode: 2,
      stderr: 'create-user also needs --name NAME, --password-stdin.\n',
    });
    expect(await runAdminProcess(['dance'])).toMatchObject({
      exitCode: 2,
      stderr: 'dance is not a command; see --help.\n',
    });
    const short = ['create-user', '--data', dataFolder, '--email', email, '--name', 'Ann', '--password-stdin'];
    expect(await runAdminProcess(short, 'short')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('10 to 200 characters'),
    });
  });
});
