// The window of an enrolled computer: whose it is, who is connected, and what the person at it chose. Pure.

import type { WindowContent, WindowElement } from '@nearhand/host';
import { type ErrorCode, type Locale, localeSchema, maxComputerName, permissions } from '@nearhand/protocol';
import { cleanName } from '../../consent/clean-name.ts';
import { failureKey } from '../../consent/failure-text.ts';
import { type TextKey, fill, texts } from '../../consent/texts/texts.ts';
import { chatTabOf } from '../../consent/window/chat-elements.ts';
import { barText, connectedTitle, type Say } from '../../consent/window/session-elements.ts';
import { askSecondsChoices, maxProxyAddress } from '../../settings/settings.ts';
import type { HomeChatDraft } from './home-chat.ts';
import type { HomeDraft, TypedField } from './home-typing.ts';
import type { HomeView } from './home-view.ts';

/** Ids of what can be pressed, ticked and chosen. Permissions are ticked under their own names. */
export const homeIds = {
  signIn: 'sign-in',
  openPage: 'open-page',
  end: 'end',
  quit: 'quit',
  log: 'log',
  autostart: 'autostart',
  ask: 'ask',
  askSeconds: 'ask-seconds',
  language: 'language',
  proxy: 'proxy',
  proxyAddress: 'proxy-address',
  useProxy: 'use-proxy',
  name: 'name',
  rename: 'rename',
} as const;

export interface HomeState {
  readonly view: HomeView;
  readonly draft: HomeDraft;
  readonly chat: HomeChatDraft;
  readonly problem: TextKey | null;
}

export function homeContent({ view, draft, chat, problem }: HomeState, locale: Locale): WindowContent {
  const say: Say = (key, values) => fill(texts[locale][key], values);
  const problems: WindowElement[] = problem === null ? [] : [text(say(problem), 'problem')];
  const tab = (id: string, label: string, elements: readonly WindowElement[], defaultButton: string | null = null) => ({
    id,
    label,
    elements: [...problems, ...elements],
    defaultButton,
  });
  const talk = chatTabOf(view.chat, chat.chat, say, roundChat(view, say));
  return {
    title: say('windowTitle'),
    language: locale,
    direction: 'ltr',
    urgent: false,
    tabs: [
      tab('computer', say('tabComputer'), computer(view, say)),
      tab('access', say('tabAccess'), access(view, say)),
      tab('settings', say('tabSettings'), settings(view, draft, say), homeIds.rename),
      // The whole computer's way to its server is an administrator's.
      ...(view.kind === 'service'
        ? []
        : [tab('network', say('tabNetwork'), network(view, draft, say), homeIds.useProxy)]),
      // Last: it comes and goes, and the others stay where they are.
      ...(talk === null ? [] : [talk]),
    ],
    indicator: indicatorOf(view, chat, say),
    front: chat.front,
  };
}

function indicatorOf({ participants }: HomeView, { isNew }: HomeChatDraft, say: Say): WindowContent['indicator'] {
  if (participants.length === 0) return null;
  const text = barText(participants, isNew ? [say('chatNew')] : [], say);
  return { text, end: { id: homeIds.end, label: say('end') }, open: say('showWindow') };
}

/** Who writes, and the way out: the window may have come up with this tab in front. */
function roundChat({ participants }: HomeView, say: Say): { above: WindowElement[]; below: WindowElement[] } {
  if (participants.length === 0) return { above: [text(say('homeNobody'))], below: [] };
  const names = participants.map(({ name, organisation }) => `${name} (${organisation})`);
  return {
    above: [{ kind: 'heading', text: connectedTitle(participants, say) }, text(names.join(', '))],
    below: [button(homeIds.end, say('end'), 'danger')],
  };
}

function computer(view: HomeView, say: Say): WindowElement[] {
  const ending = endingOf(view, say);
  const { standing } = view;
  if (standing.kind === 'refused') {
    return [{ kind: 'heading', text: say('failedTitle') }, text(refusalText(standing.reason, say)), ...ending];
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
    text(say('homeSignInWarning')),
    button(homeIds.openPage, say('homeOpenPage'), 'primary'),
    ...ending,
  ];
}

/** Whoever is at it was invited by nobody. */
function refusalText(reason: ErrorCode, say: Say): string {
  if (reason === 'agent_key_refused') return say('homeRemoved');
  const key = failureKey(reason);
  return key === 'failed_other' ? say('homeRefused', { reason }) : say(key);
}

/** An installed one is ended by uninstalling it. What happens without it is of interest once somebody can connect. */
function endingOf({ kind, startsWithSystem, standing }: HomeView, say: Say): WindowElement[] {
  if (kind !== 'program') return [text(say(kind === 'service' ? 'homeService' : 'homeInstalled'), 'quiet')];
  const quit = button(homeIds.quit, say('homeQuit'), 'plain');
  if (standing.kind !== 'linked') return [quit];
  return [text(say(startsWithSystem === true ? 'homeStarts' : 'homeNotInstalled'), 'quiet'), quit];
}

