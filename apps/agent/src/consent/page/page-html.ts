// The HTML of the pages: a frame for a script to fill, with all texts as data. No script or style is inline.

import type { Locale } from '@nearhand/protocol';
import { texts } from '../texts/texts.ts';
import type { AccountView } from '../window/window-content.ts';
import { windowMark } from '../window-mark.ts';

/** As on the server's pages and in the portal. */
const mark =
  '<svg width="30" height="30" viewBox="0 0 32 32" fill="none" stroke-width="4.5" stroke-linecap="round" aria-hidden="true"><path class="mark-b" d="M16 16v3a5.5 5.5 0 0 0 11 0V8"/><path class="mark-a" d="M5 24V13a5.5 5.5 0 0 1 11 0v3"/></svg>';

/** `script`: what fills it. `account`: of the computer, where it is offered to be one; null where it is not. */
export function pageHtml(locale: Locale, script: 'page.js' | 'home.js', account: AccountView | null = null): string {
  const data = JSON.stringify({ texts, locale, windowMark, account }).replaceAll('<', String.raw`\u003c`);
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${texts[locale].windowTitle} · ${windowMark}</title>
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="page.css">
<script type="application/json" id="data">${data}</script>
<script type="module" src="${script}"></script>
</head>
<body>
<header>${mark}<p class="brand">Nearhand</p><nav id="languages"></nav></header>
<p id="notice" class="notice" role="status" hidden></p>
<p id="status" class="unseen" role="status"></p>
<p id="alert" class="unseen" role="alert"></p>
<main id="main"><h1>${texts[locale].connectingTitle}</h1></main>
<noscript><p class="notice">JavaScript</p></noscript>
</body>
</html>
`;
}
