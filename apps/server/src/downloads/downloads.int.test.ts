import { createHash, randomBytes } from 'node:crypto';
import { get, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { buildKey } from '@nearhand/agent-builder';
import { writeTestBuild } from '@nearhand/agent-builder/testing';
import {
  auditPageSchema,
  invitationProgressSchema,
  parseProgramName,
  programStatesSchema,
  requestSchema,
} from '@nearhand/protocol';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadKeys } from '../keys/keys.ts';
import { ScriptedAgent } from '../testing/scripted-agent.ts';
import { startTestServer, type TestMember, type TestServer } from '../testing/test-server.ts';
import { TestSocket } from '../testing/test-socket.ts';
import { serverWish } from './open-shelf.ts';

const program = Buffer.concat([Buffer.from('program '.repeat(50_000)), randomBytes(100_000)]);
const targets = ['win32-x64', 'linux-x64'] as const;
const createdSchema = z.object({
  request: z.object({ id: z.string() }),
  invitation: z.object({ code: z.string(), link: z.string() }),
});
let server: TestServer;
let owner: TestMember;

beforeAll(async () => {
  server = await startTestServer({
    config: { programs: targets },
    async prepare(config) {
      const { updatePublicKey } = await loadKeys(config.dataFolder);
      const said = { authority: null, updateKey: Buffer.from(updatePublicKey).toString('base64url') };
      for (const target of targets) {
        const key = buildKey({ ...serverWish(config, said), target });
        await writeTestBuild(join(config.dataFolder, 'agents', key, target), target, program);
      }
    },
  });
  owner = await server.createOwner();
  await server.db.updateTable('users').set({ hostAdministrator: true }).where('id', '=', owner.userId).execute();
  await vi.waitUntil(async () => (await states()).filter((kind) => kind === 'ready').length === 2, { timeout: 20_000 });
});
afterAll(() => server.stop());

async function states(): Promise<(string | undefined)[]> {
  const answer = await server.request('GET', '/api/host/programs', { member: owner });
  return programStatesSchema.parse(await answer.json()).map(({ state }) => state?.kind);
}

