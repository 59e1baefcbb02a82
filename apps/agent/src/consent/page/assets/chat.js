// The chat below the page's main part. Unlike that it is never drawn anew: somebody may be writing while something comes.

import { tag } from './elements.js';

/** @typedef {import('./view.js').Chat} View */
/** @typedef {import('./view.js').Answer} Answer */

const maxLength = '1000';

export class Chat {
  /** Lines of others that came while the page was not looked at. */
  unread = 0;
  #send;
  #text;
  #known = new Set();
  #isBegun = false;
  #title = tag('h2', { id: 'chat-title' });
  #list = tag('div', { class: 'lines', role: 'log', 'aria-labelledby': 'chat-title', tabindex: '0' });
  #label = tag('label', { for: 'message' });
  #field = tag('textarea', { id: 'message', rows: '2', maxlength: maxLength, 'aria-describedby': 'chat-warning' });
  #warning = tag('p', { id: 'chat-warning', class: 'hint' });
  #problem = tag('p', { class: 'problem', role: 'alert' });
  #button = tag('button', { class: 'primary wide' });
  #form = tag('form', { novalidate: true });
  #section = tag('section', { class: 'chat', 'aria-labelledby': 'chat-title' });
  #empty = tag('div', { class: 'hint' });

  /**
   * @param {(answer: Answer) => Promise<boolean>} send whether it was taken
   * @param {(key: string, values?: Record<string, string>) => string} text
   */
  constructor(send, text) {
    this.#send = send;
    this.#text = text;
    this.#form.append(this.#label, this.#field, this.#problem, this.#button, this.#warning);
    this.#list.append(this.#empty);
    this.#section.append(this.#title, this.#list, this.#form);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#say();
    });
    this.#field.addEventListener('keydown', (event) => {
      // Enter sends; with Shift, or while an input method is at work, it does what it always does.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void this.#say();
    });
    addEventListener('visibilitychange', () => {
      if (!document.hidden) this.unread = 0;
    });
  }

  /** @param {HTMLElement} main it goes below @param {View | null} view null: there is none @param {string} locale */
  draw(main, view, locale) {
    if (view === null) return this.#section.remove();
    const text = this.#text;
    this.#section.lang = locale;
    this.#title.textContent = text('chatTitle');
    this.#label.textContent = text('chatLabel');
    this.#button.textContent = text('chatSend');
    this.#warning.textContent = text('chatHint');
    this.#empty.textContent = text('chatEmpty');
    this.#empty.remove();
    this.#addLines(view);
    if (view.lines.length === 0) this.#list.append(this.#empty);
    if (!view.open) this.#form.remove();
    else if (!this.#form.isConnected) this.#section.append(this.#form);
    if (!this.#section.isConnected) main.after(this.#section);
  }

  /** @param {View} view */
  #addLines({ lines }) {
    let isLonger = false;
    for (const { id, who, text } of lines) {
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      isLonger = true;
      const line = tag('div', { class: who === null ? 'own' : 'other' });
      line.append(tag('strong', { dir: 'auto' }, who ?? this.#text('chatYou')), tag('span', { dir: 'auto' }, text));
      this.#list.append(line);
      if (who !== null && document.hidden && this.#isBegun) this.unread++;
    }
    this.#isBegun = true;
    if (isLonger) requestAnimationFrame(() => this.#list.scrollTo({ top: this.#list.scrollHeight }));
  }

  async #say() {
    const text = this.#field.value.trim();
    if (text === '' || this.#button.disabled) return;
    this.#button.disabled = true;
    const isTaken = await this.#send({ type: 'say', text });
    this.#button.disabled = false;
    this.#problem.textContent = isTaken ? '' : this.#text('chatFailed');
    if (isTaken) this.#field.value = '';
    this.#field.focus();
  }
}
