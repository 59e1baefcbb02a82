// What the page shows in each state: one heading, one thing to decide.

import { avatar } from './avatar.js';
import { tag } from './elements.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./view.js').State} State */
/** @typedef {import('./view.js').Participant} Participant */
/**
 * @typedef {object} Context
 * @property {string} kind the state's kind, `lost`, `left` or `elsewhere`
 * @property {import('./view.js').Account | null} account null: nothing is said of it
 * @property {View | null} view
 * @property {(key: string, values?: Record<string, string>) => string} text
 * @property {{unticked: string[], typed: string, sending: boolean}} draft
 * @property {string} locale
 * @property {(answer: import('./view.js').Answer) => Promise<void>} answer
 * @property {() => void} redraw
 * @property {string} problem a text's key, or empty
 */

/** @param {Context} context @returns {Node[]} */
export function drawState(context) {
  const { kind, text } = context;
  const state = context.view?.state;
  if (kind === 'lost') return plain('off', text('lostTitle'), text('lostText'));
  if (kind === 'elsewhere') return plain('off', text('elsewhereTitle'), text('elsewhereText'));
  if (kind === 'left') return plain('done', text('leftTitle'), text('closeWindow'));
  switch (state?.kind) {
    case 'codeNeeded':
      return drawCode(context, state);
    case 'asking':
      return drawQuestion(context, state);
    case 'waiting':
      return drawWaiting(context, state);
    case 'active':
      return drawActive(context, state);
    case 'ended':
      return drawReceipt(context, state);
    case 'denied':
      return plain('done', text('deniedTitle'), text('deniedText'), text('deniedMistake'), text('closeWindow'));
    case 'failed':
      return plain('off', text('failedTitle'), failure(context, state.reason), text('closeWindow'));
    default:
      return plain('busy', text('connectingTitle'), text('connectingText'));
  }
}

/** @param {Context} context @param {Extract<State, {kind: 'codeNeeded'}>} state */
function drawCode({ text, draft, answer, redraw, problem, account }, state) {
  const shown = problem || state.problem || '';
  const input = tag('input', {
    id: 'code',
    name: 'code',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    maxlength: '20',
    'aria-describedby': shown ? 'example code-problem' : 'example',
    'aria-invalid': String(shown !== ''),
  });
  input.value = draft.typed;
  input.addEventListener('input', () => {
    draft.typed = input.value;
  });
  const form = tag(
    'form',
    { novalidate: true },
    tag('label', { for: 'code' }, text('codeLabel')),
    input,
    tag('p', { id: 'example', class: 'hint' }, text('codeExample')),
    shown ? tag('p', { id: 'code-problem', class: 'problem', 'data-live': 'alert' }, text(shown)) : null,
    tag(
      'button',
      { id: 'continue', class: 'primary wide', 'aria-disabled': String(draft.sending) },
      text('codeContinue'),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (draft.sending) return;
    if (!/^\D*(\d\D*){9}$/.test(draft.typed)) {
      state.problem = 'codeShape';
      redraw();
      document.getElementById('code')?.focus();
      return;
    }
    void answer({ type: 'code', typed: draft.typed });
  });
  const leave = () => void answer({ type: 'computer' });
  return [
    heading(text('codeTitle')),
    tag('p', { class: 'lead' }, text('codeText')),
    form,
    ...(account === null ? [] : drawAccount(text, account, draft.sending, leave)),
  ];
}

/**
 * @param {Context['text']} text @param {import('./view.js').Account} account @param {boolean} isOff
 * @param {() => void} leave
 */
function drawAccount(text, account, isOff, leave) {
  const title = tag('h2', {}, text('accountTitle'));
  if (account.kind === 'installed') return [title, tag('p', { class: 'hint' }, text('accountInstalled'))];
  const isNone = account.kind === 'none';
  const words = isNone ? text('accountNone') : text('accountLinked', { name: account.name, server: account.server });
  const label = text(isNone ? 'accountAdd' : 'accountShow');
  return [
    title,
    tag('p', { class: 'hint' }, words),
    isNone || account.sameServer ? button('computer', 'secondary wide', label, isOff, leave) : null,
  ].filter((part) => part !== null);
}

