import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Emitter, silentLogger } from '@nearhand/base';
import type { NativeWindow, WindowContent, WindowEvent, WindowSystem } from '@nearhand/host';
import { localeSchema } from '@nearhand/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingsStore } from '../../settings/settings.ts';
import type { Standing } from '../enrolled-run.ts';
import { homeContent } from './home-content.ts';
import type { HomeView } from './home-view.ts';
import { HomeWindow } from './home-window.ts';

const participant = {
  linkId: '0198c0de-0000-7000-8000-000000000001',
  name: 'Ana Díaz',
  organisation: 'Acme',
  sinceMs: 0,
  interrupted: false,
  words: null,
};
const waiting = { kind: 'waiting', code: 'WDJB-MJHT', address: 'https://x.example/add#WDJB-MJHT', untilMs: 1 } as const;
const standings: readonly Standing[] = [
  { kind: 'unlinked' },
  { kind: 'signingIn', state: null },
  { kind: 'signingIn', state: waiting },
  { kind: 'signingIn', state: { kind: 'denied' } },
  { kind: 'signingIn', state: { kind: 'expired' } },
  { kind: 'linked', name: 'desk-7' },
  { kind: 'refused', reason: 'enrolment_token_invalid' },
];

let folder = '';
let settings: SettingsStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-home-'));
  settings = new SettingsStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const viewOf = (standing: Standing, more: Partial<HomeView> = {}): HomeView => ({
  standing,
  origin: 'https://help.example.com',
  online: true,
  participants: [],
  settings: settings.settings,
  policy: { asks: false, permissions: ['view', 'control'] },
  ...more,
});
const buttonsOf = ({ tabs }: WindowContent) =>
  (tabs[0]?.elements ?? []).flatMap((element) => (element.kind === 'buttons' ? element.buttons : []));

describe('the window of an enrolled computer', () => {
  it('SET4: says whose it is, offers signing in where it is nobody’s, and can be quit, in every language', () => {
    for (const locale of localeSchema.options) {
      for (const standing of standings) {
        const content = homeContent(viewOf(standing), null, locale);
        expect(content.tabs[0]?.elements.filter(({ kind }) => kind === 'heading')).toHaveLength(1);
        expect(buttonsOf(content).at(-1)?.id).toBe('quit');
        expect(JSON.stringify(content)).not.toMatch(/\{\w+\}/);
        const offers = buttonsOf(content).some(({ id }) => id === 'sign-in');
        expect([standing, offers]).toEqual([
          standing,
          standing.kind === 'unlinked' || (standing.kind === 'signingIn' && standing.state?.kind !== 'waiting'),
        ]);
      }
    }
    expect(JSON.stringify(homeContent(viewOf({ kind: 'signingIn', state: waiting }), null, 'en'))).toContain(
      'WDJB-MJHT',
    );
    expect(JSON.stringify(homeContent(viewOf({ kind: 'linked', name: 'a\u202eb' }), null, 'en'))).toContain('“a b”');
  });

  it('SET5: a bar with End session is there exactly while somebody is connected', () => {
    const linked: Standing = { kind: 'linked', name: 'desk-7' };
    expect(homeContent(viewOf(linked), null, 'en').indicator).toBeNull();
    expect(homeContent(viewOf(linked, { participants: [participant] }), null, 'en').indicator).toMatchObject({
      text: 'Ana Díaz is connected',
      end: { id: 'end' },
    });
  });

  it('SET2: what the policy lays down is shown and cannot be changed', () => {
    const policy = { asks: true, permissions: ['view'] as const };
    const [, tab] = homeContent(viewOf({ kind: 'unlinked' }, { policy }), null, 'en').tabs;
    const checks = (tab?.elements ?? []).flatMap((element) => (element.kind === 'check' ? [element] : []));
    expect(checks.map(({ id, checked, enabled }) => [id, checked, enabled])).toEqual([
      ['ask', true, false],
      ['view', true, true],
      ['control', false, false],
      ['clipboard', false, false],
    ]);
  });

  it('SET1 and SET6: what is ticked and chosen is stored at once; what is pressed is wished', async () => {
    const onEvent = new Emitter<WindowEvent>();
    const shown: WindowContent[] = [];
    const window: NativeWindow = { show: (one) => void shown.push(one), onEvent, onLost: new Emitter(), dispose() {} };
    const system: WindowSystem = { name: 'gtk', open: () => Promise.resolve(window), dispose() {} };
    const view = viewOf({ kind: 'unlinked' });
    const home = await HomeWindow.open({ system, view, settings, systemLocale: 'en', logger: silentLogger });
    const wishes: string[] = [];
    home.onWish.on((wish) => wishes.push(wish));
    settings.onChanged.on((changed) => home.show({ ...view, settings: changed }));
    onEvent.emit({ type: 'checked', id: 'ask', checked: true });
    onEvent.emit({ type: 'checked', id: 'control', checked: false });
    onEvent.emit({ type: 'checked', id: 'everything', checked: false });
    onEvent.emit({ type: 'chosen', id: 'language', option: 'es' });
    onEvent.emit({ type: 'chosen', id: 'ask-seconds', option: '600' });
    onEvent.emit({ type: 'chosen', id: 'proxy', option: 'none' });
    const stored = { language: 'es', ask: true, askSeconds: 600, withheld: ['control'], proxy: 'none' };
    expect([new SettingsStore(folder).settings, shown.at(-1)?.language]).toEqual([stored, 'es']);
    onEvent.emit({ type: 'chosen', id: 'ask-seconds', option: '1' });
    expect(JSON.stringify(shown.at(-1))).toContain('No ha funcionado');
    for (const id of ['sign-in', 'open-page', 'end', 'log', 'quit', 'else']) onEvent.emit({ type: 'pressed', id });
    onEvent.emit({ type: 'closed' });
    expect(wishes).toEqual(['signIn', 'openPage', 'endSession', 'openLog', 'quit', 'quit']);
  });
});
