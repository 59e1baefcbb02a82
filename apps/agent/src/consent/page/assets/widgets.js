// The elements of a window's content as parts of a page. Each is made once and then changed in place, so that whoever types
// or is at a button stays there.

import { avatar } from './avatar.js';
import { tag } from './elements.js';

/** @typedef {import('./content.js').Element} Element */
/** @typedef {import('./content.js').Happening} Happening */
/**
 * @typedef {object} Widget
 * @property {HTMLElement} node
 * @property {(element: any, next?: Element) => void} update with one of the same shape, and what stands below it
 */
/** @typedef {(happening: Happening) => void} Tell */

/** A line that leaves its field as soon as it is sent. */
const sentLine = 'message';

/** What a field holds: `base` came from the agent, or was told to it. */
/** @typedef {{base: string, value: string}} Typed */

/** The elements of a tab in a place of the page. What stays is not touched: neither the keyboard nor what is being typed. */
export class Panel {
  #place;
  #tell;
  /** @type {{key: string, widget: Widget}[]} */
  #drawn = [];
  /** @type {Map<string, Typed>} */
  #typed = new Map();

  /** @param {HTMLElement} place @param {Tell} tell */
  constructor(place, tell) {
    this.#place = place;
    this.#tell = tell;
    this.clear();
  }

  clear() {
    this.#drawn = [];
    this.#place.replaceChildren();
  }

