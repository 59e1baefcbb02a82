// What the terminal says in each state, and which numbers mean which answer. Pure.

import { assertNever } from '@nearhand/base';
import type { Permission } from '@nearhand/protocol';
import { isFinal } from '../consent-states.ts';
import type { ConsentAnswer, ConsentState, ConsentView, ReportView, Visit } from '../consent-view.ts';
import { failureKey } from '../failure-text.ts';
import type { TextKey } from '../texts/texts.ts';

type Say = (key: TextKey, values?: Readonly<Record<string, string>>) => string;

export interface Choice {
  readonly key: TextKey;
  readonly values?: Readonly<Record<string, string>>;
  readonly answer: ConsentAnswer;
}

/** The answers of a state, the first being number 1. */
export function choicesOf({ state, allowed, report }: ConsentView): Choice[] {
  switch (state.kind) {
    case 'asking':
      return [
        { key: 'terminalAllowAll', answer: { type: 'allow', permissions: state.asked } },
        ...(state.asked.length > 1
          ? [{ key: 'terminalAllowView', answer: { type: 'allow', permissions: ['view'] } } satisfies Choice]
          : []),
        ...(state.asked.includes('clipboard') && state.asked.length > 2
          ? [{ key: 'terminalAllowNoClipboard', answer: withoutClipboard(state.asked) } satisfies Choice]
          : []),
        { key: 'terminalDeny', answer: { type: 'deny' } },
      ];
    case 'waiting':
      return [{ key: 'changedMind', answer: { type: 'end' } }];
    case 'active':
      return [
        { key: 'terminalEnd', answer: { type: 'end' } },
        ...(allowed.includes('control')
          ? [{ key: 'terminalTakeBack', answer: { type: 'withdraw', permission: 'control' } } satisfies Choice]
          : []),
        ...(allowed.includes('clipboard')
          ? [{ key: 'terminalStopClipboard', answer: { type: 'withdraw', permission: 'clipboard' } } satisfies Choice]
          : []),
        ...reportChoices(report),
      ];
    default:
      return [];
  }
}

function reportChoices(report: ReportView | null): Choice[] {
  if (report === null || report.kind === 'making') return [];
  const send: ConsentAnswer = { type: 'report', send: true };
  if (report.kind !== 'asked') return [{ key: 'reportSendTo', values: { name: report.to }, answer: send }];
  return [
    { key: 'reportSend', answer: send },
    { key: 'reportRefuse', answer: { type: 'report', send: false } },
  ];
}

function withoutClipboard(asked: readonly Permission[]): ConsentAnswer {
  return { type: 'allow', permissions: asked.filter((one) => one !== 'clipboard') };
}

export function describeState(view: ConsentView, say: Say): string {
  const choices = choicesOf(view).map(({ key, values }, index) => `  ${index + 1} = ${say(key, values)}`);
  const limit = view.limit === 'none' ? [] : [say(`limit_${view.limit}`)];
  const away = view.away === 'no' || isFinal(view.state.kind) ? [] : [say(`offline_${view.away}`)];
  const writing = view.chat?.open ? [say('terminalChat')] : [];
  const question = choices.length === 0 ? [] : [say('terminalAsk'), ...choices, ...writing];
  return [...describe(view.state, say), ...describeReport(view.report, say), ...limit, ...away, ...question].join('\n');
}

function describeReport(report: ReportView | null, say: Say): string[] {
  if (report === null || report.kind === 'idle') return [];
  if (report.kind === 'asked') return [say('reportAsked', { name: report.to }), say('reportHolds')];
  return [say(`report_${report.kind}`, { name: report.sentTo })];
}

function describe(state: ConsentState, say: Say): string[] {
  switch (state.kind) {
    case 'connecting':
      return [say('connectingText')];
    case 'codeNeeded':
      return [...(state.problem === null ? [] : [say(state.problem)]), say('terminalCode')];
    case 'asking':
      return describeQuestion(state, say);
    case 'waiting':
      return [say('waitingTitle', { technician: state.asker.technician }), say('waitingText')];
    case 'active':
      return state.participants.flatMap(({ name, words, interrupted }) => [
        interrupted
          ? `${say('activeOneTitle', { name })} – ${say('activeInterrupted')}`
          : say('activeOneTitle', { name }),
        ...(words === null ? [] : [say('terminalWords', { words: words.join(' ') })]),
      ]);
    case 'ended':
      return [say('endedTitle'), say(`ended_${state.by}`), ...receipt(state.visits, say)];
    case 'denied':
      return [say('deniedTitle'), say('deniedText')];
    case 'failed':
      return [say('failedTitle'), say(failureKey(state.reason))];
    default:
      return assertNever(state);
  }
}

function describeQuestion({ asker, asked }: Extract<ConsentState, { kind: 'asking' }>, say: Say): string[] {
  const { technician, organisation } = asker;
  return [
    `${say('askingTitle', { technician })} (${say('askingFrom', { organisation })})`,
    say('askingIntro', { technician }),
    ...asked.map((one) => `  - ${say(`permission_${one}`)}`),
    `${say('warningTitle')} ${say('warningText')}`,
  ];
}

function receipt(visits: readonly Visit[], say: Say): string[] {
  const time = (ms: number): string => new Date(ms).toTimeString().slice(0, 5);
  return visits.map(({ name, organisation, fromMs, toMs, deeds }) => {
    const visit = say('receiptVisit', { name, organisation, from: time(fromMs), to: time(toMs) });
    return `${visit}${say('colon')}${deeds.map((one) => say(`receipt_${one}`)).join(', ')}`;
  });
}
