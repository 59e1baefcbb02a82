// The consent page attacked from the same computer and from web sites in the same browser.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { silentLogger, systemClock } from '@nearhand/base';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryValue } from '../../identity/stored-value.ts';
import { TestPage } from '../../testing/test-page.ts';
import { ConsentFlow } from '../consent-flow.ts';
import { ConsentWindow } from '../consent-window.ts';
import { ChatRoom } from '../../chat/chat-room.ts';
import { ReportDesk } from '../../diagnosis/report-desk.ts';
import { LocalPermissions } from '../../permissions/local-permissions.ts';
import { PageFrontEnd } from './page-front-end.ts';
import { admit } from './page-guard.ts';
import type { Announce, PagePlace } from './page-place.ts';

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const languages = { language: null, systemLanguage: 'en' } as const;
const asker = { technician: 'Ana <b>Díaz</b>', organisation: '</script><script>alert(1)</script>' };
let flow: ConsentFlow;
let local: LocalPermissions;
let consentWindow: ConsentWindow;
let url = '';
let port = 0;
let token = '';

async function open(place = memoryValue<PagePlace>(), logger = silentLogger): Promise<PageFrontEnd> {
  const announce: Announce = (announcement) => {
    ({ url } = announcement);
  };
  const frontEnd = new PageFrontEnd({ place, languages, account: null, clock: systemClock, logger, announce });
  await frontEnd.open();
  port = Number(new URL(url).port);
  token = new URL(url).pathname.slice(1);
  return frontEnd;
}

beforeEach(async () => {
  local = new LocalPermissions();
  const examine = () => Promise.reject(new Error('Not here'));
  const reports = new ReportDesk({ examine, isFree: () => false, clock: systemClock, logger: silentLogger });
  flow = new ConsentFlow({ local, clock: systemClock, logger: silentLogger, answerTimeoutMs: 60_000 });
  const frontEnd = await open();
  consentWindow = new ConsentWindow({
    flow,
    frontEnd,
    local,
    chat: new ChatRoom(systemClock),
    reports,
    locale: 'en',
    limit: 'none',
  });
  frontEnd.onAnswer.on((answer) => {
    if (answer.type === 'allow') flow.allow(answer.permissions);
    if (answer.type === 'deny') flow.deny();
  });
});
afterEach(() => consentWindow.dispose());

