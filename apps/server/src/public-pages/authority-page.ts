// How to install the authority of a server that made its own certificate.

import { type Html, html } from './html.ts';
import { type PageFrame, layout } from './layout.ts';
import { pageTexts } from './texts/language.ts';

/** `fingerprint`: SHA-256 in pairs of hexadecimal digits. */
export function authorityPage(frame: PageFrame, fingerprint: string): Html {
  const texts = pageTexts[frame.locale].authority;
  const ways = [texts.windows, texts.macos, texts.linux, texts.chrome, texts.firefox, texts.android, texts.ios];
  return layout(
    frame,
    texts.title,
    html`<section class="card narrow">
      <h1>${texts.title}</h1>
      <p class="lead">${texts.lead} ${texts.scope}</p>
      <p><a class="button" href="/authority.crt" download>${texts.download}</a></p>
      <p>${texts.fingerprint}</p>
      <p class="fingerprint"><code>${fingerprint}</code></p>
      <ul class="asks">
        ${ways.map((way) => html`<li>${way}</li>`)}
      </ul>
    </section>`,
  );
}
