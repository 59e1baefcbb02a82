// The consent as a conversation in the terminal, where there is no display or somebody prefers text. Only a typed number
// is an answer; anything else, and the end of the input, is none.

import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { AppError, Emitter, type Event } from '@nearhand/base';
import { formatRequestCode, type Locale, maxChatTextLength, parseRequestCode } from '@nearhand/protocol';
import type { ConsentAnswer, ConsentView } from '../consent-view.ts';
import type { ConsentFrontEnd } from '../front-end.ts';
import { fill, type TextKey, texts } from '../texts/texts.ts';
import { cleanForTerminal } from './clean-text.ts';
import { choicesOf, describeState } from './terminal-view.ts';
import { wrap } from './wrap.ts';

export interface TerminalFrontEndOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly locale: Locale;
}

export class TerminalFrontEnd implements ConsentFrontEnd {
  readonly #options: TerminalFrontEndOptions;
  readonly #lines: Interface;
  readonly #answered = new Emitter<ConsentAnswer>();
  readonly #present = new Emitter<boolean>();
  #view: ConsentView | null = null;
  #shown = '';
  #linesShown = new Set<string>();

  readonly alwaysVisible = true;
  readonly onAnswer: Event<ConsentAnswer> = this.#answered;
  readonly onPresence: Event<boolean> = this.#present;

  constructor(options: TerminalFrontEndOptions) {
    this.#options = options;
    this.#lines = createInterface({ input: options.input, terminal: false });
    this.#lines.on('line', (line) => this.#take(line.trim()));
    this.#lines.on('close', () => this.#present.emit(false));
  }

  show(view: ConsentView): void {
    this.#view = view;
    const text = describeState(view, (key, values) => this.#text(key, values));
    if (text !== this.#shown) {
      this.#shown = text;
      this.#options.output.write(`\n${wrap(text, columnsOf(this.#options.output))}\n`);
    }
    this.#showChat(view);
  }

  bringForward(): boolean {
    return false;
  }

  finished(): Promise<void> {
    return Promise.resolve();
  }

  dispose(): void {
    this.#present.dispose();
    this.#answered.dispose();
    this.#lines.close();
  }

  /** What the others said; what was typed here stands there already. */
  #showChat({ chat }: ConsentView): void {
    for (const { id, who, text } of chat?.lines ?? []) {
      if (this.#linesShown.has(id)) continue;
      this.#linesShown.add(id);
      if (who === null) continue;
      const line = `${cleanForTerminal(who)}${this.#text('colon')}${cleanForTerminal(text, maxChatTextLength)}`;
      this.#options.output.write(`${wrap(line, columnsOf(this.#options.output))}\n`);
    }
  }

  #take(line: string): void {
    const view = this.#view;
    if (view === null || line === '') return;
    const answer = answerOf(view, line);
    try {
      if (answer === undefined) throw new AppError('bad_request', 'Not an answer');
      this.#answered.emit(answer);
    } catch {
      // Whatever was wrong with it, it did not count, and the person may try again.
      const key = view.state.kind === 'codeNeeded' ? 'codeShape' : 'failedAnswer';
      this.#options.output.write(`${this.#text(key)}\n`);
    }
  }

  #text(key: TextKey, values: Readonly<Record<string, string>> = {}): string {
    const clean = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cleanForTerminal(value)]));
    return fill(texts[this.#options.locale][key], clean);
  }
}

/** A number is one of the choices and never a message. */
function answerOf(view: ConsentView, line: string): ConsentAnswer | undefined {
  if (view.state.kind === 'codeNeeded') return codeAnswer(line);
  if (!view.chat?.open || Number.isFinite(Number(line))) return choicesOf(view)[Number(line) - 1]?.answer;
  return { type: 'say', text: line.slice(0, maxChatTextLength) };
}

/** Characters in a line; 0 where it is no terminal. */
function columnsOf(output: Writable): number {
  return 'columns' in output && typeof output.columns === 'number' ? output.columns : 0;
}

function codeAnswer(line: string): ConsentAnswer | undefined {
  const code = parseRequestCode(line);
  return code === null ? undefined : { type: 'code', typed: formatRequestCode(code) };
}
