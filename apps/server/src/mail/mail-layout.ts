// One letter, written twice: as HTML for the eye and as plain text. Mail programs know little CSS, so it is a simple
// column with its styles in one place; both light and dark are set.

import type { Locale } from '@nearhand/protocol';
import { html } from '../public-pages/html.ts';
import { Html } from '../public-pages/html.ts';

export interface Letter {
  readonly locale: Locale;
  /** Of the server. */
  readonly sender: string;
  readonly title: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** Somebody's own words. */
  readonly quote: { readonly label: string; readonly lines: readonly string[] } | null;
  /** A password or code to type, shown large. */
  readonly code: string | null;
  /** The one thing to do. */
  readonly action: { readonly label: string; readonly url: string; readonly below: string } | null;
  /** What to do when it was not oneself. */
  readonly notice: string;
  /** Where to switch such mails off; null where they cannot be. */
  readonly manage: { readonly label: string; readonly url: string } | null;
  readonly footer: string;
}

// Constant text of this file, so it needs no escaping.
const style = new Html(`
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 32px 16px; background: #f6f5f2; color: #1c1d1e; font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
.letter { max-width: 520px; margin: 0 auto; padding: 32px; background: #ffffff; border: 1px solid #e6e3de; border-radius: 16px; }
.sender { margin: 0 0 24px; color: #0c6070; font-size: 15px; font-weight: 700; }
h1 { margin: 0 0 20px; font-size: 22px; line-height: 1.3; }
p { margin: 0 0 16px; overflow-wrap: anywhere; }
.quote { margin: 0 0 20px; padding: 2px 0 2px 16px; border-left: 3px solid #cfcac2; overflow-wrap: anywhere; }
.code { margin: 8px 0 24px; padding: 16px; border-radius: 10px; background: #f6f5f2; font: 600 20px/1.3 ui-monospace, Menlo, Consolas, monospace; text-align: center; }
.button { display: inline-block; margin: 8px 0 20px; padding: 12px 22px; border-radius: 8px; background: #0c6070; color: #ffffff; font-weight: 600; text-decoration: none; }
.below, .footer { color: #63605a; font-size: 14px; }
.below a, .footer a { color: #0c6070; }
.notice { margin-top: 24px; padding-top: 20px; border-top: 1px solid #e6e3de; font-size: 15px; }
.footer { max-width: 520px; margin: 20px auto 0; text-align: center; }
@media (prefers-color-scheme: dark) {
  body { background: #0f1213; color: #e9ebeb; }
  .letter { background: #171b1c; border-color: #262b2d; }
  .sender, .below a, .footer a { color: #6fc9d6; }
  .quote { border-color: #3a4144; }
  .code { background: #0f1213; }
  .button { background: #0e7385; }
  .below, .footer { color: #9da5a7; }
  .notice { border-color: #262b2d; }
}
`);

export function letterHtml(letter: Letter): string {
  const { action } = letter;
  const page = html`<!doctype html>
    <html lang="${letter.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${letter.title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <div class="letter">
          <p class="sender">${letter.sender}</p>
          <h1>${letter.title}</h1>
          <p>${letter.greeting}</p>
          ${letter.paragraphs.map((text) => html`<p>${text}</p>`)}
          ${letter.quote === null ? null : quoteHtml(letter.quote)}
          ${letter.code === null ? null : html`<p class="code">${letter.code}</p>`}
          ${
            action === null
              ? null
              : html`<p><a class="button" href="${action.url}">${action.label}</a></p>
                  <p class="below">${action.below}<br /><a href="${action.url}">${action.url}</a></p>`
          }
          <p class="notice">${letter.notice}</p>
        </div>
        <p class="footer">
          ${letter.manage === null ? null : html`<a href="${letter.manage.url}">${letter.manage.label}</a><br />`}${letter.footer}
        </p>
      </body>
    </html>`;
  return page.text.replace(/^ +/gm, '');
}

function quoteHtml({ label, lines }: NonNullable<Letter['quote']>): Html {
  return html`<p>${label}</p>
    <blockquote class="quote">
      ${lines.map((line, index) => (index === 0 ? html`${line}` : html`<br />${line}`))}
    </blockquote>`;
}

export function letterText(letter: Letter): string {
  const { quote } = letter;
  const action = letter.action === null ? [] : [`${letter.action.label}:\n${letter.action.url}`];
  // Text from outside must not look like more lines of the letter.
  const line = (text: string) => text.replace(/\s+/g, ' ');
  return [
    line(letter.title),
    line(letter.greeting),
    ...letter.paragraphs.map(line),
    ...(quote === null ? [] : [[line(quote.label), ...quote.lines.map((text) => `> ${line(text)}`)].join('\n')]),
    ...(letter.code === null ? [] : [`    ${letter.code}`]),
    ...action,
    line(letter.notice),
    ...(letter.manage === null ? [] : [`${line(letter.manage.label)}:\n${letter.manage.url}`]),
    `-- \n${line(letter.footer)}`,
    '',
  ].join('\n\n');
}
