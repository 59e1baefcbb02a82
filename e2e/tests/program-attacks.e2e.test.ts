// Attacks on the built program as it is downloaded: a server that lies, wrong certificates, a restart, eyes on what it
// writes. The program knows nothing of being tested; what it lets through is seen on its display.

import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:https';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  authority,
  certificates,
  computerRole,
  type ConnectOptions,
  type Hello,
  LyingServer,
  offer,
  TestPage,
  testToken,
  type TestViewer,
} from '@nearhand/agent/testing';
import { sharedBuild } from '@nearhand/agent-builder/testing';
import { base64url, utf8 } from '@nearhand/base';
import { openTestWindow, startXvfb, type TestWindow, type Xvfb } from '@nearhand/host/testing';
import { helloProofText, type Permission } from '@nearhand/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningProcess, startProcess } from '../support/process.ts';
import { eventually } from '../support/waiting.ts';

const code = '408080316';
const startMs = 60_000;

let file: string;
let xvfb: Xvfb;
let target: TestWindow;
let server: LyingServer;
let home: string;
let programs: RunningProcess[];
const viewers: TestViewer[] = [];
const pages: TestPage[] = [];

beforeAll(async () => {
  const build = await sharedBuild('linux-x64');
  file = build.program;
  xvfb = await startXvfb({ widthPx: 640, heightPx: 480 });
  target = await openTestWindow({ displayName: xvfb.displayName, bounds: { x: 0, y: 0, width: 640, height: 480 } });
}, 300_000);
afterAll(() => {
  target?.dispose();
  xvfb?.dispose();
});
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'nearhand-attacked-'));
  programs = [];
  server = new LyingServer();
  await server.listen();
  target.focus();
  target.forget();
});
afterEach(async () => {
  for (const viewer of viewers.splice(0)) viewer.dispose();
  for (const page of pages.splice(0)) page.close();
  for (const program of programs) await program.stop();
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): RunningProcess {
  const env = { PATH: '', HOME: home, TMPDIR: home, DISPLAY: xvfb.displayName, ...environment };
  const program = startProcess(file, ['--no-browser', '--language', 'en', '--verbose', ...args], { cwd: home, env });
  programs.push(program);
  return program;
}

async function openPage(program: RunningProcess): Promise<TestPage> {
  const [, url = ''] = await program.line(/Open (http:\S+) in your browser/);
  const page = await TestPage.open(url);
  pages.push(page);
  return page;
}

const reaches = (page: TestPage, kind: string) =>
  eventually(
    kind,
    () => page.kind,
    (now) => now === kind,
    startMs,
  );

async function asked(): Promise<TestPage> {
  const page = await openPage(start(['--server', server.origin, '--code', code]));
  await reaches(page, 'asking');
  return page;
}

async function allowed(permissions: Permission[]): Promise<TestPage> {
  const page = await asked();
  expect(await page.answer({ type: 'allow', permissions })).toBe(204);
  await reaches(page, 'waiting');
  return page;
}

async function connect(options: ConnectOptions = {}): Promise<TestViewer> {
  const viewer = await server.connect(options);
  viewers.push(viewer);
  return viewer;
}

/** Every kind of input there is, and what would tell that it was dropped. */
function pressEverything(viewer: TestViewer): void {
  viewer.input({ type: 'pointer.move', x: 100, y: 100 });
  viewer.input({ type: 'pointer.button', button: 'left', down: true, x: 100, y: 100 });
  viewer.input({ type: 'text.type', text: 'pwned' });
}

/** What reached the display until now. */
function touched(): readonly string[] {
  target.catchUp();
  return target.seen.map(({ what }) => what);
}

describe('a lying server (attack 8)', () => {
  it('AGT35: nobody comes in while the question is open, nor after a no', async () => {
    server.role = { kind: 'request', offer: offer({ state: 'connected' }) };
    const page = await asked();
    server.say({ type: 'request.changed', offer: offer({ state: 'connected' }) });
    const early = await connect();
    pressEverything(early);
    expect(await page.answer({ type: 'deny' })).toBe(204);
    await reaches(page, 'denied');
    const late = await connect();
    pressEverything(late);
    page.close();
    expect(await programs[0]?.exited).toBe(0);
    expect([early.pictures, early.told, late.pictures, late.told, touched()]).toEqual([0, [], 0, [], []]);
  });

  it('AGT36 and AGT37: a ticket of its own making gives nothing, one with more than was allowed no more', async () => {
    const page = await allowed(['view']);
    const other = '0198c0de-0000-7000-8000-0000000000ff';
    for (const lies of [{ linkId: other }, { requestId: null }, { expiresAtMs: Date.now() - 60_000 }]) {
      const viewer = await connect({ lies });
      await viewer.ended();
      expect([viewer.ending, viewer.pictures, viewer.told]).toEqual(['ticket_invalid', 0, []]);
    }
    const viewer = await connect({ permissions: ['view', 'control'] });
    await viewer.active();
    await eventually(
      'the picture',
      () => viewer.pictures,
      (count) => count > 0,
    );
    pressEverything(viewer);
    await eventually(
      'refusals',
      () => viewer.toldOf('input.blocked'),
      (told) => told.length > 0,
    );
    expect(viewer.toldOf('session.welcome')[0]?.permissions).toEqual(['view']);
    expect(viewer.toldOf('input.blocked')[0]?.reason).toBe('permission');
    expect(touched()).toEqual([]);
    expect(await page.answer({ type: 'allow', permissions: ['view', 'control'] })).toBe(409);
  });

  it('AGT31 and AGT96: what is allowed arrives, and ends when the customer says so; the log holds no secret', async () => {
    const page = await allowed(['view', 'control']);
    const viewer = await connect();
    await viewer.active();
    pressEverything(viewer);
    await target.until((seen) => seen.filter(({ what }) => what === 'key down').length >= 5);
    const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
    const log = files.find((name) => name.endsWith('agent.log')) ?? '';
    const text = readFileSync(join(home, log), 'utf8') + programs[0]?.output().replaceAll(/^Open .*$/gm, '');
    expect(text).toContain('connected to the server');
    const key = files.find((name) => name.endsWith('identity.pem')) ?? '';
    const secrets = [
      code,
      'pwned',
      readFileSync(join(home, key), 'utf8').split('\n')[1] ?? '',
      new URL(page.url).pathname,
    ];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    await page.answer({ type: 'end' });
    await viewer.ended();
    expect(viewer.ending).toBe('customer');
    page.close();
    await programs[0]?.exited;
    expect(readdirSync(home)).toEqual([]);
  });
});

describe('nobody sees it (attack 8)', { timeout: 120_000 }, () => {
  it('ENR9: a computer that only asks to be added lets nobody in, whatever the server says of it', async () => {
    server.role = { kind: 'pending', code: 'WDJBMJHT', validForMs: 600_000 };
    const program = start(['--server', server.origin, '--sign-in', '--data', join(home, 'data')]);
    await program.line(/WDJB-MJHT$/);
    const policy = { disabled: false, ask: false, askSeconds: 60, atEnd: 'leave' } as const;
    server.say({ type: 'computer.changed', name: 'desk-7', policy: { ...policy, permissions: ['view', 'control'] } });
    const viewer = await connect();
    pressEverything(viewer);
    server.dropHub();
    await eventually(
      'asking again',
      () => server.welcomes,
      (count) => count === 2,
    );
    server.say({ type: 'enrolment.decided', confirmed: false, by: { member: 'Ana', organisation: 'Acme' } });
    expect(await program.exited).toBe(3);
    expect([viewer.pictures, viewer.told, touched()]).toEqual([0, [], []]);
    expect(readdirSync(join(home, 'data'))).not.toContain('enrolment.json');
  });

  it('AGT62: at a computer that asks, silence means no', async () => {
    server.role = computerRole;
    const data = join(home, 'data');
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(join(data, 'policy.json'), JSON.stringify({ consent: 'ask', askSeconds: 15 }), { mode: 0o600 });
    const program = start(['--server', server.origin, '--enrol', testToken, '--data', data, '--window', 'page']);
    await program.line(/enrolled as "desk-7"/);
    const viewer = await connect();
    const page = await openPage(program);
    await reaches(page, 'asking');
    pressEverything(viewer);
    await viewer.ended();
    expect([viewer.ending, viewer.pictures, viewer.told, touched()]).toEqual(['consent_missing', 0, [], []]);
  });

  it('AGT41: who closes the page that says who is connected has ended the session', async () => {
    const page = await allowed(['view', 'control']);
    const viewer = await connect();
    await viewer.active();
    page.close();
    await viewer.ended();
    expect(viewer.ending).toBe('customer');
    pressEverything(viewer);
    expect(await programs[0]?.exited).toBe(0);
    expect(touched()).toEqual([]);
  });
});

describe('a copied or restarted program (attack 24)', () => {
  it('AGT7: proves its key for this challenge of this server alone', async () => {
    const hellos: { readonly nonce: string; readonly hello: Hello }[] = [];
    server.answer = (hello) => {
      hellos.push({ nonce: server.nonce, hello });
      return server.welcome();
    };
    await asked();
    server.dropHub();
    const [first, second] = await eventually(
      'the second hello',
      () => hellos,
      (seen) => seen.length === 2,
    );
    if (first === undefined || second === undefined) throw new Error('No hello');
    const proves = (hello: Hello, nonce: string, origin: string): boolean => {
      const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: hello.publicKey } });
      const text = utf8.encode(helloProofText(nonce, origin, hello.publicKey));
      return verify(null, text, key, base64url.decode(hello.signature));
    };
    expect(second.hello.publicKey).toBe(first.hello.publicKey);
    expect(proves(first.hello, first.nonce, server.origin)).toBe(true);
    expect(proves(second.hello, second.nonce, server.origin)).toBe(true);
    expect(proves(first.hello, second.nonce, server.origin)).toBe(false);
    expect(proves(first.hello, first.nonce, 'https://other.example')).toBe(false);
  });

  it('AGT42 and AGT38: a restart keeps its key and its consent, for its own request only', async () => {
    await allowed(['view']);
    const key = server.agentKey;
    const copy = join(home, 'copy');
    const state = join(home, '.local');
    await programs[0]?.stop();
    cpSync(state, join(copy, '.local'), { recursive: true });
    const again = await openPage(start(['--server', server.origin, '--code', code]));
    await reaches(again, 'waiting');
    expect(server.agentKey).toBe(key);
    await programs[1]?.stop();
    // Another person's request under the same key: what was allowed before counts for nothing.
    server.role = { kind: 'request', offer: offer({ requestId: '0198c0de-0000-7000-8000-0000000000bb' }) };
    const other = await openPage(start(['--server', server.origin, '--code', code], { HOME: copy }));
    await reaches(other, 'asking');
    const viewer = await connect();
    pressEverything(viewer);
    await other.answer({ type: 'deny' });
    await reaches(other, 'denied');
    expect([viewer.pictures, viewer.told, touched()]).toEqual([0, [], []]);
  });
});

