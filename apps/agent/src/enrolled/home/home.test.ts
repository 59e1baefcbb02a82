import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, silentLogger } from '@nearhand/base';
import type { WindowContent } from '@nearhand/host';
import { type Locale, localeSchema } from '@nearhand/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConsentView } from '../../consent/consent-view.ts';
import type { WayOutcome } from '../../dialling/try-way.ts';
import { SettingsStore } from '../../settings/settings.ts';
import { FakeWindows } from '../../testing/fake-windows.ts';
import type { Standing } from '../enrolled-run.ts';
import { firstChatDraft } from './home-chat.ts';
import { homeContent as contentOf } from './home-content.ts';
import type { HomeDraft, TypedField } from './home-typing.ts';
import type { HomeView } from './home-view.ts';
import { HomeWindow } from './home-window.ts';

const patience = { timeout: 20_000 };
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
  { kind: 'refused', reason: 'agent_key_refused' },
  { kind: 'refused', reason: 'internal' },
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
  away: 'no',
  participants: [],
  chat: null,
  settings: settings.settings,
  policy: { asks: false, permissions: ['view', 'control'] },
  mayRename: true,
  isWayGiven: false,
  startsWithSystem: false,
  kind: 'program',
  ...more,
});
const untouched: TypedField = { text: '', revision: 0, news: null, isBusy: false };
const still: HomeDraft = { name: untouched, proxy: null };
const homeContent = (view: HomeView, draft: HomeDraft | null, locale: Locale): WindowContent =>
  contentOf({ view, draft: draft ?? still, chat: firstChatDraft, problem: null }, locale);
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

  it('SET10: whether it comes back by itself is said', () => {
    const said = (startsWithSystem: boolean | null): string =>
      JSON.stringify(homeContent(viewOf({ kind: 'linked', name: 'desk-7' }, { startsWithSystem }), null, 'en').tabs);
    expect([said(null).includes('does not start by itself'), said(true).includes('does not start by itself')]).toEqual([
      true,
      false,
    ]);
    expect(said(true)).toContain('Before anybody has signed in');
  });

  it('WND5: while the server is away the reason is said, whoever the computer belongs to', () => {
    const linked: Standing = { kind: 'linked', name: 'desk-7' };
    const said = (standing: Standing, more: Partial<HomeView>): string =>
      JSON.stringify(homeContent(viewOf(standing, { online: false, ...more }), null, 'en').tabs[0]);
    expect(said(linked, {})).toContain('No connection to the server. Trying again');
    for (const standing of [linked, { kind: 'unlinked' } as const]) {
      for (const kind of ['program', 'service'] as const) {
        expect(said(standing, { kind, away: 'clock' })).toContain('date or the time of this computer');
        expect(said(standing, { kind, away: 'stranger' })).toContain('something else answers');
      }
    }
  });

  it('INS10: installed it can neither be quit nor linked; the system’s own opens nothing and leaves the network alone', () => {
    const ids = (kind: HomeView['kind'], standing: Standing): string =>
      JSON.stringify(homeContent(viewOf(standing, { kind, participants: [participant] }), null, 'en').tabs);
    for (const standing of standings) {
      for (const kind of ['installed', 'service'] as const) {
        const drawn = ids(kind, standing);
        for (const id of ['quit', 'sign-in', 'autostart']) expect(drawn).not.toContain(`"id":"${id}"`);
        expect(drawn).toContain('"id":"ask"');
        expect(drawn).toContain('"id":"language"');
        for (const id of ['log', 'proxy']) expect(drawn.includes(`"id":"${id}"`)).toBe(kind === 'installed');
        expect(drawn.includes('"id":"end"')).toBe(standing.kind === 'linked');
      }
    }
    const linked: Standing = { kind: 'linked', name: 'desk-7' };
    expect([ids('installed', linked), ids('service', linked)].map((drawn) => drawn.includes('"id":"rename"'))).toEqual([
      true,
      false,
    ]);
  });

  it('SET5: a bar with End session is there exactly while somebody is connected', () => {
    const linked: Standing = { kind: 'linked', name: 'desk-7' };
    expect(homeContent(viewOf(linked), null, 'en').indicator).toBeNull();
    expect(homeContent(viewOf(linked, { participants: [participant] }), null, 'en').indicator).toMatchObject({
      text: 'Ana Díaz is connected',
      end: { id: 'end' },
    });
  });

  it('CHT10: a message brings it up with the chat in front, who is there and the way out; the bar tells of the next ones', async () => {
    const linked: Standing = { kind: 'linked', name: 'desk-7' };
    const { home, window, onEvent, shown, asked } = await opened(viewOf(linked), true);
    const talk = (...texts: readonly (string | null)[]): ConsentView['chat'] => ({
      lines: texts.map((text, index) => ({
        id: String(index),
        who: text === null ? null : 'Ana Díaz',
        text: text ?? 'me',
      })),
      open: true,
    });
    const show = (chat: ConsentView['chat']) => home.show(viewOf(linked, { participants: [participant], chat }));
    const tab = () => shown.at(-1)?.tabs.find(({ id }) => id === 'chat');
    show(talk());
    expect([tab()?.label, window.isSeen]).toEqual(['Chat', false]);
    show(talk('hello'));
    home.call();
    const drawn = JSON.stringify(tab());
    for (const part of ['Ana Díaz is connected', 'Ana Díaz (Acme)', '"id":"message"', '"id":"end"']) {
      expect(drawn).toContain(part);
    }
    expect([window.isSeen, shown.at(-1)?.front.tab, shown.at(-1)?.front.revision, tab()?.label]).toEqual([
      true,
      'chat',
      1,
      'Chat (1 new)',
    ]);
    expect(shown.at(-1)?.indicator?.text).toContain('New message');
    onEvent.emit({ type: 'edited', id: 'message', text: ' ok ' });
    expect([shown.at(-1)?.indicator?.text, tab()?.label]).toEqual(['Ana Díaz is connected', 'Chat']);
    onEvent.emit({ type: 'pressed', id: 'say' });
    onEvent.emit({ type: 'pressed', id: 'say' });
    expect(asked).toEqual(['ok']);
    onEvent.emit({ type: 'turned', tab: 'access' });
    show(talk('hello', null, 'more'));
    expect([tab()?.label, shown.at(-1)?.indicator?.text]).toEqual([
      'Chat (1 new)',
      'New message – Ana Díaz is connected',
    ]);
    onEvent.emit({ type: 'opened' });
    expect([shown.at(-1)?.front.revision, tab()?.label]).toEqual([2, 'Chat']);
    onEvent.emit({ type: 'edited', id: 'message', text: 'refuse' });
    onEvent.emit({ type: 'pressed', id: 'say' });
    expect(JSON.stringify(tab())).toContain('That was not sent');
    // What was being written to one is not offered to send to the next.
    home.show(viewOf(linked, { chat: { lines: [], open: false } }));
    show(talk());
    expect(fieldOf(shown.at(-1), 'message')?.text).toBe('');
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
    const { home, onEvent, shown } = await opened(viewOf({ kind: 'unlinked' }));
    const wishes: string[] = [];
    home.onWish.on((wish) => wishes.push(wish));
    onEvent.emit({ type: 'checked', id: 'ask', checked: true });
    onEvent.emit({ type: 'checked', id: 'control', checked: false });
    onEvent.emit({ type: 'checked', id: 'everything', checked: false });
    onEvent.emit({ type: 'chosen', id: 'language', option: 'es' });
    onEvent.emit({ type: 'chosen', id: 'ask-seconds', option: '600' });
    onEvent.emit({ type: 'chosen', id: 'proxy', option: 'none' });
    const stored = {
      language: 'es',
      ask: true,
      askSeconds: 600,
      withheld: ['control'],
      proxy: 'none',
      proxyAddress: null,
    };
    expect([new SettingsStore(folder).settings, shown.at(-1)?.language]).toEqual([stored, 'es']);
    onEvent.emit({ type: 'chosen', id: 'ask-seconds', option: '1' });
    expect(JSON.stringify(shown.at(-1))).toContain('No ha funcionado');
    for (const id of ['sign-in', 'open-page', 'end', 'log', 'quit', 'else']) onEvent.emit({ type: 'pressed', id });
    onEvent.emit({ type: 'closed' });
    expect(wishes).toEqual(['signIn', 'openPage', 'endSession', 'openLog', 'quit', 'close']);
  });

  it('SET8: the name is changed by its button or Enter, here or in the portal, and what is no name is not asked for', async () => {
    const { home, onEvent, shown, asked, answers } = await opened(viewOf({ kind: 'linked', name: 'desk-7' }));
    const name = () => fieldOf(shown.at(-1), 'name');
    expect(name()).toMatchObject({ text: 'desk-7' });
    const before = name()?.revision ?? 0;
    home.show(viewOf({ kind: 'linked', name: 'Reception' }));
    expect(name()).toMatchObject({ text: 'Reception', revision: before + 1 });
    for (const nothing of ['', '  ', '\u200b', 'x'.repeat(61)]) {
      onEvent.emit({ type: 'edited', id: 'name', text: nothing });
      onEvent.emit({ type: 'pressed', id: 'rename' });
      expect(JSON.stringify(shown.at(-1))).toContain('at most 60 characters');
    }
    onEvent.emit({ type: 'edited', id: 'name', text: ' Till ' });
    home.show(viewOf({ kind: 'linked', name: 'Office' }));
    expect(name()?.text).toBe(' Till ');
    expect(shown.at(-1)?.tabs[2]?.defaultButton).toBe('rename');
    answers.rename = false;
    for (const [isTaken, told] of [
      [false, 'The name was not changed.'],
      [true, 'The name was changed.'],
    ] as const) {
      answers.rename = isTaken;
      onEvent.emit({ type: 'pressed', id: 'rename' });
      onEvent.emit({ type: 'pressed', id: 'rename' });
      expect(JSON.stringify(shown.at(-1))).toContain('Changing the name');
      await vi.waitUntil(() => JSON.stringify(shown.at(-1)).includes(told), patience);
    }
    expect(asked).toEqual(['Till', 'Till']);
    home.show(viewOf({ kind: 'linked', name: 'Till' }));
    expect(name()?.text).toBe('Till');
    const fields = (more: Partial<HomeView>) =>
      JSON.stringify(homeContent(viewOf({ kind: 'linked', name: 'x' }, more), null, 'en')).includes('"id":"rename"');
    expect(fields({ mayRename: false })).toBe(false);
  });

  it('SET10: starting with the system is offered where there is such a thing, and said where it does not work', async () => {
    const offered = (standing: Standing, startsWithSystem: boolean | null) => {
      const [, , tab] = homeContent(viewOf(standing, { startsWithSystem }), null, 'en').tabs;
      return tab?.elements.flatMap((one) => (one.kind === 'check' && one.id === 'autostart' ? [one.checked] : []));
    };
    const linked: Standing = { kind: 'linked', name: 'desk-7' };
    expect([offered(linked, null), offered(linked, false), offered(linked, true)]).toEqual([[], [false], [true]]);
    expect([offered({ kind: 'unlinked' }, false), offered({ kind: 'unlinked' }, true)]).toEqual([[], [true]]);
    const { onEvent, shown, asked, answers } = await opened(viewOf(linked));
    onEvent.emit({ type: 'checked', id: 'autostart', checked: true });
    for (const [refusal, told] of [
      [new Error('The disk is full'), 'That did not work'],
      [new AppError('too_large', 'Too long'), 'to a folder with a short name'],
    ] as const) {
      answers.startRefusal = refusal;
      onEvent.emit({ type: 'checked', id: 'autostart', checked: false });
      expect([asked, JSON.stringify(shown.at(-1)).includes(told)]).toEqual([['true'], true]);
    }
  });

  it('SET9: a typed proxy is tried before it counts, and its password is not shown again', async () => {
    const { onEvent, shown, asked, answers } = await opened(viewOf({ kind: 'unlinked' }));
    const use = async (typed: string, told: string): Promise<void> => {
      onEvent.emit({ type: 'edited', id: 'proxy-address', text: typed });
      onEvent.emit({ type: 'pressed', id: 'use-proxy' });
      await vi.waitUntil(() => JSON.stringify(shown.at(-1)).includes(told), patience);
    };
    onEvent.emit({ type: 'chosen', id: 'proxy', option: 'typed' });
    expect(shown.at(-1)?.tabs[3]?.defaultButton).toBe('use-proxy');
    for (const wrong of ['', 'socks5://proxy.example', 'http://', 'a b']) await use(wrong, 'no address of a proxy');
    expect([asked, settings.settings.proxy]).toEqual([[], 'automatic']);
    for (const [outcome, told] of [
      ['silent', 'No proxy answers'],
      ['refuses', 'lets nobody through'],
      ['noServer', 'not reached through this proxy'],
    ] as const) {
      answers.proxy = outcome;
      await use('ana:secret@proxy.example:3128', told);
      expect([settings.settings.proxy, settings.settings.proxyAddress]).toEqual(['automatic', null]);
    }
    answers.proxy = 'works';
    await use(`ana:secret@proxy.example/${'x'.repeat(300)}`, 'That did not work');
    expect(JSON.stringify(shown.at(-1))).not.toContain('is reached through');
    expect(settings.settings.proxy).toBe('automatic');
    await use('ana:secret@proxy.example:3128', 'is reached through this proxy');
    const url = 'http://ana:secret@proxy.example:3128/';
    expect(new SettingsStore(folder).settings).toMatchObject({ proxy: 'typed', proxyAddress: url });
    expect(fieldOf(shown.at(-1), 'proxy-address')?.text).toBe('http://ana@proxy.example:3128');
    expect(JSON.stringify(shown.at(-1))).not.toContain('secret');
    onEvent.emit({ type: 'pressed', id: 'use-proxy' });
    await vi.waitUntil(() => asked.length === 6, patience);
    expect(asked.at(-1)).toBe(url);
    onEvent.emit({ type: 'chosen', id: 'proxy', option: 'automatic' });
    expect(settings.settings.proxy).toBe('automatic');
    const again = await opened(viewOf({ kind: 'unlinked' }));
    again.onEvent.emit({ type: 'chosen', id: 'proxy', option: 'typed' });
    expect(fieldOf(again.shown.at(-1), 'proxy-address')?.text).toBe('http://ana@proxy.example:3128');
    expect(JSON.stringify(homeContent(viewOf({ kind: 'unlinked' }, { isWayGiven: true }), null, 'en'))).toContain(
      'laid down when this program was started',
    );
  });
});

