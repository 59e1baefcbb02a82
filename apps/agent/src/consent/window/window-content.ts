// The whole view as a window's content: the session, the account, and the bar while somebody is connected. Pure.

import type { WindowContent, WindowElement, WindowIndicator } from '@nearhand/host';
import { type Locale, localeSchema } from '@nearhand/protocol';
import type { ConsentView } from '../consent-view.ts';
import { cleanName } from '../clean-name.ts';
import { fill, type TextKey, texts } from '../texts/texts.ts';
import { type ChatDraft, chatTabOf } from './chat-elements.ts';
import { barText, type Draft, type Say, sessionPart, type Telling } from './session-elements.ts';

/** Whose this computer is, apart from the session. */
export type AccountView =
  | { readonly kind: 'none' }
  /** `sameServer`: this very program is its agent. */
  | { readonly kind: 'linked'; readonly name: string; readonly server: string; readonly sameServer: boolean }
  /** By a service, whose folder others cannot read. */
  | { readonly kind: 'installed' };

/** What the person did in the window that no answer was made of yet. */
export interface WindowDraft {
  readonly session: Draft;
  readonly chat: ChatDraft;
  /** The bar tells of something new in the chat. */
  readonly isChatNew: boolean;
  readonly front: WindowContent['front'];
}

/** English is read by many who count to 24: as the system does. */
const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions();
const hours = hourCycle === 'h23' ? { hourCycle } : {};

export function windowContent(
  view: ConsentView,
  draft: WindowDraft,
  { locale, account }: { readonly locale: Locale; readonly account: AccountView },
): WindowContent {
  const say: Say = (key: TextKey, values) => fill(texts[locale][key], values);
  const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', ...hours });
  const telling: Telling = { say, timeOf: (timeMs) => clock.format(timeMs) };
  const nobody: WindowElement = { kind: 'text', text: say('chatNobody'), tone: 'normal' };
  const above = view.state.kind === 'waiting' ? [nobody] : [];
  const chat = chatTabOf(view.chat, draft.chat, say, { above });
  return {
    title: say('windowTitle'),
    language: locale,
    direction: 'ltr',
    urgent: isUrgent(view),
    tabs: [
      { id: 'session', label: say('tabSession'), ...sessionPart(view, draft.session, telling) },
      ...(chat === null ? [] : [chat]),
      {
        id: 'account',
        label: say('tabAccount'),
        elements: accountElements(view, account, locale, say),
        defaultButton: null,
      },
    ],
    indicator: indicatorOf(view, draft, say),
    front: draft.front,
  };
}

/** It asks for something. */
function isUrgent({ state, report }: ConsentView): boolean {
  return state.kind === 'asking' || state.kind === 'codeNeeded' || report?.kind === 'asked';
}

function accountElements({ state }: ConsentView, account: AccountView, locale: Locale, say: Say): WindowElement[] {
  const options = localeSchema.options.map((id) => ({ id, label: texts[id].languageName }));
  return [
    { kind: 'subheading', text: say('accountTitle') },
    {
      kind: 'text',
      text: accountText(account, say),
      tone: 'normal',
    },
    ...(state.kind === 'codeNeeded' ? computerButton(account, say) : []),
    { kind: 'choice', id: 'language', label: say('language'), options, chosen: locale },
  ];
}

function accountText(account: AccountView, say: Say): string {
  if (account.kind === 'none') return say('accountNone');
  if (account.kind === 'installed') return say('accountInstalled');
  return say('accountLinked', { name: cleanName(account.name), server: account.server });
}

/** This program may become, or show, the one of the computer. */
export function mayLeaveToComputer(account: AccountView): boolean {
  return account.kind === 'none' || (account.kind === 'linked' && account.sameServer);
}

function computerButton(account: AccountView, say: Say): WindowElement[] {
  if (!mayLeaveToComputer(account)) return [];
  const label = say(account.kind === 'none' ? 'accountAdd' : 'accountShow');
  return [{ kind: 'buttons', buttons: [{ id: 'computer', label, role: 'plain', enabled: true }] }];
}

function indicatorOf({ state, report }: ConsentView, { isChatNew }: WindowDraft, say: Say): WindowIndicator | null {
  if (state.kind !== 'active') return null;
  const isAnybodyThere = state.participants.some(({ interrupted }) => !interrupted);
  const news = [
    ...(isAnybodyThere ? [] : [say('activeInterrupted')]),
    ...(isChatNew ? [say('chatNew')] : []),
    ...(report?.kind === 'asked' ? [say('reportNew')] : []),
  ];
  return {
    text: barText(state.participants, news, say),
    end: { id: 'end', label: say('end') },
    open: say('showWindow'),
  };
}
