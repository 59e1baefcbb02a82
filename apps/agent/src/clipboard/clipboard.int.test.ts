// Text between a viewer and the computer, through the whole agent: both ways, and every way in which it must not move.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { utf8 } from '@nearhand/base';
import type { Permission } from '@nearhand/protocol';
import { AgentScene } from '../testing/agent-scene.ts';
import { keyDown } from '../testing/key-down.ts';
import { offer } from '../testing/lying-server.ts';
import type { TestAgent } from '../testing/test-agent.ts';
import type { TestPage } from '../testing/test-page.ts';
import type { TestViewer } from '../testing/test-viewer.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 20_000, interval: 10 });
const everything = ['view', 'control', 'clipboard'] as const satisfies Permission[];
const MiB = 1024 * 1024;
const written = 'Grüße: 5 €, 👍🏽\nnext';

let scene: AgentScene;
let agent: TestAgent;
let page: TestPage;
let viewer: TestViewer;

beforeEach(async () => {
  scene = await AgentScene.open({ kind: 'request', offer: offer({ permissions: [...everything] }) });
  page = await scene.asking();
  ({ agent } = scene);
});
afterEach(() => scene.close());

async function connect(allowed: readonly Permission[], ticket: readonly Permission[] = everything): Promise<void> {
  await scene.allow(page, allowed);
  viewer = await scene.active({ permissions: [...ticket] });
}

