// The page of a computer where its system has no windows: draws the content the agent streams, as a native window would,
// and tells what happens in it. Decides nothing; everything it sends is checked by the agent.

import { elements, readOut, tag } from './elements.js';
import { isCurrent, remember, remembered, send, watch } from './link.js';
import { Panel, write } from './widgets.js';

/** @typedef {import('./content.js').Content} Content */
/** @typedef {import('./content.js').Happening} Happening */
/** @typedef {import('./content.js').Tab} Tab */

/** @type {{texts: Record<string, Record<string, string>>, locale: string, windowMark: string}} */
const data = JSON.parse(document.getElementById('data')?.textContent ?? '{}');
const { main, notice, languages, regions } = elements();
const bar = tag('button', { type: 'button', class: 'small' });
const barText = tag('span');
const tabs = tag('div', { role: 'tablist', class: 'tabs' });
const problem = tag('p', { class: 'notice problem', role: 'alert', hidden: true });
const panel = new Panel(main, tell);

/** @type {Content | null} */
let content = null;
/** Why there is nothing to draw. @type {'connecting' | 'lost' | 'elsewhere' | null} */
let absence = 'connecting';
/** The tab in front. */
let front = remembered('tab') ?? '';
/** Of the content that last brought a tab to the front. */
let revision = 0;
/** What was in sight before, for those who hear what is new. */
let known = { tab: '', texts: /** @type {string[]} */ ([]), indicator: '' };
/** What happens is told in the order it happened. */
let telling = Promise.resolve();
let untold = 0;

languages.remove();
notice.removeAttribute('role');
notice.classList.add('bar');
notice.append(barText, bar);
notice.after(tabs, problem);
bar.addEventListener('click', () => {
  if (content?.indicator) tell({ type: 'pressed', id: content.indicator.end.id });
});

function draw() {
  const before = document.activeElement;
  if (content === null || absence !== null) drawAbsence();
  else drawContent(content);
  // Gone, or about to be.
  const isLost = document.activeElement === document.body || document.activeElement?.closest('[hidden]');
  if (before !== document.body && isLost) {
    const place = absence === null ? document.getElementById(`tab-${front}`) : main.querySelector('h1');
    place?.focus({ preventScroll: true });
  }
}

/** @param {Content} shown */
function drawContent(shown) {
  document.documentElement.lang = shown.language;
  document.title = `${shown.indicator?.text ?? shown.title} · ${data.windowMark}`;
  document.body.dataset['state'] = shown.indicator === null ? 'home' : 'active';
  const tab = shown.tabs.find(({ id }) => id === front) ?? shown.tabs[0];
  if (tab === undefined) return;
  front = tab.id;
  drawBar(shown, tab);
  drawTabs(shown);
  main.setAttribute('role', 'tabpanel');
  main.setAttribute('aria-labelledby', `tab-${tab.id}`);
  panel.draw(tab.elements);
  readOut(main, { alert: regions.alert });
  announce(shown, tab);
}

/** There is no content to be seen. */
function drawAbsence() {
  const kind = absence ?? 'connecting';
  notice.hidden = true;
  tabs.hidden = true;
  problem.hidden = true;
  known = { tab: '', texts: [], indicator: '' };
  main.removeAttribute('role');
  main.removeAttribute('aria-labelledby');
  for (const region of Object.values(regions)) write(region, '');
  document.body.dataset['state'] = kind;
  document.title = `${text('windowTitle')} · ${data.windowMark}`;
  const title = { connecting: 'connectingTitle', lost: 'lostTitle', elsewhere: 'elsewhereTitle' }[kind];
  const words = { connecting: 'connectingText', lost: 'homeLostText', elsewhere: 'elsewhereText' }[kind];
  const sign = tag('div', { class: `sign ${kind === 'connecting' ? 'busy' : 'off'}`, 'aria-hidden': 'true' });
  panel.clear();
  main.append(sign, tag('h1', { tabindex: '-1' }, text(title)), tag('p', { class: 'lead' }, text(words)));
}

/** Who is connected, with *End session*, where the tab in front does not say so. @param {Content} shown @param {Tab} tab */
function drawBar({ indicator }, { elements }) {
  const saysSo = elements.some(
    (one) => one.kind === 'buttons' && one.buttons.some(({ id }) => id === indicator?.end.id),
  );
  notice.hidden = indicator === null || saysSo;
  if (indicator === null) return;
  write(barText, indicator.text);
  write(bar, indicator.end.label);
}

