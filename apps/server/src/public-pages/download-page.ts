// The program without an invitation at hand.

import { type Html, html } from './html.ts';
import { type PageFrame, layout, safetyNote } from './layout.ts';
import { programPart, type ProgramPartOptions } from './program-part.ts';
import { pageTexts } from './texts/language.ts';

export function downloadPage(frame: PageFrame, options: Omit<ProgramPartOptions, 'locale' | 'invitation'>): Html {
  const texts = pageTexts[frame.locale].download;
  return layout(
    frame,
    texts.title,
    html`<section class="card narrow">
        <h1>${texts.title}</h1>
        <p class="lead">${texts.lead} ${texts.needCode}</p>
        ${programPart({ ...options, locale: frame.locale, invitation: null })}
      </section>
      ${safetyNote(frame.locale)}`,
  );
}