  /** @param {Element[]} elements */
  draw(elements) {
    const before = [...this.#drawn];
    this.#drawn = elements.map((element) => {
      const key = keyOf(element);
      const at = before.findIndex((one) => one.key === key);
      const [kept] = at < 0 ? [] : before.splice(at, 1);
      return kept ?? { key, widget: make(element, this.#tell, this.#typed) };
    });
    const nodes = this.#drawn.map(({ widget }) => widget.node);
    const gone = [...this.#place.children].filter((node) => !nodes.some((one) => one === node));
    for (const node of gone) node.remove();
    for (const [index, node] of nodes.entries()) {
      const there = this.#place.children[index] ?? null;
      if (there !== node) this.#place.insertBefore(node, there);
    }
    for (const [index, { widget }] of this.#drawn.entries()) widget.update(elements[index], elements[index + 1]);
  }

  /** Another conversation begins with an empty line. @param {Element[]} elements of all tabs */
  follow(elements) {
    if (!elements.some((one) => one.kind === 'field' && one.id === sentLine)) this.#typed.delete(sentLine);
  }

  /** What the fields hold, to be told before their button. @returns {Extract<Happening, {type: 'edited'}>[]} */
  takeTyped() {
    const inputs = [...this.#place.querySelectorAll('input')].filter(
      ({ type, disabled }) => type === 'text' && !disabled,
    );
    return inputs.map((input) => {
      const { id, value } = input;
      if (id === sentLine) input.value = '';
      this.#typed.set(id, { base: input.value, value: input.value });
      return { type: 'edited', id, text: value };
    });
  }

  /** They were not taken. @param {Extract<Happening, {type: 'edited'}>[]} typed */
  giveBack(typed) {
    for (const { id, text } of typed) {
      const input = document.getElementById(id);
      if (id !== sentLine || !(input instanceof HTMLInputElement)) continue;
      input.value = [text, input.value].filter((part) => part !== '').join(' ');
      this.#typed.set(id, { base: '', value: input.value });
    }
  }
}

/** Equal for elements that differ in nothing but their texts and states. @param {Element} element */
function keyOf(element) {
  switch (element.kind) {
    case 'text':
      return `text ${element.tone}`;
    case 'person':
    case 'words':
      return JSON.stringify(element);
    case 'check':
    case 'field':
      return `${element.kind} ${element.id}`;
    case 'choice':
      return JSON.stringify(['choice', element.id, element.options]);
    case 'buttons':
      return JSON.stringify(element.buttons.map(({ id, role }) => [id, role]));
    default:
      return element.kind;
  }
}

/** @param {Element} element @param {Tell} tell @param {Map<string, Typed>} typed @returns {Widget} */
function make(element, tell, typed) {
  switch (element.kind) {
    case 'heading':
      return words('h1', { tabindex: '-1' });
    case 'subheading':
      return words('h2', {});
    case 'text':
      return words('p', toneOf(element.tone));
    case 'person':
      return person(element);
    case 'notice':
      return notice();
    case 'words':
      return still(tag('p', { class: 'words' }, ...element.words.map((word) => tag('b', {}, word))));
    case 'check':
      return check(element, tell);
    case 'field':
      return field(element, typed);
    case 'choice':
      return choice(element, tell);
    case 'buttons':
      return buttons(element, tell);
    case 'log':
      return log();
  }
}

/** @param {string} tone @returns {Record<string, string>} */
function toneOf(tone) {
  if (tone === 'problem') return { class: 'problem', 'data-live': 'alert' };
  return tone === 'quiet' ? { class: 'hint' } : {};
}

/** @param {HTMLElement} node @returns {Widget} */
function still(node) {
  return { node, update() {} };
}

/** @param {'h1' | 'h2' | 'p'} name @param {Record<string, string>} attributes @returns {Widget} */
function words(name, attributes) {
  const node = tag(name, { dir: 'auto', ...attributes });
  return { node, update: ({ text }) => write(node, text) };
}

/** @param {Extract<Element, {kind: 'person'}>} element @returns {Widget} */
function person({ name, detail, picture }) {
  const about = tag('div', {}, tag('strong', {}, name), tag('span', { class: 'hint' }, detail));
  return still(tag('ul', { class: 'people' }, tag('li', {}, avatar(name, picture), about)));
}

/** @returns {Widget} */
function notice() {
  const title = tag('h2');
  const text = tag('p');
  return {
    node: tag('section', { class: 'warning' }, title, text),
    update(element) {
      write(title, element.title);
      write(text, element.text);
    },
  };
}

/** @param {Extract<Element, {kind: 'check'}>} element @param {Tell} tell @returns {Widget} */
function check({ id }, tell) {
  const box = tag('input', { type: 'checkbox', id, 'aria-describedby': `${id}-more` });
  const label = tag('label', { for: id });
  const detail = tag('p', { id: `${id}-more`, class: 'hint' });
  box.addEventListener('change', () => tell({ type: 'checked', id, checked: box.checked }));
  return {
    node: tag('div', { class: 'check' }, box, label, detail),
    update(element) {
      write(label, element.label);
      write(detail, element.detail);
      detail.hidden = element.detail === '';
      box.checked = element.checked;
      box.disabled = !element.enabled;
    },
  };
}

/** @param {Extract<Element, {kind: 'field'}>} element @param {Map<string, Typed>} typed @returns {Widget} */
function field({ id, maxLength }, typed) {
  const more = { maxlength: String(maxLength), autocomplete: 'off', spellcheck: String(id === sentLine) };
  const input = tag('input', { id, 'aria-describedby': `${id}-hint`, ...more });
  const label = tag('label', { for: id });
  const hint = tag('p', { id: `${id}-hint`, class: 'hint' });
  input.value = typed.get(id)?.value ?? '';
  input.addEventListener('input', () => typed.set(id, { base: typed.get(id)?.base ?? '', value: input.value }));
  return {
    node: tag('div', { class: 'field' }, label, input, hint),
    update(/** @type {Extract<Element, {kind: 'field'}>} */ element, next) {
      write(label, element.label);
      write(hint, element.hint);
      hint.hidden = element.hint === '';
      input.setAttribute('aria-invalid', String(next?.kind === 'text' && next.tone === 'problem'));
      input.disabled = !element.enabled;
      // What is being typed stays.
      const { base, value } = typed.get(id) ?? { base: '', value: '' };
      if (value !== base) return;
      typed.set(id, { base: element.text, value: element.text });
      if (input.value !== element.text) input.value = element.text;
    },
  };
}

/** @param {Extract<Element, {kind: 'choice'}>} element @param {Tell} tell @returns {Widget} */
function choice({ id, options }, tell) {
  const label = tag('label', { for: id });
  const select = tag('select', { id }, ...options.map((one) => tag('option', { value: one.id }, one.label)));
  select.addEventListener('change', () => tell({ type: 'chosen', id, option: select.value }));
  return {
    node: tag('div', { class: 'field' }, label, select),
    update(element) {
      write(label, element.label);
      select.value = element.chosen;
    },
  };
}

const classes = { primary: 'primary', danger: 'danger', plain: 'secondary' };

/** @param {Extract<Element, {kind: 'buttons'}>} element @param {Tell} tell @returns {Widget} */
function buttons({ buttons: all }, tell) {
  const nodes = all.map(({ id, role }) => {
    const size = all.length === 1 ? ' wide' : '';
    const node = tag('button', { type: 'button', id, class: `${classes[role]}${size}` });
    node.addEventListener('click', () => {
      if (node.getAttribute('aria-disabled') !== 'true') tell({ type: 'pressed', id });
    });
    return node;
  });
  return {
    node: tag('div', { class: all.length === 1 ? '' : 'buttons' }, ...nodes),
    update(/** @type {Extract<Element, {kind: 'buttons'}>} */ element) {
      for (const [index, { label, enabled }] of element.buttons.entries()) {
        const node = nodes[index];
        if (node === undefined) continue;
        write(node, label);
        // Without `disabled`, which would take the focus from whoever pressed it.
        node.setAttribute('aria-disabled', String(!enabled));
      }
    },
  };
}

/** @returns {Widget} */
function log() {
  const node = tag('div', { class: 'lines', role: 'log', tabindex: '0' });
  /** @type {string[]} */
  let known = [];
  return {
    node,
    update(/** @type {Extract<Element, {kind: 'log'}>} */ { label, lines }) {
      node.setAttribute('aria-label', label);
      const next = lines.map((line) => JSON.stringify(line));
      // Another conversation, or one that became too long.
      if (known.some((line, index) => line !== next[index])) {
        node.replaceChildren();
        known = [];
      }
      if (next.length === known.length) return;
      for (const { who, text } of lines.slice(known.length)) {
        node.append(tag('div', {}, tag('strong', { dir: 'auto' }, who), tag('span', { dir: 'auto' }, text)));
      }
      known = next;
      requestAnimationFrame(() => node.scrollTo({ top: node.scrollHeight }));
    },
  };
}

/** What is the same already is not said again. @param {HTMLElement} node @param {string} text */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
