// Where a customer types the dictated code. The form works without script; with it, errors appear in place.

import type { ErrorCode } from '@nearhand/protocol';
import { type Html, html } from './html.ts';
import { type PageFrame, layout, safetyNote } from './layout.ts';
import { pageTexts } from './texts/language.ts';

export const joinErrors = [
  'code_invalid',
  'too_many_attempts',
  'proof_required',
] as const satisfies readonly ErrorCode[];
export type JoinError = (typeof joinErrors)[number] | 'incomplete' | 'failed';

export interface JoinAttempt {
  readonly typed: string;
  readonly error: JoinError;
}

export function joinPage(frame: PageFrame, attempt: JoinAttempt | null): Html {
  const texts = pageTexts[frame.locale].join;
  const words: Record<JoinError, string> = texts;
  const error = attempt ? words[attempt.error] : '';
  return layout(
    frame,
    texts.title,
    html`<section class="card narrow">
        <h1>${texts.title}</h1>
        <p class="lead" id="lead">${texts.lead}</p>
        <form
          method="post"
          action="/join?lang=${frame.locale}"
          data-join
          data-busy="${texts.busy}"
          data-incomplete="${texts.incomplete}"
          data-code-invalid="${texts.code_invalid}"
          data-too-many-attempts="${texts.too_many_attempts}"
          data-proof-required="${texts.proof_required}"
          data-failed="${texts.failed}"
        >
          <label for="code">${texts.code}</label>
          <input
            id="code"
            name="code"
            class="code-input"
            inputmode="numeric"
            autocomplete="off"
            spellcheck="false"
            maxlength="30"
            required
            autofocus
            value="${attempt?.typed ?? ''}"
            aria-describedby="error hint"
            ${error === '' ? null : html`aria-invalid="true"`}
          />
          <p id="error" class="error" role="alert">${error}</p>
          <p id="hint" class="hint">${texts.hint}</p>
          <button type="submit">${texts.submit}</button>
        </form>
      </section>
      ${safetyNote(frame.locale)}`,
  );
}
