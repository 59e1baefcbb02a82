// The letters this server writes, in the reader's language.

import type { Locale, MailKind } from '@nearhand/protocol';
import type { ServerConfig } from '../config/config.ts';
import { fill } from './fill.ts';
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
  | { readonly kind: 'test' }
  | ({ readonly kind: 'notification' } & OwnWords);

/** What is said in words made elsewhere, in the reader's language. */
type OwnWords = Pick<Letter, 'title' | 'paragraphs' | 'action' | 'notice' | 'manage'>;

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
  const known = { server: config.name, url: config.publicUrl, name: reader.name, email };
  const words = texts[locale];
  const own = content.kind === 'notification' ? content : wordsOf(words, content, locale, known);
  const letter: Letter = {
    locale,
    sender: config.name,
    greeting: fill(words.greeting, known),
    footer: fill(words.footer, known),
    ...own,
  };
  return {
    kind: content.kind,
    recipient: email,
    locale,
    subject: headerText('subject' in own ? own.subject : own.title),
    html: letterHtml(letter),
    text: letterText(letter),
  };
}

type OurContent = Exclude<LetterContent, { kind: 'notification' }>;

function wordsOf(
  words: MailTexts,
  content: OurContent,
  locale: Locale,
  known: Readonly<Record<string, string>>,
): OwnWords & { subject: string } {
  const values = { ...known, ...valuesOf(content, locale) };
  const say = (text: string) => fill(text, values);
  const chosen = words[content.kind];
  return {
    subject: say(chosen.subject),
    title: say(chosen.title),
    paragraphs: paragraphsOf(words, content).map(say),
    action: actionOf(words, content),
    notice: say(chosen.notice),
    manage: null,
  };
}

function valuesOf(content: OurContent, locale: Locale): Record<string, string> {
  if (content.kind === 'test') return {};
  // The reader's time zone is not known, so it is named.
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' }).format(
    content.atMs,
  );
  return content.kind === 'passwordReset' ? { when, address: content.address } : { when };
}

function paragraphsOf(words: MailTexts, content: OurContent): string[] {
  if (content.kind === 'test') return [words.test.text];
  if (content.kind === 'passwordReset') return [words.passwordReset.asked, words.passwordReset.howLong];
  const { changed, reset } = words.passwordChanged;
  return content.everywhere ? [changed, reset] : [changed];
}

function actionOf(words: MailTexts, content: OurContent): Letter['action'] {
  if (content.kind !== 'passwordReset') return null;
  return { label: words.passwordReset.action, url: content.link, below: words.passwordReset.below };
}