/** @param {Content} shown */
function drawTabs({ tabs: all, title }) {
  tabs.hidden = false;
  tabs.setAttribute('aria-label', title);
  const before = [...tabs.children].map(({ id }) => id);
  const wanted = all.map(({ id }) => `tab-${id}`);
  for (const id of before) if (!wanted.includes(id)) document.getElementById(id)?.remove();
  for (const [index, { id, label }] of all.entries()) {
    const button = document.getElementById(`tab-${id}`) ?? tabButton(id);
    if (tabs.children[index] !== button) tabs.insertBefore(button, tabs.children[index] ?? null);
    write(button, label);
    button.setAttribute('aria-selected', String(id === front));
    button.tabIndex = id === front ? 0 : -1;
  }
}

/** @param {string} id */
function tabButton(id) {
  const button = tag('button', { type: 'button', id: `tab-${id}`, role: 'tab', 'aria-controls': 'main' });
  button.addEventListener('click', () => turn(id));
  return button;
}

tabs.addEventListener('keydown', (event) => {
  const all = content?.tabs ?? [];
  const at = all.findIndex(({ id }) => id === front);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  const tab = all[(next + all.length) % all.length];
  if (tab === undefined) return;
  turn(tab.id);
  document.getElementById(`tab-${tab.id}`)?.focus();
});

/** @param {string} id */
function turn(id) {
  front = id;
  remember('tab', id);
  draw();
  tell({ type: 'turned', tab: id });
}

/** A message came: its tab is brought to the front, unless somebody is typing. @param {string} id */
function called(id) {
  const focused = document.activeElement;
  if (focused instanceof HTMLInputElement && focused.type === 'text') return tell({ type: 'turned', tab: front });
  front = id;
  if (focused?.getAttribute('role') === 'tab') document.getElementById(`tab-${id}`)?.focus();
}

/** For screen readers: who is connected, and what is new in the tab. @param {Content} shown @param {Tab} tab */
function announce({ indicator }, { id, elements }) {
  const texts = elements.flatMap((one) => (one.kind === 'text' && one.tone === 'normal' ? [one.text] : []));
  const people = indicator?.text ?? '';
  const news = [
    ...(people === known.indicator ? [] : [people === '' ? text('homeNobody') : people]),
    ...(id === known.tab ? texts.filter((one) => !known.texts.includes(one) && one !== text('homeNobody')) : []),
  ];
  if (news.length > 0) write(regions.status, news.join(' '));
  known = { tab: id, texts, indicator: people };
}

main.addEventListener('keydown', (event) => {
  const tab = content?.tabs.find(({ id }) => id === front);
  const isField = event.target instanceof HTMLInputElement && event.target.type === 'text';
  if (event.key !== 'Enter' || event.isComposing || !isField || !tab?.defaultButton) return;
  event.preventDefault();
  if (!event.repeat) document.getElementById(tab.defaultButton)?.click();
});

/** @param {Happening} happening */
function tell(happening) {
  const tab = content?.tabs.find(({ id }) => id === front);
  // What is in the fields counts, and is told, when their button is pressed.
  const typed = happening.type === 'pressed' && happening.id === tab?.defaultButton ? panel.takeTyped() : [];
  problem.hidden = true;
  untold++;
  telling = telling.then(async () => {
    let isTaken = true;
    for (const one of [...typed, happening]) isTaken &&= await send(one);
    untold--;
    if (!isTaken && absence === null && happening.type !== 'turned') {
      panel.giveBack(typed);
      problem.textContent = text('failedAnswer');
      problem.hidden = false;
    }
    drawCurrent();
  });
}

/** What was done just now is not taken back by what was on its way. */
function drawCurrent() {
  if (untold === 0 && isCurrent()) draw();
}

/** @param {string} key */
function text(key) {
  return data.texts[content?.language ?? data.locale]?.[key] ?? '';
}

draw();
watch({
  shown(/** @type {Content} */ next) {
    const isCalled = next.front.revision > revision && (content !== null || front === '');
    ({ revision } = next.front);
    content = next;
    absence = null;
    panel.follow(next.tabs.flatMap(({ elements }) => elements));
    if (isCalled) called(next.front.tab);
    drawCurrent();
    return true;
  },
  elsewhere() {
    absence = 'elsewhere';
    draw();
  },
  lost() {
    absence = content === null ? 'connecting' : 'lost';
    draw();
  },
});