describe('the clipboard of a session', () => {
  it('AGT110: what is copied at the computer comes to the viewer, what the viewer sends can be pasted there', async () => {
    await connect(everything);
    agent.desktop.programs.copy(written);
    await until(() => viewer.copied.length === 1);
    expect(viewer.copied).toEqual([written]);
    const answer = `${written} back`;
    viewer.clipboard(answer);
    await until(() => viewer.outcomes.length === 1);
    expect([viewer.outcomes, agent.desktop.programs.paste()]).toEqual([['placed'], answer]);
    expect(agent.desktop.injected).toEqual([]);
    const logs = readdirSync(agent.dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.log'),
    );
    const log = logs.map((name) => readFileSync(join(agent.dataFolder, name), 'utf8')).join('\n');
    expect([log.includes('consent'), log.includes('Grüße')]).toEqual([true, false]);
  });

  it('AGT111: what came from the viewer does not go back, even when a history program copies it again', async () => {
    await connect(everything);
    viewer.clipboard('from the viewer');
    await until(() => viewer.outcomes.length === 1);
    agent.desktop.programs.copy('from the viewer');
    viewer.clipboard('another one');
    await until(() => viewer.outcomes.length === 2);
    expect(viewer.copied).toEqual([]);
    agent.desktop.programs.copy('from the computer');
    await until(() => viewer.copied.length > 0);
    expect(viewer.copied).toEqual(['from the computer']);
  });

  it('AGT112: what was copied before the viewer came stays at the computer, and so does what is marked as secret', async () => {
    await connect(everything);
    viewer.leave();
    await viewer.ended();
    agent.desktop.programs.copy('before');
    viewer = await scene.active({ permissions: [...everything] });
    agent.desktop.programs.copy('correct horse', { isSecret: true });
    agent.desktop.programs.copy('after');
    await until(() => viewer.copied.length > 0);
    expect(viewer.copied).toEqual(['after']);
  });

  it('AGT113: without the permission nothing moves, whatever ticket and viewer say', async () => {
    await connect(['view', 'control']);
    expect(viewer.toldOf('session.welcome')[0]?.permissions).toEqual(['view', 'control']);
    agent.desktop.programs.copy('of the computer');
    viewer.clipboard('of the viewer');
    await until(() => viewer.outcomes.length === 1);
    expect([viewer.outcomes, viewer.copied]).toEqual([['refused'], []]);
    expect(agent.desktop.programs.paste()).toBe('of the computer');
    expect(viewer.state.kind).toBe('active');
  });

  it('AGT113: a ticket without the permission gets nothing, whatever was allowed', async () => {
    await connect(everything, ['view', 'control']);
    agent.desktop.programs.copy('of the computer');
    viewer.clipboard('of the viewer');
    await until(() => viewer.outcomes.length === 1);
    expect([viewer.outcomes, viewer.copied]).toEqual([['refused'], []]);
  });

  it('AGT114: withdrawn, it stops at once in both directions; the rest goes on', async () => {
    await connect(everything);
    agent.desktop.programs.copy('first');
    await until(() => viewer.copied.length === 1);
    await page.answer({ type: 'withdraw', permission: 'clipboard' });
    agent.desktop.programs.copy('second');
    await until(() => viewer.toldOf('permissions.changed').length === 1);
    viewer.clipboard('third');
    viewer.input(keyDown('KeyA'));
    await until(() => viewer.outcomes.length === 1 && agent.desktop.injected.length === 1);
    expect([viewer.copied, viewer.outcomes]).toEqual([['first'], ['refused']]);
    expect(agent.desktop.programs.paste()).toBe('second');
  });

  it('AGT115: a key is not behind a text of 1 MiB that was sent before it', async () => {
    await connect(everything);
    const order: string[] = [];
    const { programs, input } = agent.desktop;
    const [writeText, inject] = [programs.writeText.bind(programs), input?.inject.bind(input)];
    programs.writeText = (text) => {
      order.push(`text of ${text.length}`);
      return writeText(text);
    };
    if (input) {
      input.inject = (message) => {
        order.push(message.type);
        inject?.(message);
      };
    }
    viewer.clipboard('x'.repeat(MiB));
    viewer.input(keyDown('KeyA'));
    await until(() => viewer.outcomes.length === 1 && order.length === 2);
    expect(order).toEqual(['key.down', `text of ${MiB}`]);
  });

  it('AGT116: too many texts are refused, and the session goes on', async () => {
    await connect(everything);
    for (let count = 0; count < 200; count++) viewer.clipboard(`text ${count}`);
    await until(() => viewer.outcomes.length === 200);
    const placed = viewer.outcomes.filter((outcome) => outcome === 'placed').length;
    expect([placed >= 60, placed < 70, new Set(viewer.outcomes)]).toEqual([true, true, new Set(['placed', 'tooMany'])]);
    expect(agent.desktop.programs.paste()).toBe(`text ${viewer.outcomes.lastIndexOf('placed')}`);
    expect(viewer.state.kind).toBe('active');
  });

  it('AGT116: a program that copies without end fills no path: the last text arrives, few before it', async () => {
    await connect(everything);
    for (let count = 0; count < 500; count++) agent.desktop.programs.copy(`text ${count}`);
    await until(() => viewer.copied.at(-1) === 'text 499');
    expect(viewer.copied.length).toBeLessThan(10);
  });

  it('AGT117: what is no text ends this link alone: malformed UTF-8, half pairs, NUL, nothing, more than 1 MiB', async () => {
    await connect(everything);
    const hostile = [
      Uint8Array.of(1, 0xff, 0xfe),
      Uint8Array.of(1, 0xed, 0xa0, 0x80),
      Uint8Array.of(1, ...utf8.encode('a\0b')),
      Uint8Array.of(1),
      Uint8Array.of(),
      Uint8Array.of(2, 99),
    ];
    for (const message of hostile) {
      viewer.clipboard(message);
      await viewer.ended();
      expect(viewer.ending).toBe('malformed');
      viewer = await scene.active({ permissions: [...everything] });
    }
    expect(() => viewer.link.channel('clipboard').send(new Uint8Array(MiB + 2))).toThrow('too large');
    expect(agent.desktop.programs.paste()).toBeNull();
    viewer.clipboard(Uint8Array.of(77, 1, 2));
    viewer.clipboard('still here');
    await until(() => viewer.outcomes.length === 1);
    expect(agent.desktop.programs.paste()).toBe('still here');
  });
});