function unlinked({ standing, online, away, kind }: HomeView, say: Say): WindowElement[] {
  const offline: WindowElement[] = away === 'no' ? [] : [text(say(`offline_${away}`), 'problem')];
  // Its token decides whose it is.
  if (kind !== 'program') {
    const words = online ? 'homeNobodys' : 'connectingText';
    return [...offline, { kind: 'heading', text: say('accountTitle') }, text(say(words))];
  }
  const before = standing.kind === 'signingIn' ? standing.state : null;
  const isStarting = standing.kind === 'signingIn' && before === null;
  const outcome: WindowElement[] =
    before?.kind === 'denied' || before?.kind === 'expired' ? [text(say(`home_${before.kind}`), 'problem')] : [];
  return [
    ...offline,
    { kind: 'heading', text: say('homeUnlinkedTitle') },
    ...outcome,
    text(say(isStarting && !online ? 'connectingText' : 'homeUnlinkedText')),
    button(homeIds.signIn, say('homeSignIn'), 'primary', !isStarting),
  ];
}

function linked(view: HomeView, name: string, say: Say): WindowElement[] {
  const { participants, online, away, origin, policy, settings: chosen } = view;
  const asks = policy.asks || chosen.ask;
  const people = participants.map((one): WindowElement => ({
    kind: 'person',
    name: one.name,
    detail: one.interrupted ? `${one.organisation} · ${say('activeInterrupted')}` : one.organisation,
    live: !one.interrupted,
    picture: one.picture,
  }));
  return [
    ...(online ? [] : [text(say(`offline_${away === 'no' ? 'unreachable' : away}`), 'problem')]),
    { kind: 'heading', text: participants.length > 0 ? connectedTitle(participants, say) : cleanName(name) },
    text(say('homeLinked', { name: cleanName(name), server: new URL(origin).host })),
    ...(people.length > 0
      ? [...people, button(homeIds.end, say('end'), 'danger')]
      : [text(say('homeNobody')), text(say(asks ? 'homeAsks' : 'homeOpen'), 'quiet')]),
  ];
}

/** What may be done here. */
function access({ settings: chosen, policy }: HomeView, say: Say): WindowElement[] {
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
  ];
}

function settings(view: HomeView, draft: HomeDraft, say: Say): WindowElement[] {
  const { settings: chosen, standing, mayRename, kind } = view;
  const language = choice(homeIds.language, say('language'), languageOptions(say), chosen.language ?? 'system');
  if (kind === 'service') return [language];
  return [
    ...(standing.kind === 'linked' && mayRename ? nameElements(draft.name, say) : []),
    language,
    ...(kind === 'program' ? startElements(view, say) : []),
    button(homeIds.log, say('settingLog'), 'plain'),
  ];
}

function startElements({ standing, startsWithSystem }: HomeView, say: Say): WindowElement[] {
  // What is nobody's computer has nothing to start for.
  const mayStart = startsWithSystem === true || (startsWithSystem === false && standing.kind === 'linked');
  const check = { kind: 'check', id: homeIds.autostart, enabled: true } as const;
  return [
    ...(mayStart
      ? [{ ...check, label: say('settingStart'), detail: say('settingStartMore'), checked: startsWithSystem }]
      : []),
    text(say(startsWithSystem === null ? 'settingNeverStarts' : 'settingNotInstalled'), 'quiet'),
  ];
}

function nameElements(name: TypedField, say: Say): WindowElement[] {
  return [
    field({ id: homeIds.name, label: say('settingName'), hint: say('settingNameHint') }, name, maxComputerName),
    ...newsOf(name, say),
    button(homeIds.rename, say('settingNameChange'), 'plain', !name.isBusy),
  ];
}

function network({ settings: chosen, isWayGiven }: HomeView, { proxy }: HomeDraft, say: Say): WindowElement[] {
  if (isWayGiven) return [text(say('settingProxyGiven'), 'quiet')];
  // Typed before and not open: another way is chosen just now.
  const shown = proxy === null ? chosen.proxy : 'typed';
  const way = choice(homeIds.proxy, say('settingProxy'), proxyOptions(say), shown);
  if (proxy === null) return [way, text(say('settingProxyWhen'), 'quiet')];
  const words = { id: homeIds.proxyAddress, label: say('settingProxyAddress'), hint: say('settingProxyExample') };
  return [
    way,
    field(words, proxy, maxProxyAddress),
    ...newsOf(proxy, say),
    button(homeIds.useProxy, say('settingProxyUse'), 'plain', !proxy.isBusy),
  ];
}

function field(
  words: { readonly id: string; readonly label: string; readonly hint: string },
  { text: typed, revision }: TypedField,
  maxLength: number,
): WindowElement {
  return { kind: 'field', ...words, text: typed, revision, maxLength, size: 'normal', enabled: true };
}

function newsOf({ news }: TypedField, say: Say): WindowElement[] {
  return news === null ? [] : [text(say(news.key), news.isProblem ? 'problem' : 'normal')];
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
    { id: 'typed', label: say('settingProxyTyped') },
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
