// A page of two sentences for when there is no better one. No script, no files of its own.

import type { Locale } from '@nearhand/protocol';

export interface PlainPage {
  readonly locale: Locale;
  readonly title: string;
  readonly text: string;
  /** Where to go instead. */
  readonly way?: { readonly path: string; readonly label: string };
}

// The look of the customers' pages, small enough to be carried along.
const style = `
:root{color-scheme:light dark;--ink:#1c1d1e;--soft:#57544e;--paper:#f6f5f2;--card:#fff;--line:#dcd9d3;--accent:#0c6070;--on-accent:#fff;--a:#0c6070;--b:#45abbb}
@media (prefers-color-scheme:dark){:root{--ink:#e9ebeb;--soft:#b3babb;--paper:#101314;--card:#1b1f21;--line:#343a3d;--accent:#45abbb;--on-accent:#062a31;--a:#45abbb;--b:#a9dce4}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-content:center;gap:28px;padding:32px 20px;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
svg{display:block;margin:auto}
main{width:min(100vw - 40px,440px);padding:40px;border:1px solid var(--line);border-radius:20px;background:var(--card)}
h1{margin:0 0 8px;font-size:1.5rem;line-height:1.25;letter-spacing:-.015em}
p{margin:0 0 28px;color:var(--soft)}
p:last-child{margin:0}
a{display:block;padding:11px;border-radius:9px;background:var(--accent);color:var(--on-accent);font-weight:600;text-align:center;text-decoration:none}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:520px){main{padding:28px 22px}}
`;
const mark =
  '<svg width="40" height="40" viewBox="0 0 32 32" fill="none" stroke-width="4.5" stroke-linecap="round" aria-hidden="true"><path stroke="var(--b)" d="M16 16v3a5.5 5.5 0 0 0 11 0V8"/><path stroke="var(--a)" d="M5 24V13a5.5 5.5 0 0 1 11 0v3"/></svg>';

export function plainPage({ locale, title, text, way }: PlainPage): string {
  const link = way === undefined ? '' : `\n<a href="${escapeHtml(way.path)}">${escapeHtml(way.label)}</a>`;
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${style}</style>
${mark}
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>${link}
</main>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
