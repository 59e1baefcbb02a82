import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createdRequestSchema, formatRequestCode } from '@nearhand/protocol';
import { ScriptedAgent } from '../testing/scripted-agent.ts';
import { type TestMember, type TestServer, startTestServer } from '../testing/test-server.ts';

let server: TestServer;
let owner: TestMember;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.createOwner('Fjord & Söhne <IT>');
});
afterAll(() => server.stop());

async function createRequest() {
  const answer = await server.request('POST', '/api/requests', { member: owner, body: { customer: 'Mia' } });
  const { request, invitation } = createdRequestSchema.parse(await answer.json());
  const { code, link } = invitation ?? {};
  if (typeof code !== 'string' || typeof link !== 'string') throw new Error('No invitation');
  return { request, code, path: new URL(link).pathname };
}

async function page(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(server.url + path, { headers, redirect: 'manual' });
  return { answer, text: await answer.text() };
}

function submit(code: string) {
  return fetch(`${server.url}/join?lang=fr`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: server.url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ code }),
  });
}

describe('pages for customers', () => {
  it('PUB1, PUB7: the invitation shows who invites, for whom, what is asked, the code and the warning', async () => {
    const { code, path } = await createRequest();
    const { answer, text } = await page(path);
    expect(answer.status).toBe(200);
    for (const part of [
      'Person 1 would like to help you',
      'from Fjord &amp; Söhne &lt;IT&gt;',
      'See your screen',
      'Use your mouse and keyboard',
      formatRequestCode(code),
      'Did somebody you do not know',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('<IT>');
  });

  it('PUB2: the page speaks the language asked for', async () => {
    const { path } = await createRequest();
    expect((await page(path, { 'accept-language': 'es-AR' })).text).toContain('lang="es"');
    expect((await page(`${path}?lang=fr`, { 'accept-language': 'es-AR' })).text).toContain('souhaite vous aider');
  });

  it('PUB3: without script, a typed code leads to the invitation', async () => {
    const { code, path } = await createRequest();
    const answer = await submit(` ${formatRequestCode(code)} `);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?lang=fr`]);
  });

  it('PUB5: wrong and ended codes get the same page, wrong and ended links a page that says what to do', async () => {
    const { request, code, path } = await createRequest();
    await server.request('POST', `/api/requests/${request.id}/close`, { member: owner, body: {} });
    const bodies = await Promise.all(
      [code, '000000000'].map(async (typed) => {
        const answer = await submit(typed);
        expect(answer.status).toBe(404);
        return (await answer.text()).replace(typed, '');
      }),
    );
    expect(bodies[0]).toBe(bodies[1]);
    expect(bodies[0]).toContain('Ce code ne fonctionne pas');
    expect((await page(path)).text).toContain('This invitation has ended');
    const wrong = await page('/j/AAAAAAAAAAAAAAAAAAAAAA');
    expect(wrong.answer.status).toBe(404);
    expect(wrong.text).toContain('This link does not work');
  });

  it('PUB3: what is no code is said to be none', async () => {
    const answer = await submit('12<script>');
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain('Un code comporte neuf chiffres');
    expect(text).toContain('value="12&lt;script&gt;"');
  });

  it('PUB6: fetching the page does not count as opened, its visible report does', async () => {
    const { request, path } = await createRequest();
    await page(path);
    const state = async () => {
      const answer = await server.request('GET', `/api/requests/${request.id}`, { member: owner });
      return ((await answer.json()) as { state: string }).state;
    };
    expect(await state()).toBe('open');
    const body = { token: path.slice('/j/'.length), step: 'pageOpened' };
    expect((await server.request('POST', '/api/invitations/steps', { body })).status).toBe(204);
    expect(await state()).toBe('waiting');
  });

  it('PUB9: says to whoever has the link, and nobody else, how far it has come', async () => {
    const { request, code, path } = await createRequest();
    const progress = async (token: string) => {
      const answer = await server.request('POST', '/api/invitations/progress', { body: { token } });
      return answer.status === 200 ? ((await answer.json()) as { stage: string }).stage : answer.status;
    };
    const token = path.slice('/j/'.length);
    expect(await progress(token)).toBe('invited');
    expect((await page(path)).text).toContain('data-stage="invited"');
    const agent = new ScriptedAgent(server.url);
    await agent.introduce({ kind: 'code', code });
    expect(await progress(token)).toBe('started');
    const { text } = await page(path);
    expect(text).toContain('data-stage="started"');
    expect(text).toContain('<p class="now" role="status">The program has started.');
    agent.send({ type: 'consent.answered', requestId: request.id, permissions: ['view'] });
    await expect.poll(() => progress(token)).toBe('allowed');
    await server.request('POST', `/api/requests/${request.id}/close`, { member: owner, body: {} });
    expect(await progress(token)).toBe('ended');
    agent.socket.close();
    expect(await progress('A'.repeat(22))).toBe(404);
    expect(await progress(code)).toBe(400);
  });

  it('PUB4, PUB8: light, with no inline script, no frame, no referrer to other sites', async () => {
    const { path } = await createRequest();
    for (const address of [path, '/join', '/download']) {
      const { answer, text } = await page(address);
      const files = [...text.matchAll(/(?:href|src)="(\/pages\/[^"]+|\/favicon\.svg)"/g)].map(([, file]) => file ?? '');
      const sizes = await Promise.all(
        files.filter((file) => file.startsWith('/pages/')).map(async (file) => (await page(file)).text.length),
      );
      expect(sizes).toHaveLength(2);
      expect(sizes.reduce((sum, size) => sum + size, text.length)).toBeLessThan(60_000);
      expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:/i);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("frame-ancestors 'none'");
      expect(/script-src([^;]*)/.exec(policy)?.[1]).not.toContain('unsafe-inline');
      expect(answer.headers.get('referrer-policy')).toBe('same-origin');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('a server with a certificate from elsewhere has no authority to install', async () => {
    expect((await page('/authority')).answer.status).toBe(404);
  });
});
