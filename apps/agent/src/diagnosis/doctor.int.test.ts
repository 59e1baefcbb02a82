// The doctor against servers that are well, and against each thing that can be wrong on the way.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer as createPlainServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { AppError, type Clock, systemClock } from '@nearhand/base';
import { createFakeDesktop, type DesktopAccess } from '@nearhand/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { parseSubcommand } from '../command-line/subcommands.ts';
import { createIdentity } from '../identity/identity.ts';
import { authority, certificates } from '../testing/test-certificates.ts';
import { TestProxy } from '../testing/test-proxy.ts';
import { doctor } from './doctor.ts';
import { checks, type Finding, problems } from './finding.ts';
import { sizeText } from './machine-checks.ts';
import { doctorTexts } from './texts.ts';

const info = { system: 'linux', systemName: 'Fake', computerName: 'fake', userName: 'somebody' } as const;
const goodDesktop: DesktopAccess = {
  info,
  limit: 'none',
  seat: null,
  createLoadMeter: null,
  open: () => createFakeDesktop(),
};

let folder = '';
const servers: Server[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-doctor-'));
  writeFileSync(join(folder, 'ca.pem'), authority);
});
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true });
});

interface Serving {
  readonly certificate?: keyof typeof certificates;
  readonly listener?: RequestListener;
  readonly hasHub?: boolean;
}

