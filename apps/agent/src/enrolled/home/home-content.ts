// The window of an enrolled computer: whose it is, who is connected, and what the person at it chose. Pure.

import type { WindowContent, WindowElement } from '@nearhand/host';
import { type Locale, localeSchema, permissions } from '@nearhand/protocol';
import { cleanName } from '../../consent/clean-name.ts';
import { failureKey } from '../../consent/failure-text.ts';
import { type TextKey, fill, texts } from '../../consent/texts/texts.ts';
import { barTitle, connectedTitle, type Say } from '../../consent/window/session-elements.ts';
import { askSecondsChoices } from '../../settings/settings.ts';
import type { HomeView } from './home-view.ts';

/** Ids of what can be pressed, ticked and chosen. Permissions are ticked under their own names. */
export const homeIds = {
  signIn: 'sign-in',
  openPage: 'open-page',
  end: 'end',
  quit: 'quit',
  log: 'log',
  ask: 'ask',
  askSeconds: 'ask-seconds',
  language: 'language',
  proxy: 'proxy',
} as const;

export function homeContent(view: HomeView, problem: TextKey | null, locale: Locale): WindowContent {
  const say: Say = (key, values) => fill(texts[locale][key], values);
  const problems: WindowElement[] = problem === null ? [] : [text(say(problem), 'problem')];
  const title = barTitle(view.participants, say);
  return {
    title: say('windowTitle'),
    language: locale,
    direction: 'ltr',
    urgent: false,
    tabs: [
      {
        id: 'computer',
        label: say('tabComputer'),
        elements: [...problems, ...computer(view, say)],
        defaultButton: null,
      },
      {
        id: 'settings',
        label: say('tabSettings'),
        elements: [...problems, ...settings(view, say)],
        defaultButton: null,
      },
    ],
    indicator:
      view.participants.length === 0
        ? null
        : { text: title, end: { id: homeIds.end, label: say('end') }, open: say('showWindow') },
    front: { tab: 'computer', revision: 0 },
  };
}

function computer(view: HomeView, say: Say): WindowElement[] {
  const quit: WindowElement = button(homeIds.quit, say('homeQuit'), 'plain');
  const ending = [text(say('homeNotInstalled'), 'quiet'), quit];
  const { standing } = view;
  if (standing.kind === 'refused') {
    return [{ kind: 'heading', text: say('failedTitle') }, text(say(failureKey(standing.reason))), ...ending];
  }
  if (standing.kind === 'linked') return [...linked(view, standing.name, say), ...ending];
  if (standing.kind === 'unlinked' || standing.state === null || standing.state.kind !== 'waiting') {
    return [...unlinked(view, say), ...ending];
  }
  const { code } = standing.state;
  return [
    { kind: 'heading', text: say('homeSignInTitle') },
    text(say('homeSignInText')),
    { kind: 'words', words: [code] },
    text(say('homeSignInWarning'), 'quiet'),
    button(homeIds.openPage, say('homeOpenPage'), 'primary'),
    ...ending,
  ];
}

function unlinked({ standing, online }: HomeView, say: Say): WindowElement[] {
  const before = standing.kind === 'signingIn' ? standing.state : null;
  const isStarting = standing.kind === 'signingIn' && before === null;
  const outcome: WindowElement[] =
    before?.kind === 'denied' || before?.kind === 'expired' ? [text(say(`home_${before.kind}`), 'problem')] : [];
  return [
    { kind: 'heading', text: say('homeUnlinkedTitle') },
    ...outcome,
    text(say(isStarting && !online ? 'connectingText' : 'homeUnlinkedText')),
    button(homeIds.signIn, say('homeSignIn'), 'primary', !isStarting),
  ];
}

function linked(view: HomeView, name: string, say: Say): WindowElement[] {
  const { participants, online, origin, policy, settings: chosen } = view;
  const asks = policy.asks || chosen.ask;
  const people = participants.map((one): WindowElement => ({
    kind: 'person',
    name: one.name,
    detail: one.interrupted ? `${one.organisation} · ${say('activeInterrupted')}` : one.organisation,
    live: !one.interrupted,
  }));
  return [
    ...(online ? [] : [text(say('offline'), 'problem')]),
    { kind: 'heading', text: participants.length > 0 ? connectedTitle(participants, say) : cleanName(name) },
    text(say('homeLinked', { name: cleanName(name), server: new URL(origin).host })),
    ...(people.length > 0
      ? [...people, button(homeIds.end, say('end'), 'danger')]
      : [text(say('homeNobody')), text(say(asks ? 'homeAsks' : 'homeOpen'), 'quiet')]),
  ];
}

function settings({ settings: chosen, policy }: HomeView, say: Say): WindowElement[] {
  const asks = policy.asks || chosen.ask;
  return [
    {
      kind: 'check',
      id: homeIds.ask,
      label: say('settingAsk'),
      detail: say(policy.asks ? 'settingLaidDown' : 'settingAskMore'),
      checked: asks,
      enabled: !policy.asks,
    },
    ...(chosen.ask
      ? [choice(homeIds.askSeconds, say('settingAskSeconds'), secondsOptions(say), String(chosen.askSeconds))]
      : []),
    { kind: 'subheading', text: say('settingMay') },
    ...permissions.map((permission): WindowElement => {
      const isOpen = policy.permissions.includes(permission);
      return {
        kind: 'check',
        id: permission,
        label: say(`permission_${permission}`),
        detail: isOpen ? '' : say('settingForbidden'),
        checked: isOpen && !chosen.withheld.includes(permission),
        enabled: isOpen,
      };
    }),
    choice(homeIds.language, say('language'), languageOptions(say), chosen.language ?? 'system'),
    choice(homeIds.proxy, say('settingProxy'), proxyOptions(say), chosen.proxy),
    text(say('settingNotInstalled'), 'quiet'),
    button(homeIds.log, say('settingLog'), 'plain'),
  ];
}

function secondsOptions(say: Say): Option[] {
  return askSecondsChoices.map((seconds) => ({
    id: String(seconds),
    label: seconds < 60 ? say('seconds', { count: String(seconds) }) : say('minutes', { count: String(seconds / 60) }),
  }));
}

function languageOptions(say: Say): Option[] {
  const known = localeSchema.options.map((id) => ({ id, label: texts[id].languageName }));
  return [{ id: 'system', label: say('languageSystem') }, ...known];
}

function proxyOptions(say: Say): Option[] {
  return [
    { id: 'automatic', label: say('settingProxyAutomatic') },
    { id: 'none', label: say('settingProxyNone') },
  ];
}

interface Option {
  readonly id: string;
  readonly label: string;
}

function choice(id: string, label: string, options: readonly Option[], chosen: string): WindowElement {
  return { kind: 'choice', id, label, options, chosen };
}

function button(id: string, label: string, role: 'primary' | 'danger' | 'plain', enabled = true): WindowElement {
  return { kind: 'buttons', buttons: [{ id, label, role, enabled }] };
}

function text(words: string, tone: 'normal' | 'quiet' | 'problem' = 'normal'): WindowElement {
  return { kind: 'text', text: words, tone };
}
