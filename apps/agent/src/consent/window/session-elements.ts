// What the window says in each state, and which buttons mean which answer: the view as a window's elements. Pure.

import { assertNever } from '@nearhand/base';
import type { WindowElement, WindowTab } from '@nearhand/host';
import type { Permission } from '@nearhand/protocol';
import type { ConsentState, ConsentView, ParticipantView, ReportView, Visit } from '../consent-view.ts';
import { failureKey } from '../failure-text.ts';
import type { TextKey } from '../texts/texts.ts';

const maxBarName = 40;

export type Say = (key: TextKey, values?: Readonly<Record<string, string>>) => string;

/** What the person changed that no answer was made of yet. */
export interface Draft {
  readonly unticked: readonly Permission[];
  readonly typed: string;
  /** Why the last answer did not count. */
  readonly problem: TextKey | null;
}

export interface Telling {
  readonly say: Say;
  /** As people write it. */
  readonly timeOf: (timeMs: number) => string;
}

export type SessionPart = Pick<WindowTab, 'elements' | 'defaultButton'>;

export function sessionPart(view: ConsentView, draft: Draft, telling: Telling): SessionPart {
  const { state } = view;
  const part = partOf(view, draft, telling);
  const isOver = state.kind === 'ended' || state.kind === 'denied' || state.kind === 'failed';
  const warnings: TextKey[] = [
    ...(view.limit === 'none' || isOver ? [] : [`limit_${view.limit}` as const]),
    ...(view.away === 'no' || isOver ? [] : [`offline_${view.away}` as const]),
  ];
  const warned = warnings.map((key): WindowElement => ({ kind: 'text', text: telling.say(key), tone: 'problem' }));
  return { ...part, elements: [...warned, ...part.elements] };
}

function partOf(view: ConsentView, draft: Draft, telling: Telling): SessionPart {
  const { state } = view;
  const { say } = telling;
  switch (state.kind) {
    case 'connecting':
      return { elements: [heading(say('connectingTitle')), text(say('connectingText'))], defaultButton: null };
    case 'codeNeeded':
      return codePart(state, draft, say);
    case 'asking':
      return { elements: question(state, draft, say), defaultButton: null };
    case 'waiting':
      return { elements: waiting(state, draft, say), defaultButton: null };
    case 'active':
      return { elements: active(state, view, draft, telling), defaultButton: null };
    case 'ended':
      return over([heading(say('endedTitle')), text(say(`ended_${state.by}`)), ...receipt(state.visits, telling)], say);
    case 'denied':
      return over([heading(say('deniedTitle')), text(say('deniedText')), text(say('deniedMistake'), 'quiet')], say);
    case 'failed':
      return over([heading(say('failedTitle')), text(say(failureKey(state.reason)))], say);
    default:
      return assertNever(state);
  }
}

function codePart(state: Extract<ConsentState, { kind: 'codeNeeded' }>, draft: Draft, say: Say): SessionPart {
  const problem = draft.problem ?? state.problem;
  return {
    elements: [
      heading(say('codeTitle')),
      text(say('codeText')),
      {
        kind: 'field',
        id: 'code',
        label: say('codeLabel'),
        hint: say('codeExample'),
        text: draft.typed,
        revision: 0,
        maxLength: 20,
        size: 'large',
        enabled: true,
      },
      ...problemOf(problem, say),
      { kind: 'buttons', buttons: [{ id: 'continue', label: say('codeContinue'), role: 'primary', enabled: true }] },
    ],
    defaultButton: 'continue',
  };
}

function question(state: Extract<ConsentState, { kind: 'asking' }>, draft: Draft, say: Say): WindowElement[] {
  const { technician, organisation, picture } = state.asker;
  const isBlind = draft.unticked.includes('view') || !state.asked.includes('view');
  return [
    { kind: 'person', name: technician, detail: say('askingFrom', { organisation }), live: false, picture },
    heading(say('askingTitle', { technician })),
    text(say('askingIntro', { technician })),
    ...state.asked.map((permission): WindowElement => ({
      kind: 'check',
      id: permission,
      label: say(`permission_${permission}`),
      detail: say(`permission_${permission}_more`),
      checked: !draft.unticked.includes(permission),
      enabled: true,
    })),
    { kind: 'notice', title: say('warningTitle'), text: say('warningText') },
    ...problemOf(isBlind ? 'needsView' : draft.problem, say),
    {
      kind: 'buttons',
      buttons: [
        { id: 'deny', label: say('deny'), role: 'plain', enabled: true },
        { id: 'allow', label: say('allow'), role: 'primary', enabled: !isBlind },
      ],
    },
    text(say('askingEnd'), 'quiet'),
  ];
}

function waiting(state: Extract<ConsentState, { kind: 'waiting' }>, draft: Draft, say: Say): WindowElement[] {
  const { technician, organisation, picture } = state.asker;
  return [
    { kind: 'person', name: technician, detail: say('askingFrom', { organisation }), live: false, picture },
    heading(say('waitingTitle', { technician })),
    text(say('waitingText')),
    text(say('waitingKeep'), 'quiet'),
    ...problemOf(draft.problem, say),
    { kind: 'buttons', buttons: [{ id: 'end', label: say('changedMind'), role: 'plain', enabled: true }] },
  ];
}

