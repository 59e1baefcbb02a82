// How the customer gets the program. Ready-made programs are not built by this version: the page says so, and how to
// start the agent from source.

import type { Locale } from '@nearhand/protocol';
import { type Html, html } from './html.ts';
import type { CustomerSystem } from './system.ts';
import { pageTexts } from './texts/language.ts';

export interface ProgramPartOptions {
  readonly locale: Locale;
  readonly system: CustomerSystem;
  readonly serverUrl: string;
  /** null: the program asks. */
  readonly code: string | null;
}

export function programPart({ locale, system, serverUrl, code }: ProgramPartOptions): Html {
  const { program, download } = pageTexts[locale];
  const name = system === 'other' ? program.unknownSystem : download[system];
  const command = `npm run agent -- --server ${serverUrl}${code === null ? '' : ` --code ${code}`}`;
  return html`<p>${program.none(name)} ${program.ask}</p>
    <p class="hint">${program.fromSource}</p>
    <div class="command">
      <code>${command}</code>
      <button type="button" class="quiet" data-copy="${command}" data-copied="${program.copied}" hidden>
        ${program.copy}
      </button>
    </div>`;
}
