// A viewer that was let in and turns on the program: as many wishes as its path takes.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentScene } from '../testing/agent-scene.ts';
import type { TestPage } from '../testing/test-page.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 20_000, interval: 10 });

let scene: AgentScene;
let page: TestPage;

beforeEach(async () => {
  scene = await AgentScene.open();
  page = await scene.allowed();
});
afterEach(() => scene.close());

function logLines(): number {
  const names = readdirSync(scene.agent.dataFolder, { recursive: true, encoding: 'utf8' });
  const log = names.find((name) => name.endsWith('agent.log')) ?? '';
  return readFileSync(join(scene.agent.dataFolder, log), 'utf8').split('\n').length;
}

describe('a flood of wishes', () => {
  it.each([
    { type: 'display.select', displayId: 'none' },
    { type: 'screen.pause' },
    { type: 'chat.say', id: '0198c0de-0000-7000-8000-0000000000aa', text: 'again' },
  ])('AGT125: $type without end ends its viewer, and neither the others nor the log suffer', async (wish) => {
    const other = await scene.active();
    const flooding = await scene.active();
    const before = logLines();
    for (let sent = 0; sent < 5000; sent++) flooding.control(wish);
    await flooding.ended();
    expect([flooding.ending, other.state.kind]).toEqual(['malformed', 'active']);
    other.control({ type: 'chat.say', id: crypto.randomUUID(), text: 'still here' });
    await until(() => page.view?.chat?.lines.some(({ text }) => text === 'still here'));
    expect(logLines() - before).toBeLessThan(700);
    expect(await page.answer({ type: 'end' })).toBe(204);
    await other.ended();
  });
});