/** @param {Context} context @param {Extract<State, {kind: 'asking'}>} state */
function drawQuestion({ text, draft, answer, redraw, problem }, state) {
  const { technician, organisation, picture } = state.asker;
  const ticked = state.asked.filter((one) => !draft.unticked.includes(one));
  const choices = state.asked.map((permission) => {
    const box = tag('input', {
      type: 'checkbox',
      id: `may-${permission}`,
      checked: ticked.includes(permission),
      'aria-describedby': `more-${permission}`,
    });
    box.addEventListener('change', () => {
      draft.unticked = box.checked
        ? draft.unticked.filter((one) => one !== permission)
        : [...draft.unticked, permission];
      redraw();
    });
    return tag(
      'li',
      {},
      box,
      tag('label', { for: `may-${permission}` }, text(`permission_${permission}`)),
      tag('p', { id: `more-${permission}`, class: 'hint' }, text(`permission_${permission}_more`)),
    );
  });
  const blind = !ticked.includes('view');
  const { sending } = draft;
  const deny = button('deny', 'secondary', text('deny'), sending, () => void answer({ type: 'deny' }));
  const giving = () => void answer({ type: 'allow', permissions: ticked });
  const allow = button('allow', 'primary', text('allow'), sending || blind, giving);
  return [
    tag(
      'div',
      { class: 'person' },
      avatar(technician, picture),
      tag(
        'div',
        {},
        heading(text('askingTitle', { technician })),
        tag('p', { class: 'from' }, text('askingFrom', { organisation })),
      ),
    ),
    tag('h2', {}, text('askingIntro', { technician })),
    tag('ul', { class: 'choices' }, ...choices),
    tag(
      'section',
      { class: 'warning', 'aria-labelledby': 'warning-title' },
      tag('h2', { id: 'warning-title' }, text('warningTitle')),
      tag('p', {}, text('warningText')),
    ),
    blind || problem ? tag('p', { class: 'problem', 'data-live': 'alert' }, text(blind ? 'needsView' : problem)) : null,
    tag('div', { class: 'buttons' }, deny, allow),
    tag('p', { class: 'hint centre' }, text('askingEnd')),
  ].filter((part) => part !== null);
}

/** @param {Context} context @param {Extract<State, {kind: 'waiting'}>} state */
function drawWaiting({ text, draft, answer, problem }, state) {
  return [
    sign('calm'),
    heading(text('waitingTitle', { technician: state.asker.technician })),
    tag('p', { class: 'lead' }, text('waitingText')),
    tag('p', {}, text('waitingKeep')),
    ...problemLine(text, problem),
    button('end', 'secondary wide', text('changedMind'), draft.sending, () => void answer({ type: 'end' })),
  ];
}

/** @param {Context} context @param {Extract<State, {kind: 'active'}>} state */
function drawActive(context, state) {
  const { text, draft, answer, view, problem } = context;
  const [first] = state.participants;
  const title =
    state.participants.length === 1
      ? text('activeOneTitle', { name: first?.name ?? '' })
      : text('activeManyTitle', { count: String(state.participants.length) });
  /** @param {string} permission @param {string} on @param {string} off */
  const granted = (permission, on, off) => {
    if (!view?.allowed.includes(permission)) return tag('li', { class: 'off' }, tag('span', {}, text(off)));
    const takeBack = () => void answer({ type: 'withdraw', permission });
    return tag(
      'li',
      {},
      tag('span', { id: `granted-${permission}` }, text(on)),
      button(`take-${permission}`, 'small', text('takeBack'), draft.sending, takeBack, `granted-${permission}`),
    );
  };
  return [
    tag('div', { class: 'live' }, tag('span', { class: 'dot', 'aria-hidden': 'true' }), heading(title)),
    tag('ul', { class: 'people' }, ...state.participants.map((one) => drawParticipant(context, one))),
    ...(view?.report?.kind === 'asked' ? drawReportQuestion(context, view.report) : []),
    ...problemLine(text, problem),
    button('end', 'danger wide', text('end'), draft.sending, () => void answer({ type: 'end' })),
    tag('p', { class: 'hint centre' }, text('closeEnds')),
    tag('h2', {}, text('activeMay')),
    tag(
      'ul',
      { class: 'granted' },
      tag('li', {}, tag('span', {}, text('activeView'))),
      granted('control', 'activeControl', 'activeControlOff'),
      granted('clipboard', 'activeClipboard', 'activeClipboardOff'),
    ),
    ...drawWords(context, state.participants),
    ...(view?.report && view.report.kind !== 'asked' ? drawReportOffer(context, view.report) : []),
  ];
}

/** @param {Context} context @param {import('./view.js').Report} report */
function drawReportQuestion({ text, draft, answer }, { to }) {
  const send = (/** @type {boolean} */ yes) => () => void answer({ type: 'report', send: yes });
  return [
    tag(
      'section',
      { class: 'warning', 'aria-labelledby': 'report-asked' },
      tag('h2', { id: 'report-asked', 'data-live': 'alert' }, text('reportAsked', { name: to })),
      tag('p', {}, text('reportHolds')),
      tag(
        'div',
        { class: 'buttons' },
        button('refuse-report', 'secondary', text('reportRefuse'), draft.sending, send(false)),
        button('send-report', 'secondary', text('reportSend'), draft.sending, send(true)),
      ),
    ),
  ];
}

