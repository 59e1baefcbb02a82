// A page of two sentences for when there is no better one. No script, no files of its own.

import type { Locale } from '@nearhand/protocol';

export interface PlainPage {
  readonly locale: Locale;
  readonly title: string;
  readonly text: string;
}

const style =
  'body{font:1.0625rem/1.5 system-ui,sans-serif;margin:15vh auto;max-width:34rem;padding:0 1.5rem;color-scheme:light dark}h1{font-size:1.5rem}';

export function plainPage({ locale, title, text }: PlainPage): string {
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
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
