// The consent page in the browser: draws the view the agent streams and sends answers back. Decides nothing; everything
// it sends is checked by the agent. Served as it is, so plain JavaScript with types in comments.

import { Chat } from './chat.js';
import { elements, fill, readOut, redraw, tag } from './elements.js';
import { remember, remembered, send, watch } from './link.js';
import { drawState } from './states.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./view.js').Answer} Answer */

const source = document.getElementById('data')?.textContent ?? '{}';
/** @type {{texts: Record<string, Record<string, string>>, locale: string, windowMark: string, account: import('./view.js').Account | null}} */
const data = JSON.parse(source);
const { main, notice, languages, regions } = elements();

let locale = remembered('locale') ?? data.locale;
/** @type {View | null} */
let view = null;
let connected = false;
/** Why the last answer did not count, as a text's key. */
let problem = '';
/** What the person ticked or typed in the state that is shown, so that drawing again does not lose it. */
let draft = { unticked: /** @type {string[]} */ ([]), typed: '', sending: false };
let drawnKind = '';
/** What came in place of this page: the computer's own, or the same in another tab. */
let successor = /** @type {'left' | 'elsewhere' | null} */ (null);
const chat = new Chat(send, text);

/** @param {string} key @param {Record<string, string>} [values] */
function text(key, values) {
  return fill(data.texts[locale]?.[key] ?? data.texts['en']?.[key] ?? key, values);
}

function draw() {
  if (view !== null) remember('unticked', draft.unticked.join(' '));
  document.documentElement.lang = locale;
  drawLanguages();
  drawNotice();
  const kind = connected || view?.final ? (view?.state.kind ?? 'connecting') : view === null ? 'connecting' : 'lost';
  document.body.dataset['state'] = kind;
  const parts = drawState({
    kind: successor ?? kind,
    account: data.account,
    view,
    text,
    draft,
    locale,
    answer,
    redraw: draw,
    problem,
  });
  redraw(main, parts);
  readOut(main, regions);
  const heading = main.querySelector('h1');
  document.title = `${chat.unread > 0 ? `(${chat.unread}) ` : ''}${heading?.textContent ?? ''} · ${text('windowTitle')} · ${data.windowMark}`;
  chat.draw(main, connected || view?.final ? (view?.chat ?? null) : null, locale);
  const isWriting = document.activeElement instanceof HTMLTextAreaElement;
  if (drawnKind !== '' && drawnKind !== kind && !isWriting) heading?.focus();
  drawnKind = kind;
}

function drawNotice() {
  const words = [];
  if (view && connected && !view.final && view.away !== 'no') words.push(text(`offline_${view.away}`));
  if (view && !view.final && view.limit !== 'none') words.push(text(`limit_${view.limit}`));
  const shown = words.join(' ');
  if (notice.textContent !== shown) notice.textContent = shown;
  notice.hidden = shown === '';
}

function drawLanguages() {
  const buttons = Object.entries(data.texts).map(([code, words]) => {
    const current = code === locale;
    const name = words['languageName'] ?? code;
    const button = tag('button', { type: 'button', lang: code, 'aria-pressed': String(current) }, name);
    button.addEventListener('click', () => {
      locale = code;
      remember('locale', code);
      draw();
    });
    return button;
  });
  const hadFocus = languages.contains(document.activeElement);
  languages.setAttribute('aria-label', text('language'));
  languages.replaceChildren(...buttons);
  if (hadFocus) /** @type {HTMLElement | null} */ (languages.querySelector('[aria-pressed="true"]'))?.focus();
}

/** @param {Answer} given */
async function answer(given) {
  draft.sending = true;
  problem = '';
  draw();
  if (!(await send(given))) problem = 'failedAnswer';
  else if (given.type === 'computer') successor = 'left';
  draft.sending = false;
  draw();
}

addEventListener('beforeunload', (event) => {
  if (connected && view?.state.kind === 'active') event.preventDefault();
});

draw();
watch({
  shown(/** @type {View} */ next) {
    if (view?.state.kind !== next.state.kind) {
      // What was unticked stays so when the page is loaded again while the question is open.
      const isAgain = next.state.kind === 'asking' && view === null;
      const unticked = isAgain ? (remembered('unticked') ?? '').split(' ').filter((one) => one !== '') : [];
      draft = { unticked, typed: draft.typed, sending: false };
      problem = '';
    }
    view = next;
    connected = true;
    draw();
    return !next.final;
  },
  elsewhere() {
    connected = false;
    successor = 'elsewhere';
    draw();
  },
  lost() {
    if (view?.final) return;
    connected = false;
    draw();
  },
});