async function serve({ certificate = 'good', hasHub = true, listener }: Serving = {}): Promise<string> {
  const server = createServer(certificates[certificate], listener ?? ((_request, response) => response.end('{}')));
  servers.push(server);
  if (hasHub) {
    new WebSocketServer({ server }).on('connection', (socket) => {
      const nonce = createIdentity().publicKeyText;
      socket.send(JSON.stringify({ type: 'hub.challenge', protocol: 1, nonce, timeMs: Date.now() }));
    });
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Examined {
  readonly code: number;
  readonly printed: string;
}

async function run(
  origin: string,
  words: readonly string[] = [],
  { desktop = goodDesktop, clock = systemClock }: { desktop?: DesktopAccess; clock?: Clock } = {},
): Promise<Examined> {
  const all = ['doctor', '--server', origin, '--ca', join(folder, 'ca.pem'), '--data', join(folder, 'data'), ...words];
  const command = parseSubcommand(all, { path: '/opt/main.ts', build: null, readFile: String });
  if (command?.kind !== 'doctor') throw new Error(JSON.stringify(command));
  const output = new PassThrough();
  const code = await doctor(command.options, {
    environment: {},
    terminal: { input: new PassThrough(), output, interactive: false },
    desktop,
    rights: 'person',
    mayShowUnasked: true,
    clock,
    startWindows: () => null,
    openOutside() {},
    startAgain() {},
    isInstalled: () => false,
    program: '/opt/main.ts',
    temporaryFolders: [],
    autostart: () => null,
    systemProxy: async () => null,
  });
  return { code, printed: String(output.read() ?? '') };
}

async function findings(...parameters: Parameters<typeof run>): Promise<Finding[]> {
  const [origin, words = [], machine] = parameters;
  const { printed } = await run(origin, [...words, '--json'], machine);
  return (JSON.parse(printed) as { findings: Finding[] }).findings;
}

const problemOf = async (...parameters: Parameters<typeof run>) =>
  (await findings(...parameters)).flatMap(({ problem }) => (problem === null ? [] : [problem]));

describe('the doctor', () => {
  it('AGT97: finds nothing wrong where nothing is, says what it saw, and leaves no trace', async () => {
    const origin = await serve();
    const all = await findings(origin);
    expect(all.map(({ check, result }) => [check, result])).toEqual(checks.map((check) => [check, 'ok']));
    const { code, printed } = await run(origin, ['--language', 'es']);
    expect([code, printed.endsWith('Todo está bien.\n')]).toEqual([0, true]);
    expect([existsSync(join(folder, 'data')), readdirSync(folder)]).toEqual([false, ['ca.pem']]);
  });

  it('AGT97: says whether the answer is encrypted, and how much room there is in units people use', async () => {
    const detailOf = async (origin: string, name: string) =>
      (await findings(origin)).find(({ check }) => check === name)?.detail ?? '';
    const origin = await serve();
    expect(await detailOf(origin, 'server')).toBe(`${origin} answers 200, encrypted (TLSv1.3)`);
    const plain = createPlainServer((_request, response) => response.end('{}'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const plainOrigin = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    expect(await detailOf(plainOrigin, 'server')).toBe(
      `${plainOrigin} answers 200, not encrypted, since it is this computer itself`,
    );
    plain.closeAllConnections();
    plain.close();
    expect([0, 1023.9, 1024, 70_300].map((megabytes) => sizeText(megabytes * 1024 * 1024))).toEqual([
      '0 MB',
      '1023 MB',
      '1.0 GB',
      '68.7 GB',
    ]);
    expect(await detailOf(origin, 'disk')).toMatch(/^\d+(?:\.\d)? [MG]B free at /);
  });

  it('AGT97: tells apart what can be wrong with the way to the server', async () => {
    const behind: Clock = { ...systemClock, nowMs: () => Date.now() - 3_600_000 };
    expect({
      nowhere: await problemOf('https://no-such-host.invalid'),
      gone: await problemOf('https://127.0.0.1:1'),
      selfSigned: await problemOf(await serve({ certificate: 'selfSigned' })),
      otherName: await problemOf(await serve({ certificate: 'otherName' })),
      expired: await problemOf(await serve({ certificate: 'expired' })),
      noHub: await problemOf(await serve({ hasHub: false })),
      signInPage: await problemOf(await serve({ listener: (_request, response) => response.writeHead(302).end() })),
      clock: await problemOf(await serve(), [], { clock: behind }),
    }).toEqual({
      nowhere: ['nameUnknown'],
      gone: ['unreachable'],
      selfSigned: ['certificateUnknown'],
      otherName: ['certificateName'],
      expired: ['certificateTime'],
      noHub: ['webSocketBlocked'],
      signInPage: ['notThisServer'],
      clock: ['clockWrong'],
    });
  });

  it('AGT97: tells what this computer does not allow', async () => {
    const origin = await serve();
    const refused: DesktopAccess = {
      ...goodDesktop,
      open() {
        throw new AppError('desktop_unavailable', 'no access');
      },
    };
    expect([
      await problemOf(origin, [], { desktop: { ...goodDesktop, limit: 'wayland' } }),
      await problemOf(origin, [], { desktop: { ...goodDesktop, limit: 'noDesktop' } }),
      await problemOf(origin, [], { desktop: refused }),
    ]).toEqual([['wayland'], ['noDesktop'], ['displayRefused']]);
  });

  it('AGT97: tells which way the picture is read, and why not the quicker one', async () => {
    const origin = await serve();
    const slowDesktop = createFakeDesktop();
    const way = { name: 'GDI', whyNotQuicker: 'Display 1: DuplicateOutput: 0x80004001' };
    Object.assign(slowDesktop.capture, { way: async () => way });
    const desktop = { ...goodDesktop, open: () => slowDesktop };
    const found = (await findings(origin, [], { desktop })).find(({ check }) => check === 'picture');
    expect(found).toMatchObject({
      result: 'warning',
      problem: 'slowPicture',
      detail: 'GDI, because: Display 1: DuplicateOutput: 0x80004001',
    });
    const { code, printed } = await run(origin, ['--language', 'fr'], { desktop });
    expect([code, printed.includes('la plus lente de deux façons')]).toEqual([0, true]);
  });

  it('AGT98: neither the screen, nor JSON, nor the saved report holds a password', async () => {
    const proxy = await TestProxy.start({ name: 'ana', password: 'right' });
    const origin = 'https://help.example.com';
    const file = join(folder, 'report.txt');
    const words = ['--proxy', `http://ana:geheim@127.0.0.1:${proxy.port}`, '--report', file];
    const { code, printed } = await run(origin, [...words, '--language', 'en']);
    const json = await run(origin, [...words, '--json']);
    expect([code, json.code]).toEqual([1, 1]);
    expect(printed).toContain(doctorTexts.en.problems.proxyRefuses.slice(0, 20));
    const saved = readFileSync(file, 'utf8');
    for (const text of [printed, json.printed, saved]) expect(text).not.toContain('geheim');
    expect([JSON.parse(saved), statSync(file).mode & 0o777]).toEqual([JSON.parse(json.printed), 0o600]);
    await proxy.close();
  });

  it('has words for every check and problem in every language', () => {
    for (const { checks: names, problems: words } of Object.values(doctorTexts)) {
      expect(Object.keys(names)).toEqual([...checks]);
      expect(Object.keys(words)).toEqual([...problems]);
    }
  });
});
