import { chmod, chown, cp, lstat, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger, systemClock } from '@nearhand/base';
import { preparePrograms } from './binaries.ts';
import { EmbeddedPostgres } from './embedded-postgres.ts';
import { elsewhere } from './location.ts';
import { runProgram } from './run-program.ts';
import { findIdentity } from './system-user.ts';

const isRoot = process.getuid?.() === 0;

describe('the server’s own PostgreSQL', () => {
  let folder: string;
  const running: EmbeddedPostgres[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nearhand-postgres-'));
    await chmod(folder, 0o755);
  });
  afterEach(async () => {
    for (const embedded of running.splice(0)) await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(dataFolder: string): Promise<EmbeddedPostgres> {
    await mkdir(dataFolder, { recursive: true });
    const embedded = await EmbeddedPostgres.start({ dataFolder, clock: systemClock, logger: silentLogger });
    running.push(embedded);
    return embedded;
  }

  async function ask(embedded: EmbeddedPostgres, query: string): Promise<unknown[]> {
    const client = new pg.Client(embedded.target);
    await client.connect();
    try {
      return (await client.query(query)).rows;
    } finally {
      await client.end();
    }
  }

  it('SRV26: keeps what is acknowledged, and listens in a private folder only', async () => {
    const embedded = await start(join(folder, 'data'));
    const settings = await ask(
      embedded,
      `select name, setting from pg_settings where name in
       ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'listen_addresses', 'server_encoding')
       order by name`,
    );
    expect(settings).toEqual([
      { name: 'data_checksums', setting: 'on' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'listen_addresses', setting: '' },
      { name: 'server_encoding', setting: 'UTF8' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
    expect((await stat(embedded.target.host ?? '')).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'data', 'postgres'))).mode & 0o777).toBe(0o700);
  });

  it('SRV26: works in a folder whose path is too long for a socket', async () => {
    const embedded = await start(join(folder, ...Array<string>(12).fill('a-rather-long-name')));
    expect(await ask(embedded, 'select 1 as one')).toEqual([{ one: 1 }]);
    const sockets = embedded.target.host ?? '';
    expect((await stat(sockets)).mode & 0o777).toBe(0o700);
    await embedded.stop();
    await rm(sockets, { recursive: true });
  });

  it('SRV26: refuses files of another major version', async () => {
    const dataFolder = join(folder, 'data');
    const embedded = await start(dataFolder);
    await embedded.stop();
    const versionFile = join(dataFolder, 'postgres', 'PG_VERSION');
    await writeFile(versionFile, '17\n');
    await expect(start(dataFolder)).rejects.toThrow('written by PostgreSQL 17');
  });

  it('starts again by itself after a half-made cluster', async () => {
    const dataFolder = join(folder, 'data');
    await mkdir(join(dataFolder, 'postgres.new', 'base'), { recursive: true });
    expect(await ask(await start(dataFolder), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  describe.runIf(isRoot)('started by root', () => {
    it('SRV26: runs as a system user of its own, and as the owner of files from elsewhere', async () => {
      const dataFolder = join(folder, 'data');
      const identity = await findIdentity();
      const first = await start(dataFolder);
      const userOf = async (embedded: EmbeddedPostgres): Promise<number> =>
        Number((await runProgram('ps', ['-o', 'uid=', '-p', String(embedded.pid)])).output);
      expect(await userOf(first)).toBe(identity?.uid);
      await first.stop();
      await runProgram('chown', ['-R', '4711:4711', join(dataFolder, 'postgres')]);
      const second = await start(dataFolder);
      expect(await userOf(second)).toBe(4711);
      await chown(dataFolder, 0, 0);
    });

    it('SRV26: keeps its files elsewhere where that user cannot enter, and finds them again', async () => {
      const closed = join(folder, 'home');
      await mkdir(closed, { mode: 0o700 });
      const dataFolder = join(closed, 'data');
      const first = await start(dataFolder);
      await ask(first, 'create table kept (id integer)');
      await first.stop();
      const pointer = JSON.parse(await readFile(join(dataFolder, 'database.json'), 'utf8')) as { folder: string };
      expect(dirname(pointer.folder)).toBe(elsewhere);
      expect(await readdir(dataFolder)).toEqual(['database.json']);
      const second = await start(dataFolder);
      expect(await ask(second, 'select * from kept')).toEqual([]);
      await second.stop();
      await rm(pointer.folder, { recursive: true });
    });

    it('SRV26: copies its programs where that user cannot enter, and makes the links that are missing', async () => {
      const require = createRequire(import.meta.url);
      const scope = join(dirname(dirname(dirname(require.resolve('embedded-postgres')))), '@embedded-postgres');
      const [name = ''] = await readdir(scope);
      const closed = join(folder, 'home');
      await mkdir(closed, { mode: 0o700 });
      const packageFolder = join(closed, 'package');
      await cp(join(scope, name), packageFolder, {
        recursive: true,
        verbatimSymlinks: true,
        filter: async (source) => !(await lstat(source)).isSymbolicLink(),
      });
      const identity = await findIdentity();
      const copies = join(folder, 'copies');
      // Two servers may start for the first time at once.
      const prepared = await Promise.all([1, 2].map(() => preparePrograms(packageFolder, copies, identity)));
      const [runnable = ''] = prepared;
      expect([prepared, dirname(runnable)]).toEqual([[runnable, runnable], copies]);
      expect(await readdir(copies)).toHaveLength(1);
      const version = await runProgram(join(runnable, 'bin', 'postgres'), ['--version'], { identity });
      expect(version).toMatchObject({ exitCode: 0, output: expect.stringContaining('PostgreSQL) 18') });
      expect(await preparePrograms(packageFolder, copies, identity)).toBe(runnable);
    });
  });
});
