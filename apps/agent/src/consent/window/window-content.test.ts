import type { WindowElement } from '@nearhand/host';
import { type Locale, localeSchema } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { isFinal } from '../consent-states.ts';
import type { ConsentState, ConsentView } from '../consent-view.ts';
import type { Draft } from './session-elements.ts';
import { type AccountView, windowContent as contentOf, type WindowDraft } from './window-content.ts';

const asker = { technician: 'Ana Díaz', organisation: 'Acme' };
const participant = {
  linkId: '0198c0de-0000-7000-8000-000000000001',
  name: 'Ana Díaz',
  organisation: 'Acme',
  sinceMs: 0,
  interrupted: false,
  words: ['one', 'two', 'three', 'four'],
};
const states: readonly ConsentState[] = [
  { kind: 'connecting' },
  { kind: 'codeNeeded', problem: 'code_invalid' },
  { kind: 'asking', asker, asked: ['view', 'control'] },
  { kind: 'waiting', asker },
  { kind: 'active', asker, participants: [participant] },
  { kind: 'ended', by: 'customer', visits: [{ ...participant, fromMs: 0, toMs: 60_000, deeds: ['view', 'report'] }] },
  { kind: 'denied' },
  { kind: 'failed', reason: 'protocol_unsupported' },
];
const draft: Draft = { unticked: [], typed: '', problem: null };
const quiet = { chat: { typed: '', revision: 0, unread: 0, problem: null }, isChatNew: false };
const front: WindowDraft['front'] = { tab: 'chat', revision: 0 };
const windowContent = (view: ConsentView, session: Draft, locale: Locale) =>
  contentOf(view, { session, ...quiet, front }, { locale, account: { kind: 'none' } });
const viewOf = (state: ConsentState, more: Partial<ConsentView> = {}): ConsentView => ({
  state,
  allowed: ['view', 'control'],
  away: 'no',
  limit: 'none',
  locale: 'en',
  chat: null,
  report: null,
  ...more,
});
const session = (view: ConsentView, drafted = draft): readonly WindowElement[] =>
  windowContent(view, drafted, 'en').tabs[0]?.elements ?? [];
const buttonsOf = (elements: readonly WindowElement[]) =>
  elements.flatMap((element) => (element.kind === 'buttons' ? element.buttons : []));

