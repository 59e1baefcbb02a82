// The frame of every page for customers: mark, language, footer. Works without script; nothing inline.

import { type LegalLinks, type Locale, localeNames, localeSchema } from '@nearhand/protocol';
import type { PageAssets } from './assets.ts';
import { type Html, html } from './html.ts';
import { pageTexts } from './texts/language.ts';

export interface PageFrame {
  readonly locale: Locale;
  readonly assets: PageAssets;
  /** Of this page, for the language switch. */
  readonly path: string;
  /** What the host calls this server. */
  readonly serverName: string;
  readonly legal: LegalLinks;
}

const mark = html`<svg width="30" height="30" viewBox="0 0 32 32" fill="none" aria-hidden="true">
  <g stroke-width="4.5" stroke-linecap="round">
    <path class="mark-b" d="M16 16v3a5.5 5.5 0 0 0 11 0V8" />
    <path class="mark-a" d="M5 24V13a5.5 5.5 0 0 1 11 0v3" />
  </g>
</svg>`;

function languages(frame: PageFrame): Html {
  const entries = localeSchema.options.map((locale) =>
    locale === frame.locale
      ? html`<li><span aria-current="true" lang="${locale}">${localeNames[locale]}</span></li>`
      : html`<li>
          <a href="${frame.path}?lang=${locale}" lang="${locale}" hreflang="${locale}">${localeNames[locale]}</a>
        </li>`,
  );
  return html`<nav aria-label="${pageTexts[frame.locale].language}">
    <ul class="languages">
      ${entries}
    </ul>
  </nav>`;
}

function legalLinks({ locale, legal }: PageFrame): Html | null {
  const { legal: words } = pageTexts[locale];
  const links = (['terms', 'privacy', 'imprint'] as const).map((key) =>
    legal[key] === null
      ? null
      : html`<li><a href="${legal[key]}" target="_blank" rel="noopener noreferrer">${words[key]}</a></li>`,
  );
  if (links.every((link) => link === null)) return null;
  return html`<footer>
    <ul class="legal">
      ${links}
    </ul>
  </footer>`;
}

export function layout(frame: PageFrame, title: string, main: Html): Html {
  const { locale, assets, serverName } = frame;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${serverName}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${assets.stylePath}" />
        <script type="module" src="${assets.scriptPath}"></script>
      </head>
      <body>
        <header>
          <a class="brand" href="/join?lang=${locale}" aria-label="${pageTexts[locale].home(serverName)}">
            ${mark}<span>${serverName}</span>
          </a>
          ${languages(frame)}
        </header>
        <main>${main}</main>
        ${legalLinks(frame)}
      </body>
    </html>`;
}

/** The warning against callers nobody asked for. */
export function safetyNote(locale: Locale): Html {
  const { safety } = pageTexts[locale];
  return html`<aside class="safety">
    <svg width="22" height="22" viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path
        d="M12 3 2.5 20h19L12 3Zm0 6.5v5m0 2.6v.1"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
    <div>
      <h2>${safety.title}</h2>
      <p>${safety.text}</p>
    </div>
  </aside>`;
}
