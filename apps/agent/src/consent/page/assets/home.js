// The page of a computer where its system has no windows: draws the content the agent streams, as a native window would,
// and tells what happens in it. Decides nothing; everything it sends is checked by the agent.

import { elements, fill, readOut, redraw, tag } from './elements.js';
import { shapeOf, widget, write } from './widgets.js';

/** @typedef {import('./content.js').Content} Content */
/** @typedef {import('./content.js').Happening} Happening */
/** @typedef {import('./content.js').Tab} Tab */

/** @type {{texts: Record<string, Record<string, string>>, locale: string, windowMark: string}} */
const data = JSON.parse(document.getElementById('data')?.textContent ?? '{}');
const { main, notice, languages, regions } = elements();
const bar = tag('button', { type: 'button', class: 'small' });
const barText = tag('span');
const tabs = tag('div', { role: 'tablist', class: 'tabs' });

/** @type {Content | null} */
let content = null;
let connected = false;
/** The tab in front. */
let front = '';
/** Of the content that last brought a tab to the front. */
let revision = 0;
let drawn = { shape: '', widgets: /** @type {import('./widgets.js').Widget[]} */ ([]) };
/** What happens is told in the order it happened. */
let telling = Promise.resolve();

languages.remove();
notice.removeAttribute('role');
notice.classList.add('bar');
notice.append(barText, bar);
notice.after(tabs);
bar.addEventListener('click', () => {
  if (content?.indicator) tell({ type: 'pressed', id: content.indicator.end.id });
});

function draw() {
  if (content === null || !connected) return drawLost();
  document.documentElement.lang = content.language;
  const indicator = content.indicator;
  document.title = `${indicator?.text ?? content.title} · ${data.windowMark}`;
  document.body.dataset['state'] = indicator === null ? 'home' : 'active';
  const tab = content.tabs.find(({ id }) => id === front) ?? content.tabs[0];
  if (tab === undefined) return;
  front = tab.id;
  drawBar(tab);
  drawTabs(content.tabs);
  drawTab(tab);
  readOut(main, regions);
}

function drawLost() {
  const locale = content?.language ?? data.locale;
  /** @param {string} key */
  const text = (key) => fill(data.texts[locale]?.[key] ?? '');
  const isLost = content !== null;
  notice.hidden = true;
  tabs.hidden = true;
  drawn = { shape: '', widgets: [] };
  document.body.dataset['state'] = isLost ? 'lost' : 'connecting';
  document.title = `${text('windowTitle')} · ${data.windowMark}`;
  const heading = tag('h1', { tabindex: '-1' }, text(isLost ? 'lostTitle' : 'connectingTitle'));
  const sign = tag('div', { class: `sign ${isLost ? 'off' : 'busy'}`, 'aria-hidden': 'true' });
  redraw(main, [sign, heading, tag('p', { class: 'lead' }, text(isLost ? 'homeLostText' : 'connectingText'))]);
}

/** Who is connected, with *End session*, where the tab in front does not say so. @param {Tab} tab */
function drawBar({ elements }) {
  const indicator = content?.indicator ?? null;
  const saysSo = elements.some(
    (one) => one.kind === 'buttons' && one.buttons.some(({ id }) => id === indicator?.end.id),
  );
  notice.hidden = indicator === null || saysSo;
  if (indicator === null) return;
  write(barText, indicator.text);
  write(bar, indicator.end.label);
}

/** @param {Tab[]} all */
function drawTabs(all) {
  tabs.hidden = false;
  tabs.setAttribute('aria-label', content?.title ?? '');
  if (tabs.children.length !== all.length || all.some(({ id }, index) => tabs.children[index]?.id !== `tab-${id}`)) {
    redraw(tabs, all.map(tabButton));
  }
  for (const [index, { id, label }] of all.entries()) {
    const button = tabs.children[index];
    if (!(button instanceof HTMLElement)) continue;
    write(button, label);
    button.setAttribute('aria-selected', String(id === front));
    button.tabIndex = id === front ? 0 : -1;
  }
}

/** @param {Tab} tab */
function tabButton({ id }) {
  const button = tag('button', { type: 'button', id: `tab-${id}`, role: 'tab', 'aria-controls': 'main' });
  button.addEventListener('click', () => turn(id));
  return button;
}

tabs.addEventListener('keydown', ({ key }) => {
  const all = content?.tabs ?? [];
  const at = all.findIndex(({ id }) => id === front);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[key];
  if (next === undefined) return;
  const tab = all[(next + all.length) % all.length];
  if (tab === undefined) return;
  turn(tab.id);
  document.getElementById(`tab-${tab.id}`)?.focus();
});

/** @param {string} id */
function turn(id) {
  front = id;
  draw();
  tell({ type: 'turned', tab: id });
}

/** @param {Tab} tab */
function drawTab(tab) {
  main.setAttribute('role', 'tabpanel');
  main.setAttribute('aria-labelledby', `tab-${tab.id}`);
  const shape = [tab.id, content?.language, ...tab.elements.map(shapeOf)].join('\n');
  if (shape === drawn.shape) {
    for (const [index, { update }] of drawn.widgets.entries()) update(tab.elements[index]);
    return;
  }
  const widgets = tab.elements.map((element) => widget(element, tell));
  drawn = { shape, widgets };
  redraw(
    main,
    widgets.map(({ node }) => node),
  );
}

main.addEventListener('keydown', (event) => {
  const tab = content?.tabs.find(({ id }) => id === front);
  const isField = event.target instanceof HTMLInputElement && event.target.type === 'text';
  if (event.key !== 'Enter' || event.isComposing || !isField || !tab?.defaultButton) return;
  event.preventDefault();
  document.getElementById(tab.defaultButton)?.click();
});

/** @param {Happening} happening */
function tell(happening) {
  const tab = content?.tabs.find(({ id }) => id === front);
  // What is in the fields is what is meant, also after the page was loaded again.
  const typed = happening.type === 'pressed' && happening.id === tab?.defaultButton ? fields() : [];
  telling = telling.then(async () => {
    for (const one of [...typed, happening]) if (!(await send(one))) return draw();
  });
}

/** @returns {Happening[]} */
function fields() {
  const inputs = [...main.querySelectorAll('input')].filter(({ type, disabled }) => type === 'text' && !disabled);
  return inputs.map(({ id, value }) => ({ type: 'edited', id, text: value }));
}

/** Whether it counted. @param {Happening} happening */
async function send(happening) {
  try {
    const response = await fetch('answer', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(happening),
    });
    return response.ok;
  } catch {
    // The program is gone, or starts again.
    return false;
  }
}

function watch() {
  const events = new EventSource('events');
  events.addEventListener('message', (message) => {
    /** @type {Content} */
    const next = JSON.parse(message.data);
    if (next.front.revision !== revision) front = next.front.tab;
    ({ revision } = next.front);
    content = next;
    connected = true;
    draw();
  });
  events.addEventListener('error', () => {
    connected = false;
    draw();
    // A browser that gave up tries again: the program may be started a second time.
    if (events.readyState !== EventSource.CLOSED) return;
    setTimeout(watch, 1000);
  });
}

draw();
watch();
