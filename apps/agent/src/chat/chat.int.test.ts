// The chat through the whole agent: page, room and encrypted link, with a server that lies.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentScene, requestCode } from '../testing/agent-scene.ts';
import type { TestPage } from '../testing/test-page.ts';
import type { TestViewer } from '../testing/test-viewer.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 20_000, interval: 10 });
const secret = 'the quiet otter';

let scene: AgentScene;
let page: TestPage;

beforeEach(async () => {
  scene = await AgentScene.open();
  page = await scene.asking({ args: ['--code', requestCode, '--verbose'] });
});
afterEach(() => scene.close());

async function enter(): Promise<TestViewer> {
  const viewer = await scene.active();
  await until(() => viewer.toldOf('chat.history').length > 0);
  return viewer;
}

const heard = (viewer: TestViewer) => viewer.toldOf('chat.said').map(({ line }) => [line.by, line.text]);
const shown = () => page.view?.chat?.lines.map(({ who, text }) => [who, text]);
const say = (viewer: TestViewer, text: string, id: string = crypto.randomUUID()) =>
  viewer.control({ type: 'chat.say', id, text });

describe('chat', () => {
  it('CHT5: nobody is written to before access was given', async () => {
    expect([await page.answer({ type: 'say', text: 'hello' }), page.view?.chat]).toEqual([409, null]);
  });

  it('CHT1, CHT4: both sides read what the other wrote, also what was said before they came', async () => {
    await scene.allow(page);
    expect(await page.answer({ type: 'say', text: 'is anybody there?' })).toBe(204);
    const first = await enter();
    expect(first.toldOf('chat.history')[0]?.lines.map(({ by, text }) => [by, text])).toEqual([
      ['customer', 'is anybody there?'],
    ]);
    say(first, '<img src=x onerror=alert(1)>\u202e&amp; http://x');
    await until(() => shown()?.length === 2);
    expect(shown()?.[1]).toEqual(['Ana Díaz', '<img src=x onerror=alert(1)> &amp; http://x']);
    await until(() => heard(first).length > 0);
    expect(heard(first)).toEqual([['you', '<img src=x onerror=alert(1)> &amp; http://x']]);
    const second = await enter();
    expect(second.toldOf('chat.history')[0]?.lines.map(({ by }) => by)).toEqual(['customer', 'you']);
    await page.answer({ type: 'say', text: 'two of you' });
    await until(() => heard(first).length === 2 && heard(second).length === 1);
    expect(heard(second)).toEqual([['customer', 'two of you']]);
  });

  it('CHT4: what an interruption held up arrives once', async () => {
    await scene.allow(page);
    const viewer = await enter();
    scene.server.dropRelay(viewer.ticket.linkId);
    say(viewer, 'in the dark');
    await page.answer({ type: 'say', text: 'me too' });
    await until(() => heard(viewer).length === 2);
    expect(
      shown()
        ?.map(([, text]) => text)
        .toSorted(),
    ).toEqual(['in the dark', 'me too']);
    expect(viewer.toldOf('chat.history')).toHaveLength(1);
  });

  it('CHT2, CHT3: too much is refused, nothing is nothing, too long ends the link', async () => {
    await scene.allow(page);
    const viewer = await enter();
    say(viewer, '\u200b');
    for (let count = 0; count < 61; count++) say(viewer, `message ${count}`);
    await until(() => viewer.toldOf('chat.refused').length === 2);
    expect(heard(viewer)).toHaveLength(60);
    expect(viewer.state.kind).toBe('active');
    say(viewer, 'x'.repeat(100_000));
    await viewer.ended();
    expect(viewer.ending).toBe('malformed');
  });

  it('CHT5, CHT6: can be read after the end, and is on no disk', async () => {
    await scene.allow(page);
    const viewer = await enter();
    say(viewer, secret);
    await page.answer({ type: 'say', text: `${secret} too` });
    await until(() => shown()?.length === 2);
    const files = readdirSync(scene.agent.dataFolder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(scene.agent.dataFolder, name))
      .filter((path) => statSync(path).isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const path of files) expect(readFileSync(path, 'utf8')).not.toContain(secret);
    expect(scene.agent.printed).not.toContain(secret);
    await page.answer({ type: 'end' });
    await until(() => page.kind === 'ended');
    expect([page.view?.chat?.open, shown()?.length]).toEqual([false, 2]);
    expect(await page.answer({ type: 'say', text: 'late' }).catch(() => 409)).toBe(409);
  });
});
