// The program without an invitation at hand.

import { type Html, html } from './html.ts';
import { type PageFrame, layout, safetyNote } from './layout.ts';
import { programPart } from './program-part.ts';
import type { CustomerSystem } from './system.ts';
import { pageTexts } from './texts/language.ts';

export function downloadPage(frame: PageFrame, options: { system: CustomerSystem; serverUrl: string }): Html {
  const texts = pageTexts[frame.locale].download;
  return layout(
    frame,
    texts.title,
    html`<section class="card narrow">
        <h1>${texts.title}</h1>
        <p class="lead">${texts.lead} ${texts.needCode}</p>
        ${programPart({ ...options, locale: frame.locale, code: null })}
      </section>
      ${safetyNote(frame.locale)}`,
  );
}