describe('somebody in between (attack 12)', () => {
  it('AGT70: a wrong certificate is refused, whatever the environment says, and nothing falls back', async () => {
    const authorityFile = join(home, 'authority.pem');
    writeFileSync(authorityFile, authority);
    const known = ['--ca', authorityFile];
    const cases = [
      // Nothing but Node's own ways in names its authority.
      ['good', [], false],
      ['selfSigned', known, false],
      ['otherName', known, false],
      ['expired', known, false],
      ['good', known, true],
    ] as const;
    for (const [name, trust, isTaken] of cases) {
      const heard = Promise.withResolvers<'heard'>();
      const listener = createServer(certificates[name], () => heard.resolve('heard')).on('upgrade', (_, socket) => {
        heard.resolve('heard');
        socket.destroy();
      });
      await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
      const origin = `https://127.0.0.1:${(listener.address() as AddressInfo).port}`;
      const program = start(['--server', origin, '--code', code, ...trust], {
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        NODE_EXTRA_CA_CERTS: authorityFile,
        NODE_OPTIONS: '--use-openssl-ca',
      });
      const refused = program.line(/^No connection to \S+ .*(certificate|self-signed|altnames)/i).then(() => 'refused');
      refused.catch(() => 'ended');
      expect([name, await Promise.race([heard.promise, refused])]).toEqual([name, isTaken ? 'heard' : 'refused']);
      await program.stop();
      listener.closeAllConnections();
      listener.close();
    }
  });
});