function fieldOf(content: WindowContent | undefined, id: string) {
  const elements = content?.tabs.flatMap((tab) => tab.elements) ?? [];
  return elements.flatMap((element) => (element.kind === 'field' && element.id === id ? [element] : []))[0];
}

async function opened(view: HomeView, isHidden = false) {
  const system = new FakeWindows();
  const asked: string[] = [];
  const answers: { rename: boolean; proxy: WayOutcome; startRefusal: Error | null } = {
    rename: true,
    proxy: 'works',
    startRefusal: null,
  };
  const home = await HomeWindow.open({
    system,
    view,
    settings,
    systemLocale: 'en',
    logger: silentLogger,
    isHidden,
    say(text) {
      if (text === 'refuse') throw new AppError('too_many_attempts', 'Too much at once');
      asked.push(text);
    },
    startWithSystem(isWanted) {
      if (answers.startRefusal !== null) throw answers.startRefusal;
      asked.push(String(isWanted));
    },
    async rename(name) {
      asked.push(name);
      return answers.rename;
    },
    async tryProxy(url) {
      asked.push(url);
      return answers.proxy;
    },
  });
  const [window] = system.windows;
  if (window === undefined) throw new Error('No window was opened');
  const { shown, onEvent } = window;
  home.show(view);
  let last = view;
  settings.onChanged.on((changed) => {
    last = { ...last, settings: changed };
    home.show(last);
  });
  return { home, window, onEvent, shown, asked, answers };
}