describe('the consent as a window', () => {
  it('WND1: every state has a heading, one suggestion at most, and a way out, in every language', () => {
    for (const locale of localeSchema.options) {
      for (const state of states) {
        const content = windowContent(viewOf(state), draft, locale);
        const elements = content.tabs[0]?.elements ?? [];
        const buttons = buttonsOf(elements);
        expect(elements.filter(({ kind }) => kind === 'heading')).toHaveLength(1);
        expect(buttons.filter(({ role }) => role !== 'plain').length).toBeLessThanOrEqual(1);
        expect([state.kind, buttons.length > 0]).toEqual([state.kind, state.kind !== 'connecting']);
        expect(JSON.stringify(content)).not.toMatch(/\{\w+\}/);
      }
    }
  });

  it('WND2: nothing can be allowed while seeing the screen is unticked', () => {
    const asking = viewOf({ kind: 'asking', asker, asked: ['view', 'control'] });
    const allow = (drafted: Draft) => buttonsOf(session(asking, drafted)).find(({ id }) => id === 'allow')?.enabled;
    expect([allow(draft), allow({ ...draft, unticked: ['control'] }), allow({ ...draft, unticked: ['view'] })]).toEqual(
      [true, true, false],
    );
  });

  it('WND3: Enter never allows', () => {
    const content = windowContent(viewOf({ kind: 'asking', asker, asked: ['view'] }), draft, 'en');
    expect(content.tabs.map(({ defaultButton }) => defaultButton)).toEqual([null, null]);
  });

  it('WND4: the bar is there exactly while somebody is connected', () => {
    const withBar = states.filter((state) => windowContent(viewOf(state), draft, 'en').indicator !== null);
    expect(withBar.map(({ kind }) => kind)).toEqual(['active']);
  });

  it('WND4: the longest name leaves the bar short enough for its buttons', () => {
    const name = '😀'.repeat(90) + 'x'.repeat(20);
    const state: ConsentState = { kind: 'active', asker, participants: [{ ...participant, name }] };
    for (const locale of localeSchema.options) {
      const { text = '' } = windowContent(viewOf(state), draft, locale).indicator ?? {};
      expect([...text].length).toBeLessThan(90);
      expect(text.isWellFormed()).toBe(true);
    }
  });

  it('HST124: in the bar what is new stands before who is connected', () => {
    const participants = [{ ...participant, name: 'Ana', interrupted: true }];
    const view = viewOf({ kind: 'active', asker, participants });
    const drafted = { session: draft, ...quiet, isChatNew: true, front };
    const { indicator } = contentOf(view, drafted, { locale: 'en', account: { kind: 'none' } });
    expect(indicator?.text).toBe('Connection lost, coming back… – New message – Ana is connected');
  });

  it('WND5: that the server is away, and what cannot be shown, is said until it is over', () => {
    for (const away of ['unreachable', 'clock', 'stranger'] as const) {
      for (const state of states) {
        const problems = session(viewOf(state, { away, limit: 'wayland' })).filter(
          (element) => element.kind === 'text' && element.tone === 'problem',
        );
        const own = state.kind === 'codeNeeded' ? 1 : 0;
        expect([state.kind, problems.length]).toEqual([state.kind, own + (isFinal(state.kind) ? 0 : 2)]);
        const isSaid = JSON.stringify(problems).includes('date or the time');
        expect(isSaid).toBe(away === 'clock' && !isFinal(state.kind));
      }
    }
  });

  it('SET7: adding the computer is offered while no code was given; where it is one that is said, and its window offered', () => {
    const linked = { kind: 'linked', name: 'desk-7', server: 'help.example.com' } as const;
    const account = (state: ConsentState, whose: AccountView) => {
      const drafted = { session: draft, ...quiet, front };
      return contentOf(viewOf(state), drafted, { locale: 'en', account: whose }).tabs.at(-1)?.elements ?? [];
    };
    const offered = (whose: AccountView) =>
      states.flatMap((state) => buttonsOf(account(state, whose)).map(({ label }) => [state.kind, label]));
    expect(offered({ kind: 'none' })).toEqual([['codeNeeded', 'Add this computer to an account…']]);
    expect(offered({ ...linked, sameServer: true })).toEqual([['codeNeeded', 'Show its window']]);
    expect(offered({ ...linked, sameServer: false })).toEqual([]);
    expect(offered({ kind: 'installed' })).toEqual([]);
    for (const state of states) {
      const said = (whose: AccountView): string => JSON.stringify(account(state, whose));
      expect(said({ ...linked, sameServer: false })).toContain('linked to help.example.com as “desk-7”');
      expect(said({ kind: 'installed' })).toContain('is installed on this computer');
    }
  });

  it('AGT121: a report can be sent while somebody is connected who can read it, and what became of it is said', () => {
    const active: ConsentState = { kind: 'active', asker, participants: [participant] };
    const kinds = ['idle', 'asked', 'making', 'sent', 'failed'] as const;
    for (const locale of localeSchema.options) {
      const seen = kinds.map((kind) => {
        const view = viewOf(active, { report: { kind, to: 'Ana + 1', sentTo: 'Ben' } });
        const content = windowContent(view, draft, locale);
        expect(JSON.stringify(content).includes('Ben')).toBe(kind === 'sent');
        expect(JSON.stringify(content)).not.toMatch(/\{\w+\}/);
        const buttons = buttonsOf(content.tabs[0]?.elements ?? []).filter(({ id }) => id.startsWith('report'));
        return [content.urgent, ...buttons.map(({ id, enabled, role }) => `${id} ${role} ${enabled}`)];
      });
      const offered = [false, 'report-send plain true'];
      const asked = [true, 'report-refuse plain true', 'report-send plain true'];
      expect(seen).toEqual([offered, asked, [false, 'report-send plain false'], offered, offered]);
    }
    expect(buttonsOf(session(viewOf(active))).map(({ id }) => id)).toEqual(['end']);
  });

  it('WND6: what is allowed can be taken back and not given again', () => {
    const state: ConsentState = { kind: 'active', asker, participants: [participant] };
    const control = (view: ConsentView) => session(view).find((element) => element.kind === 'check');
    expect(control(viewOf(state))).toMatchObject({ id: 'control', checked: true, enabled: true });
    expect(control(viewOf(state, { allowed: ['view'] }))).toMatchObject({ checked: false, enabled: false });
  });
});