describe('what lies around it (attack 23)', { timeout: 120_000 }, () => {
  it('BLD1: its native part is a file with no name, out of a folder nobody can guess, whatever others put there', async () => {
    const traps = ['koffi.node', 'native/koffi.node', 'node_modules/koffi/index.js'];
    for (const trap of traps) {
      mkdirSync(join(home, trap, '..'), { recursive: true });
      writeFileSync(join(home, trap), 'no library at all');
    }
    const before = readdirSync(home, { recursive: true, encoding: 'utf8' });
    const loaded: string[] = [];
    for (let time = 0; time < 2; time++) {
      const program = start(['--server', server.origin, '--code', code]);
      await reaches(await openPage(program), 'asking');
      const maps = readFileSync(`/proc/${program.child.pid}/maps`, 'utf8');
      loaded.push(/\S*koffi\.node.*$/m.exec(maps)?.[0] ?? '');
      const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
      expect(files.filter((name) => !before.includes(name) && !name.startsWith('.local'))).toEqual([]);
      await program.stop();
    }
    expect(loaded).toEqual(
      loaded.map(() => expect.stringMatching(/\/nearhand-[0-9]+-[A-Za-z0-9]{6}\/koffi\.node \(deleted\)$/)),
    );
    expect(new Set(loaded.map((path) => path.split('-').at(-1))).size).toBe(2);
  });
});