/** @param {Context} context @param {import('./view.js').Report} report */
function drawReportOffer({ text, draft, answer }, { kind, to, sentTo }) {
  const isBusy = draft.sending || kind === 'making';
  const send = () => void answer({ type: 'report', send: true });
  return [
    tag('h2', {}, text('reportTitle')),
    tag('p', { class: 'hint', id: 'report-holds' }, text('reportHolds')),
    tag('p', { 'data-live': 'status' }, kind === 'idle' ? '' : text(`report_${kind}`, { name: sentTo })),
    button('send-report', 'secondary wide', text('reportSendTo', { name: to }), isBusy, send, 'report-holds'),
  ];
}

/** @param {Context} context @param {Participant} participant */
function drawParticipant({ text, locale }, participant) {
  const since = text('activeSince', { time: clockTime(participant.sinceMs, locale) });
  return tag(
    'li',
    {},
    avatar(participant.name, participant.picture),
    tag(
      'div',
      {},
      tag('strong', {}, participant.name),
      tag('span', { class: 'hint' }, `${participant.organisation} · ${since}`),
      participant.interrupted ? tag('span', { class: 'hint' }, text('activeInterrupted')) : null,
    ),
  );
}

/** @param {Context} context @param {Participant[]} participants */
function drawWords({ text }, participants) {
  const known = participants.filter((one) => one.words !== null);
  if (known.length === 0) return [];
  const lines = known.map((one) => {
    const words = (one.words ?? []).map((word) => tag('b', {}, word));
    return tag(
      'p',
      { class: 'words' },
      known.length > 1 ? tag('span', {}, `${one.name}: `) : null,
      ...words.flatMap((word) => [word, ' ']),
    );
  });
  const intro = known.length > 1 ? text('wordsMany') : text('wordsText', { name: known[0]?.name ?? '' });
  return [tag('h2', {}, text('wordsTitle')), tag('p', {}, intro), ...lines];
}

/** @param {Context} context @param {Extract<State, {kind: 'ended'}>} state */
function drawReceipt({ text, locale }, state) {
  const visits = state.visits.map((visit) => {
    const values = {
      name: visit.name,
      organisation: visit.organisation,
      from: clockTime(visit.fromMs, locale),
      to: clockTime(visit.toMs, locale),
    };
    return tag(
      'li',
      {},
      tag('strong', {}, text('receiptVisit', values)),
      tag('span', { class: 'hint' }, visit.deeds.map((deed) => text(`receipt_${deed}`)).join(', ')),
    );
  });
  return [
    sign('done'),
    heading(text('endedTitle')),
    tag('p', { class: 'lead' }, text(`ended_${state.by}`)),
    tag('h2', {}, text('receipt')),
    visits.length === 0 ? tag('p', {}, text('receiptNobody')) : tag('ul', { class: 'receipt' }, ...visits),
    tag('p', { class: 'hint' }, text('closeWindow')),
  ];
}

/** @param {Context} context @param {string} reason */
function failure({ text }, reason) {
  const key = `failed_${reason}`;
  const special = text(key);
  return special === key ? text('failed_other') : special;
}

/** @param {string} kind @param {string} title @param {...string} lines */
function plain(kind, title, ...lines) {
  const [first = '', ...rest] = lines;
  return [sign(kind), heading(title), tag('p', { class: 'lead' }, first), ...rest.map((line) => tag('p', {}, line))];
}

/** @param {string} words */
function heading(words) {
  return tag('h1', { tabindex: '-1' }, words);
}

/** @param {string} kind one of busy, calm, done, off */
function sign(kind) {
  return tag('div', { class: `sign ${kind}`, 'aria-hidden': 'true' });
}

/** @param {Context['text']} text @param {string} problem */
function problemLine(text, problem) {
  return problem ? [tag('p', { class: 'problem', 'data-live': 'alert' }, text(problem))] : [];
}

/**
 * Without the attribute `disabled`, which would take the focus from whoever pressed it.
 * @param {string} id @param {string} kind @param {string} words @param {boolean} isOff @param {() => void} press
 * @param {string} [describedBy] id of what it is about
 */
function button(id, kind, words, isOff, press, describedBy) {
  const about = describedBy === undefined ? {} : { 'aria-describedby': describedBy };
  const element = tag('button', { type: 'button', id, class: kind, 'aria-disabled': String(isOff), ...about }, words);
  element.addEventListener('click', () => {
    if (!isOff) press();
  });
  return element;
}

/** @param {number} timeMs @param {string} locale */
function clockTime(timeMs, locale) {
  const own = navigator.languages.find((one) => one.startsWith(locale)) ?? locale;
  return new Intl.DateTimeFormat(own, { hour: 'numeric', minute: '2-digit' }).format(timeMs);
}
