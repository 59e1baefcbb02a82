// The page of a computer whose system has no windows: a whole agent, without a browser.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentScene } from '../../testing/agent-scene.ts';
import { testToken } from '../../testing/installed-files.ts';
import { computerRole } from '../../testing/lying-server.ts';
import type { TestAgent } from '../../testing/test-agent.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 30_000, interval: 20 });
const announcements = (agent: TestAgent): readonly string[] =>
  [...agent.printed.matchAll(/^The page of this computer: (\S+)$/gm)].map(([, url = '']) => url);

let scene: AgentScene;
beforeEach(async () => {
  scene = await AgentScene.open(computerRole);
});
afterEach(() => scene.close());

async function tell(url: string, event: unknown): Promise<number> {
  const headers = { 'content-type': 'application/json', origin: new URL(url).origin };
  const { status } = await fetch(`${url}/answer`, { method: 'POST', headers, body: JSON.stringify(event) });
  return status;
}

const started = (...args: readonly string[]): Promise<TestAgent> =>
  scene.start({ args: ['--enrol', testToken, '--window', 'page', ...args] });

describe('the page of a computer', () => {
  it('SET11: asks and ends as it was told there, and starting once more shows it again', async () => {
    const agent = await started();
    await until(() => agent.printed.includes('enrolled as "desk-7"'));
    const [url = ''] = announcements(agent);
    const second = await scene.start({
      args: ['--enrol', testToken, '--window', 'page'],
      dataFolder: agent.dataFolder,
    });
    expect(await second.finished).toBe(0);
    await until(() => announcements(agent).length === 2);
    expect(announcements(agent)).toEqual([url, url]);
    const viewer = await scene.active();
    expect(await tell(url, { type: 'pressed', id: 'end' })).toBe(204);
    await viewer.ended();
    expect(viewer.ending).toBe('customer');
    await until(() => agent.printed.endsWith('Nobody is connected.\n'));
    expect(await tell(url, { type: 'checked', id: 'ask', checked: true })).toBe(204);
    const asking = await scene.connect();
    const question = await agent.page();
    await until(() => question.kind === 'asking');
    expect(await question.answer({ type: 'deny' })).toBe(204);
    await asking.ended();
    expect(asking.ending).toBe('consent_missing');
    question.close();
    expect(await tell(url, { type: 'pressed', id: 'quit' })).toBe(204);
    expect(await agent.finished).toBe(0);
  });

  it('SET11: one that is installed says its address to nobody’s log', async () => {
    const agent = await scene.start({ args: ['--enrol', testToken, '--window', 'page'], installed: 'person' });
    await until(() => agent.printed.includes('enrolled as "desk-7"'));
    expect(agent.printed).not.toContain('http://127.0.0.1:');
  });

  it('SET4: where the computer is nobody’s, the code to compare is there, again after a no', async () => {
    scene.server.role = { kind: 'pending', code: 'WDJBMJHT', validForMs: 600_000 };
    const agent = await scene.start({ args: ['--sign-in', '--window', 'page'] });
    const shown = () => agent.printed.split('compare the code: WDJB-MJHT\n').length - 1;
    await until(() => shown() === 1);
    const [url = ''] = announcements(agent);
    scene.server.say({ type: 'enrolment.decided', confirmed: false, by: { member: 'Ana', organisation: 'Acme' } });
    await until(() => agent.printed.includes('was denied'));
    expect(await tell(url, { type: 'pressed', id: 'sign-in' })).toBe(204);
    await until(() => shown() === 2);
  });
});