function active(
  state: Extract<ConsentState, { kind: 'active' }>,
  { allowed, report }: ConsentView,
  draft: Draft,
  telling: Telling,
): WindowElement[] {
  const { say, timeOf } = telling;
  const taken = (id: Permission, label: TextKey): WindowElement => {
    const isAllowed = allowed.includes(id);
    const detail = isAllowed ? say('activeUntick') : '';
    return { kind: 'check', id, label: say(label), detail, checked: isAllowed, enabled: isAllowed };
  };
  return [
    heading(connectedTitle(state.participants, say)),
    ...state.participants.map(({ name, organisation, picture, sinceMs, interrupted }): WindowElement => {
      const since = interrupted ? say('activeInterrupted') : say('activeSince', { time: timeOf(sinceMs) });
      return { kind: 'person', name, detail: `${organisation} · ${since}`, live: !interrupted, picture };
    }),
    ...(report?.kind === 'asked' ? reportQuestion(report, say) : []),
    ...problemOf(draft.problem, say),
    { kind: 'buttons', buttons: [{ id: 'end', label: say('end'), role: 'danger', enabled: true }] },
    text(say('closeEnds'), 'quiet'),
    { kind: 'subheading', text: say('activeMay') },
    text(say('activeView')),
    taken('control', allowed.includes('control') ? 'activeControl' : 'activeControlOff'),
    taken('clipboard', allowed.includes('clipboard') ? 'activeClipboard' : 'activeClipboardOff'),
    ...comparison(state.participants, say),
    ...(report === null ? [] : reportOffer(report, say)),
  ];
}

function reportQuestion({ to }: ReportView, say: Say): WindowElement[] {
  return [
    { kind: 'notice', title: say('reportAsked', { name: to }), text: say('reportHolds') },
    {
      kind: 'buttons',
      buttons: [
        { id: 'report-refuse', label: say('reportRefuse'), role: 'plain', enabled: true },
        { id: 'report-send', label: say('reportSend'), role: 'plain', enabled: true },
      ],
    },
  ];
}

function reportOffer({ kind, to, sentTo }: ReportView, say: Say): WindowElement[] {
  if (kind === 'asked') return [];
  const isMaking = kind === 'making';
  const send = { id: 'report-send', label: say('reportSendTo', { name: to }), role: 'plain' } as const;
  return [
    { kind: 'subheading', text: say('reportTitle') },
    text(say('reportHolds'), 'quiet'),
    ...(kind === 'idle'
      ? []
      : [text(say(`report_${kind}`, { name: sentTo }), kind === 'failed' ? 'problem' : 'normal')]),
    { kind: 'buttons', buttons: [{ ...send, enabled: !isMaking }] },
  ];
}

/** For the bar, which has to stay on the screen with its buttons however long a name is: what is cut is its end. */
export function barText(participants: readonly ParticipantView[], news: readonly string[], say: Say): string {
  const short = participants.map((one) => {
    const letters = [...one.name];
    return letters.length > maxBarName ? { ...one, name: `${letters.slice(0, maxBarName).join('')}…` } : one;
  });
  const asBegun = news.map((one) => `${one.charAt(0).toUpperCase()}${one.slice(1)}`);
  return [...asBegun, connectedTitle(short, say)].join(' – ');
}

export function connectedTitle(participants: readonly ParticipantView[], say: Say): string {
  const [first] = participants;
  return participants.length === 1
    ? say('activeOneTitle', { name: first?.name ?? '' })
    : say('activeManyTitle', { count: String(participants.length) });
}

function comparison(participants: readonly ParticipantView[], say: Say): WindowElement[] {
  const known = participants.flatMap(({ name, words }) => (words === null ? [] : [{ name, words }]));
  const [first] = known;
  if (first === undefined) return [];
  return [
    { kind: 'subheading', text: say('wordsTitle') },
    text(known.length > 1 ? say('wordsMany') : say('wordsText', { name: first.name })),
    ...known.flatMap(({ name, words }): WindowElement[] => [
      ...(known.length > 1 ? [text(name)] : []),
      { kind: 'words', words },
    ]),
  ];
}

function receipt(visits: readonly Visit[], { say, timeOf }: Telling): WindowElement[] {
  if (visits.length === 0) return [];
  return [
    { kind: 'subheading', text: say('receipt') },
    ...visits.map(({ name, organisation, fromMs, toMs, deeds }): WindowElement => {
      const done = deeds.map((one) => say(`receipt_${one}`)).join(', ');
      const detail = say('receiptDetail', { organisation, from: timeOf(fromMs), to: timeOf(toMs), done });
      return { kind: 'person', name, detail, live: false };
    }),
  ];
}

function over(elements: readonly WindowElement[], say: Say): SessionPart {
  const close = { id: 'close', label: say('close'), role: 'primary', enabled: true } as const;
  return { elements: [...elements, { kind: 'buttons', buttons: [close] }], defaultButton: 'close' };
}

function problemOf(key: TextKey | null, say: Say): WindowElement[] {
  return key === null ? [] : [text(say(key), 'problem')];
}

function heading(words: string): WindowElement {
  return { kind: 'heading', text: words };
}

function text(words: string, tone: Extract<WindowElement, { kind: 'text' }>['tone'] = 'normal'): WindowElement {
  return { kind: 'text', text: words, tone };
}
