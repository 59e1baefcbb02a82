// Reports through the whole agent: page, desk and encrypted link, with a server that lies.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComputerReport } from '@nearhand/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AgentScene, requestCode } from '../testing/agent-scene.ts';
import { testToken } from '../testing/installed-files.ts';
import { computerRole } from '../testing/lying-server.ts';
import type { TestPage } from '../testing/test-page.ts';
import type { TestViewer } from '../testing/test-viewer.ts';
import { doctorTexts } from './texts.ts';

const until = <T>(look: () => T) => vi.waitUntil(look, { timeout: 20_000, interval: 10 });

let scene: AgentScene;

beforeEach(async () => {
  scene = await AgentScene.open();
  scene.server.pages = (_request, response) => response.end('{}');
});
afterEach(() => scene.close());

const allowed = (): Promise<TestPage> => scene.allowed({ args: ['--code', requestCode, '--verbose'] });

const states = (viewer: TestViewer) => viewer.toldOf('report.state').map(({ state }) => state);
const reportsOf = (viewer: TestViewer) => viewer.toldOf('report.told').map(({ report }) => report);
const namesIn = (report: ComputerReport | undefined) => report?.findings.map(({ name }) => name);

describe('reports', () => {
  it('AGT120: the person is asked, and a no is a no, for a while', async () => {
    const page = await allowed();
    const viewer = await scene.active();
    await until(() => page.view?.report?.kind === 'idle');
    viewer.control({ type: 'report.ask', locale: 'es' });
    await until(() => page.view?.report?.kind === 'asked');
    await until(() => states(viewer).includes('asked'));
    expect([page.view?.report?.to, reportsOf(viewer)]).toEqual(['Ana Díaz', []]);
    expect(await page.answer({ type: 'report', send: false })).toBe(204);
    await until(() => states(viewer).includes('refused'));
    viewer.control({ type: 'report.ask', locale: 'es' });
    await until(() => states(viewer).length === 3);
    expect(states(viewer)).toEqual(['asked', 'refused', 'refused']);
    await until(() => page.view?.report?.kind === 'idle');
    expect(await page.answer({ type: 'report', send: false })).toBe(409);
  });

  it('AGT120, AGT122: after a yes it is told in the language of its reader, and holds no secret', async () => {
    const page = await allowed();
    const viewer = await scene.active();
    viewer.control({ type: 'report.ask', locale: 'es' });
    await until(() => page.view?.report?.kind === 'asked');
    await page.answer({ type: 'report', send: true });
    await until(() => reportsOf(viewer).length === 1);
    const [report] = reportsOf(viewer);
    expect(namesIn(report)).toEqual(Object.values(doctorTexts.es.checks));
    const bad = report?.findings.filter(({ result }) => result !== 'ok').map(({ name }) => name);
    expect([bad, report?.server, scene.agent.desktops.length]).toEqual([[], scene.server.origin, 1]);
    await until(() => page.view?.report?.kind === 'sent');
    const [folder = ''] = readdirSync(join(scene.agent.dataFolder, 'requests'));
    const key =
      readFileSync(join(scene.agent.dataFolder, 'requests', folder, 'identity.pem'), 'utf8').split('\n')[1] ?? '';
    const text = JSON.stringify(viewer.told);
    expect([requestCode, key, new URL(page.url).pathname].filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('AGT121: what the person sends unasked comes to everybody who is connected', async () => {
    const page = await allowed();
    const both = [await scene.active(), await scene.active()];
    await until(() => page.view?.report?.kind === 'idle');
    expect(await page.answer({ type: 'report', send: true })).toBe(204);
    for (const [index, viewer] of both.entries()) {
      await until(() => states(viewer).includes('offered'));
      viewer.control({ type: 'report.ask', locale: index === 0 ? 'fr' : 'xx' });
    }
    await until(() => both.every((viewer) => reportsOf(viewer).length === 1));
    const languages = both.map((viewer) => namesIn(reportsOf(viewer)[0])?.[0]);
    expect(languages).toEqual([doctorTexts.fr.checks.name, doctorTexts.en.checks.name]);
    await until(() => page.view?.report?.kind === 'sent');
  });

  it('AGT123: whoever knows nothing of reports, or may not see, hears nothing of them', async () => {
    const page = await allowed();
    const viewer = await scene.active({ capabilities: [] });
    expect([await page.answer({ type: 'report', send: true }), page.view?.report]).toEqual([409, null]);
    viewer.control({ type: 'report.ask', locale: 'en' });
    // Answered after what came before it.
    viewer.control({ type: 'load.watch', on: true });
    await until(() => viewer.toldOf('load.measured').length > 0);
    expect([states(viewer), reportsOf(viewer), page.view?.report]).toEqual([[], [], null]);
    const blind = await scene.connect({ permissions: ['control'] });
    await blind.ended();
    expect([blind.ending, blind.told, page.view?.report]).toEqual(['consent_missing', [], null]);
  });

  it('AGT120: a computer that asks nobody at a connection asks nobody for a report', async () => {
    scene.server.role = computerRole;
    await scene.start({ args: ['--enrol', testToken] });
    await until(() => scene.server.welcomes > 0);
    const viewer = await scene.active();
    viewer.control({ type: 'report.ask', locale: 'en' });
    await until(() => reportsOf(viewer).length === 1);
    expect([states(viewer), namesIn(reportsOf(viewer)[0])]).toEqual([['making'], Object.values(doctorTexts.en.checks)]);
  });
});
