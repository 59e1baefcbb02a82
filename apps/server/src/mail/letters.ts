// The letters this server writes, in the reader's language.

import type { Locale, MailKind } from '@nearhand/protocol';
import type { ServerConfig } from '../config/config.ts';
import { headerText } from './header-text.ts';
import { type Letter, letterHtml, letterText } from './mail-layout.ts';
import { en, type MailTexts } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';

const texts: Readonly<Record<Locale, MailTexts>> = { en, fr, es };

export interface Reader {
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
}

export type LetterContent =
  | { readonly kind: 'passwordReset'; readonly link: string; readonly address: string; readonly atMs: number }
  | { readonly kind: 'passwordChanged'; readonly everywhere: boolean; readonly atMs: number }
  | { readonly kind: 'test' };

export interface WrittenLetter {
  readonly kind: MailKind;
  readonly recipient: string;
  readonly locale: Locale;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export function writeLetter(
  config: Pick<ServerConfig, 'name' | 'publicUrl'>,
  reader: Reader,
  content: LetterContent,
): WrittenLetter {
  const { locale, email } = reader;
  const known = { server: config.name, url: config.publicUrl, name: reader.name, email, ...valuesOf(content, locale) };
  const say = (text: string) => fill(text, known);
  const words = texts[locale];
  const chosen = words[content.kind];
  const letter: Letter = {
    locale,
    sender: config.name,
    title: say(chosen.title),
    greeting: say(words.greeting),
    paragraphs: paragraphsOf(words, content).map(say),
    action: actionOf(words, content),
    notice: say(chosen.notice),
    footer: say(words.footer),
  };
  return {
    kind: content.kind,
    recipient: email,
    locale,
    subject: headerText(say(chosen.subject)),
    html: letterHtml(letter),
    text: letterText(letter),
  };
}

function valuesOf(content: LetterContent, locale: Locale): Record<string, string> {
  if (content.kind === 'test') return {};
  // The reader's time zone is not known, so it is named.
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' }).format(
    content.atMs,
  );
  return content.kind === 'passwordReset' ? { when, address: content.address } : { when };
}

function paragraphsOf(words: MailTexts, content: LetterContent): string[] {
  if (content.kind === 'test') return [words.test.text];
  if (content.kind === 'passwordReset') return [words.passwordReset.asked, words.passwordReset.howLong];
  const { changed, reset } = words.passwordChanged;
  return content.everywhere ? [changed, reset] : [changed];
}

function actionOf(words: MailTexts, content: LetterContent): Letter['action'] {
  if (content.kind !== 'passwordReset') return null;
  return { label: words.passwordReset.action, url: content.link, below: words.passwordReset.below };
}

/** In one pass: what is filled in is never looked at again. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