/** A request as anybody could make it, with a Host of one's own choice. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const allow = JSON.stringify({ type: 'allow', permissions: ['view', 'control'] });
const own = (): Record<string, string> => ({ origin: `http://127.0.0.1:${port}`, 'content-type': 'application/json' });

describe('consent page', () => {
  it('AGT50: without the token in the path there is nothing', async () => {
    flow.ask(asker, ['view', 'control']);
    const paths = [
      '/',
      '/page.js',
      '/chat.js',
      '/events',
      '/answer',
      `/${token.slice(1)}`,
      `/${token}x/`,
      `/${token.toLowerCase()}/`,
      `//${token}/`,
      `/%2e/${token}/`,
    ];
    for (const path of paths) {
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
      expect([path, (await ask(path, { method: 'POST', headers: own(), body: allow })).status]).toEqual([path, 404]);
    }
    expect([flow.state.kind, local.allowed]).toEqual(['asking', []]);
  });

  it('AGT51: another Host is refused, so that no name can be pointed here', async () => {
    flow.ask(asker, ['view', 'control']);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      `localhost:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `[::1]:${port}`,
    ]) {
      expect([host, (await ask(`/${token}/`, { headers: { host } })).status]).toEqual([host, 403]);
      const headers = { ...own(), host };
      expect([host, (await ask(`/${token}/answer`, { method: 'POST', headers, body: allow })).status]).toEqual([
        host,
        403,
      ]);
    }
    expect(flow.state.kind).toBe('asking');
  });

  it('AGT52: another site can neither answer nor read, even knowing the token', async () => {
    flow.ask(asker, ['view', 'control']);
    for (const origin of [
      'https://evil.example',
      'null',
      `http://localhost:${port}`,
      `http://127.0.0.1:${port}.evil.example`,
      `https://127.0.0.1:${port}`,
    ]) {
      for (const path of ['/answer', '/events', '/']) {
        const method = path === '/answer' ? 'POST' : 'GET';
        const reply = await ask(`/${token}${path}`, {
          method,
          headers: { ...own(), origin },
          ...(method === 'POST' ? { body: allow } : {}),
        });
        expect([origin, path, reply.status]).toEqual([origin, path, 403]);
      }
    }
    const forms: Record<string, string>[] = [
      { 'content-type': 'application/json' },
      { ...own(), 'content-type': 'text/plain' },
      { ...own(), 'content-type': 'application/x-www-form-urlencoded' },
      { ...own(), 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of forms) {
      expect((await ask(`/${token}/answer`, { method: 'POST', headers, body: allow })).status).toBeGreaterThanOrEqual(
        403,
      );
    }
    expect((await ask(`/${token}/events`, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await ask(`/${token}/answer`, { method: 'OPTIONS', headers: own() })).status).toBe(405);
    expect(flow.state.kind).toBe('asking');
  });

  it('AGT53: of several answers at once exactly one counts', async () => {
    flow.ask(asker, ['view', 'control']);
    const answers = ['allow', 'deny', 'allow', 'deny', 'allow'].map((type) =>
      ask(`/${token}/answer`, {
        method: 'POST',
        headers: own(),
        body: JSON.stringify(type === 'allow' ? { type, permissions: ['view'] } : { type }),
      }),
    );
    const statuses = (await Promise.all(answers)).map(({ status }) => status).sort();
    expect(statuses).toEqual([204, 409, 409, 409, 409]);
  });

  it('AGT54: the page is closed to scripts of others, framing and caches, and sets no cookie', async () => {
    flow.ask(asker, ['view', 'control']);
    for (const path of ['/', '/page.js', '/chat.js', '/page.css', '/icon.svg']) {
      const { headers, status } = await ask(`/${token}${path}`);
      expect(status).toBe(200);
      expect(headers['set-cookie']).toBeUndefined();
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['access-control-allow-origin']).toBeUndefined();
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
    }
    const { body } = await ask(`/${token}/`);
    expect(body).not.toMatch(/<script(?![^>]*(?:src=|application\/json))/);
    expect(body).not.toMatch(/ on\w+=| style=/);
  });

  it('nothing but the files of the page is served', async () => {
    for (const path of ['/../page-server.ts', '/%2e%2e/page-server.ts', '/tsconfig.json', '/view.js', '/constructor']) {
      expect([path, (await ask(`/${token}${path}`)).status]).toEqual([path, 404]);
    }
  });

  it('refuses giant and senseless answers', async () => {
    flow.ask(asker, ['view']);
    const bodies = ['', '{', '[]', '{"type":"raise"}', JSON.stringify({ type: 'code', typed: 'x'.repeat(10_000) })];
    for (const body of bodies) {
      const reply = await ask(`/${token}/answer`, { method: 'POST', headers: own(), body });
      expect(reply.status).toBe(400);
    }
    expect(flow.state.kind).toBe('asking');
  });

  it('tells the page every change', async () => {
    const page = await TestPage.open(url);
    flow.ask(asker, ['view', 'control']);
    await page.answer({ type: 'allow', permissions: ['view'] });
    await vi.waitUntil(() => page.kind === 'waiting', { timeout: 20_000, interval: 5 });
    expect(page.views.map(({ state }) => state.kind)).toEqual(['connecting', 'asking', 'asking', 'waiting']);
    expect(page.view?.allowed).toEqual(['view']);
    page.close();
  });

  it('AGT55: a window left open finds the program again after a restart', async () => {
    const place = memoryValue<PagePlace>();
    const before = await open(place);
    const address = url;
    before.dispose();
    const after = await open(place);
    expect(url).toBe(address);
    after.dispose();
  });

  it('AGT56: an address whose port was taken meanwhile is given up, token and all', async () => {
    const place = memoryValue<PagePlace>();
    (await open(place)).dispose();
    const former = token;
    const thief = createServer().listen(port, '127.0.0.1');
    await once(thief, 'listening');
    const after = await open(place);
    expect([token === former, (await ask(`/${former}/`)).status, (await ask(`/${token}/`)).status]).toEqual([
      false,
      404,
      200,
    ]);
    after.dispose();
    thief.close();
  });

  it('AGT126: what is refused is noted, but not without end', async () => {
    let noted = 0;
    const counting = await open(memoryValue<PagePlace>(), { ...silentLogger, warn: () => void noted++ });
    for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 20 }, () => ask('/wrong')));
    expect(noted).toBeGreaterThan(0);
    expect(noted).toBeLessThan(40);
    expect((await ask(`/${token}/`)).status).toBe(200);
    counting.dispose();
  });

  it.runIf(process.getuid?.() === 0)('AGT56: another user who knows the address gets nothing', async () => {
    flow.ask(asker, ['view', 'control']);
    const head = `Host: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nContent-Type: application/json\r\n`;
    const request = `POST /${token}/answer HTTP/1.1\r\n${head}Content-Length: ${allow.length}\r\n\r\n${allow}`;
    const script = `exec 3<>/dev/tcp/127.0.0.1/${port}; cat >&3; head -n 1 <&3`;
    const statusAs = async (uid: number): Promise<string> => {
      const shell = spawn('bash', ['-c', script], { uid, cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
      shell.stdin.end(request);
      return (await text(shell.stdout)).split(' ')[1] ?? 'none';
    };
    expect([await statusAs(65_534), flow.state.kind, local.allowed]).toEqual(['403', 'asking', []]);
    expect([await statusAs(0), flow.state.kind]).toEqual(['204', 'waiting']);
  });

  it('speaks the language of the browser', async () => {
    for (const [header, language] of [
      ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
      ['de,es;q=0.5', 'es'],
      ['de', 'en'],
      ['', 'en'],
    ] as const) {
      const { body } = await ask(`/${token}/`, { headers: { 'accept-language': header } });
      expect(body).toContain(`<html lang="${language}">`);
    }
  });
});

describe('page guard', () => {
  it('AGT50: whatever is asked, only the right Host and token pass', () => {
    const address = { port: 4567, token: 'T0ken' };
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('127.0.0.1:4567', '/T0ken', '/T0ken/', '/T0ken/answer', 'GET', 'POST', 'http://127.0.0.1:4567'),
    );
    const passes = (method: string, path: string, host: string, origin: string): boolean =>
      'path' in admit({ method, url: path, headers: { host, origin, 'content-type': 'application/json' } }, address);
    fc.assert(
      fc.property(text, text, text, text, (method, path, host, origin) => {
        if (!passes(method, path, host, origin)) return true;
        return host === '127.0.0.1:4567' && origin === 'http://127.0.0.1:4567' && /^\/T0ken(?:[/?#]|$)/.test(path);
      }),
    );
    expect(passes('POST', '/T0ken/answer', '127.0.0.1:4567', 'http://127.0.0.1:4567')).toBe(true);
  });
});