async function invite() {
  const answer = await server.request('POST', '/api/requests', { member: owner, body: { customer: 'Ana' } });
  const { request, invitation } = createdSchema.parse(await answer.json());
  return { id: request.id, code: invitation.code, path: new URL(invitation.link).pathname };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Without fetch, which would decompress. */
function download(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(server.url + path, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    }).on('error', reject);
  });
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('downloads', () => {
  it('BLD40: the download of an invitation carries its code in the name, the program is the same for everybody', async () => {
    const [one, other] = [await invite(), await invite()];
    const answers = await Promise.all([one, other].map(({ path }) => download(`${path}/program/win32-x64`)));
    for (const [index, { code }] of [one, other].entries()) {
      const name = /filename="([^"]+)"/.exec(answers[index]?.headers['content-disposition'] ?? '')?.[1] ?? '';
      expect([parseProgramName(name), name.endsWith('.exe')]).toEqual([{ kind: 'code', code }, true]);
    }
    const open = await download('/download/win32-x64');
    expect(open.headers['content-disposition']).toBe('attachment; filename="Nearhand.exe"');
    expect([...answers, open].map(({ body }) => sha256(body))).toEqual(Array(3).fill(sha256(program)));
  });

  it('BLD41: zstd where the browser takes it, gzip else, plain where neither', async () => {
    const { path } = await invite();
    const linux = `${path}/program/linux-x64`;
    const plain = await download(linux, { 'accept-encoding': 'br, zstd;q=0' });
    const zstd = await download(linux, { 'accept-encoding': 'gzip, deflate, br, zstd' });
    const gzip = await download(linux, { 'accept-encoding': 'gzip, deflate' });
    const sent = [plain, zstd, gzip].map(({ headers }) => headers['content-encoding']);
    expect(sent).toEqual([undefined, 'zstd', 'gzip']);
    expect(sha256(zstdDecompressSync(zstd.body))).toBe(sha256(plain.body));
    expect(sha256(gunzipSync(gzip.body))).toBe(sha256(plain.body));
    expect(zstd.body.length).toBeLessThan(plain.body.length / 2);
    for (const { headers, body } of [plain, zstd, gzip]) expect(headers['content-length']).toBe(String(body.length));
    expect(new Set([plain, zstd, gzip].map(({ headers }) => headers.etag)).size).toBe(3);
  });

  it('BLD42: a download that was cut off goes on where it was', async () => {
    const { path } = await invite();
    const linux = `${path}/program/linux-x64`;
    const whole = await download(linux);
    const tag = String(whole.headers.etag);
    for (const cut of [100, 512, 5000, whole.body.length - 700]) {
      const rest = await download(linux, { range: `bytes=${cut}-`, 'if-range': tag, 'accept-encoding': 'gzip' });
      expect([rest.status, rest.headers['content-range']]).toEqual([
        206,
        `bytes ${cut}-${whole.body.length - 1}/${whole.body.length}`,
      ]);
      expect(sha256(Buffer.concat([whole.body.subarray(0, cut), rest.body]))).toBe(sha256(whole.body));
    }
    const middle = await download(linux, { range: 'bytes=500-600' });
    expect(middle.body.equals(whole.body.subarray(500, 601))).toBe(true);
    expect((await download(linux, { range: 'bytes=-10' })).body.equals(whole.body.subarray(-10))).toBe(true);
    expect((await download(linux, { range: 'bytes=10-', 'if-range': '"other"' })).status).toBe(200);
    expect((await download(linux, { range: `bytes=${whole.body.length}-` })).status).toBe(416);
  });

  it('BLD43: the page knows how much was sent, and the technician that it began; scanners begin nothing', async () => {
    const { id, path } = await invite();
    const token = path.split('/').at(-1) ?? '';
    const ask = async () => {
      const answer = await server.request('POST', '/api/invitations/progress', { body: { token } });
      return invitationProgressSchema.parse(await answer.json()).download;
    };
    const state = async () => {
      const row = await server.db.selectFrom('requests').select('state').where('id', '=', id).executeTakeFirstOrThrow();
      return row.state;
    };
    expect([await ask(), await state()]).toEqual([null, 'open']);
    const scanned = await download(`${path}/program/win32-x64`);
    await download(`${path}/program/win32-x64`, { 'sec-fetch-user': '?1', 'sec-fetch-site': 'cross-site' });
    await download(`${path}/program/win32-x64`, { 'sec-fetch-user': '?1', 'sec-fetch-site': 'none' });
    expect(await state()).toBe('open');
    await download(`${path}/program/win32-x64`, { 'sec-fetch-site': 'same-origin' });
    const total = scanned.body.length;
    expect([await ask(), await state()]).toEqual([{ sent: total, total }, 'waiting']);
  });

  it('BLD48: who sees the request sees what was sent, live, until the program has started; a scanner moves nothing', async () => {
    const { id, path, code } = await invite();
    const feed = new TestSocket(`${server.url.replace(/^http/, 'ws')}/hub/member`, {
      headers: { cookie: owner.cookie, origin: server.url },
    });
    await feed.next('hub.ready');
    const seen = async () => {
      const answer = await server.request('GET', `/api/requests/${id}`, { member: owner });
      return requestSchema.parse(await answer.json()).download;
    };
    const total = (await download(`${path}/program/win32-x64`)).body.length;
    expect(await seen()).toBeNull();
    await download(`${path}/program/win32-x64`, { 'sec-fetch-site': 'same-origin' });
    const whole = { sent: total, total };
    await feed.next('request.changed', ({ request }) =>
      isDeepStrictEqual(requestSchema.parse(request).download, whole),
    );
    expect(await seen()).toEqual(whole);
    const agent = new ScriptedAgent(server.url);
    await agent.introduce({ kind: 'code', code });
    expect(await seen()).toBeNull();
    agent.socket.close();
    feed.socket.close();
  });

  it('BLD44: without a good link, for an unknown system and before it is built there is no program', async () => {
    const { path, id } = await invite();
    const wrong = ['/j/AAAAAAAAAAAAAAAAAAAAAA/program/win32-x64', `${path}/program/os2`, '/download/../download/x'];
    for (const address of wrong) expect((await download(address)).status).toBe(404);
    expect((await download(`${path}/program/darwin-x64`)).status).toBe(503);
    await server.db.updateTable('requests').set({ state: 'closed' }).where('id', '=', id).execute();
    expect((await download(`${path}/program/win32-x64`)).status).toBe(404);
  });

  it('BLD49: who runs the host has one built again, not without end, and it is in the audit log', async () => {
    const ask = (target: string) =>
      server.request('POST', `/api/host/programs/${target}/build`, { member: owner, body: {} });
    expect([(await ask('darwin-x64')).status, (await ask('os2')).status]).toEqual([404, 400]);
    const answers = await Promise.all(['win32-x64', 'win32-x64'].map(ask));
    const states = programStatesSchema.parse(await answers[1]?.json());
    expect(states[0]?.state).toMatchObject({ kind: 'ready', renewal: { kind: 'building' } });
    expect((await download('/download/win32-x64')).body.length).toBe(program.length);
    const log = await server.request('GET', '/api/audit?limit=50&kind=settings', { member: owner });
    const { entries } = auditPageSchema.parse(await log.json());
    expect(entries.map(({ event, details }) => [event, details['note']])).toEqual([
      ['host.programBuiltAgain', 'win32-x64'],
    ]);
  });

  it('BLD45: the pages offer the program for the system at hand, others below, with size and checksum', async () => {
    const { path } = await invite();
    const userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
    for (const [page, address] of [
      [path, `${path}/program/`],
      ['/download', '/download/'],
    ] as const) {
      const text = (await download(page, { 'user-agent': userAgent, 'accept-language': 'en' })).body.toString();
      expect(text).toContain(`<a class="button" href="${address}win32-x64" download>Download for Windows</a>`);
      expect(text).toContain(`href="${address}linux-x64"`);
      expect(text).toContain(sha256(program));
    }
    const linux = (await download(path, { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' })).body.toString();
    expect(linux).toMatch(
      /curl -fsS --compressed \S+\/program\/linux-x64 \| tar -x &amp;&amp; \.\/Nearhand-[0-9]{9}[a-z]</,
    );
  });
});
