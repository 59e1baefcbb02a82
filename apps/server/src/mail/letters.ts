// The letters this server writes, in the reader's language.

import { typesetFrench } from '@nearhand/base';
import type { Locale, MailKind, TimeHabits } from '@nearhand/protocol';
import type { ServerConfig } from '../config/config.ts';
import { formatRequestCode } from '@nearhand/protocol';
import { fill } from './fill.ts';
import { headerText } from './header-text.ts';
import { type Letter, letterHtml, letterText } from './mail-layout.ts';
import { mailTime } from './mail-time.ts';
import { plainName } from './plain-name.ts';
import { en, type MailTexts } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';

export const mailTexts: Readonly<Record<Locale, MailTexts>> = { en, fr: typesetFrench(fr), es };

export interface Reader {
  /** Empty where it is not known. */
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  /** From the profile; left out for whoever has none. */
  readonly habits?: TimeHabits;
}

export type LetterContent =
  | { readonly kind: 'passwordReset'; readonly link: string; readonly address: string; readonly atMs: number }
  | { readonly kind: 'passwordChanged'; readonly everywhere: boolean; readonly atMs: number }
  | { readonly kind: 'passkeyAdded'; readonly passkey: string; readonly atMs: number }
  | { readonly kind: 'signUp'; readonly password: string; readonly untilMs: number }
  | { readonly kind: 'signUpKnown'; readonly atMs: number }
  | { readonly kind: 'emailCode'; readonly code: string; readonly untilMs: number }
  | { readonly kind: 'emailKnown'; readonly atMs: number }
  | { readonly kind: 'accountDeleted'; readonly atMs: number }
  | { readonly kind: 'emailChanged'; readonly to: string; readonly atMs: number }
  | {
      readonly kind: 'memberInvitation';
      readonly organisation: string;
      readonly inviter: string;
      readonly link: string;
      readonly untilMs: number;
    }
  | ({ readonly kind: 'requestInvitation' } & RequestInvitation)
  | {
      readonly kind: 'computerShared';
      /** What the reader has to do first: confirm the address of an account, make one, or be invited to one. */
      readonly first: 'confirm' | 'signUp' | 'invitation';
      readonly computer: string;
      readonly by: string;
      readonly organisation: string;
      readonly untilMs: number | null;
    }
  | { readonly kind: 'test' }
  | ({ readonly kind: 'notification' } & OwnWords);

/** From a technician to a customer. */
export interface RequestInvitation {
  readonly organisation: string;
  readonly inviter: string;
  /** Of the inviter: answers go there. */
  readonly replyTo: string;
  readonly link: string;
  /** Nine digits. */
  readonly code: string;
  /** Where the code is typed. */
  readonly joinUrl: string;
  /** Mouse and keyboard are asked for as well. */
  readonly control: boolean;
  /** The inviter's own words; may be empty. */
  readonly note: string;
  readonly untilMs: number;
}

/** What is said in words made elsewhere, in the reader's language. */
type OwnWords = Pick<Letter, 'title' | 'paragraphs' | 'action' | 'notice' | 'manage'>;

export interface WrittenLetter {
  readonly kind: MailKind;
  readonly recipient: string;
  /** Null: the server's own. */
  readonly fromName: string | null;
  readonly replyTo: string | null;
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
  const known = { server: config.name, url: config.publicUrl, name: plainName(reader.name), email };
  const words = mailTexts[locale];
  const own = content.kind === 'notification' ? content : wordsOf(words, content, reader, known);
  const letter: Letter = {
    locale,
    sender: config.name,
    greeting: fill(reader.name === '' ? words.greetingUnnamed : words.greeting, known),
    footer: fill(words.footer, known),
    code: codeOf(content),
    quote: quoteOf(words, content),
    ...own,
  };
  return {
    kind: content.kind,
    recipient: email,
    ...senderOf(content),
    locale,
    subject: headerText('subject' in own ? own.subject : own.title),
    html: letterHtml(letter),
    text: letterText(letter),
  };
}

/** What stands out, to be typed or copied. */
function codeOf(content: LetterContent): string | null {
  if (content.kind === 'signUp') return content.password;
  if (content.kind === 'requestInvitation') return formatRequestCode(content.code);
  return content.kind === 'emailCode' ? content.code : null;
}

function quoteOf(words: MailTexts, content: LetterContent): Letter['quote'] {
  if (content.kind !== 'requestInvitation' || content.note === '') return null;
  const label = fill(words.requestInvitation.noteFrom, { inviter: plainName(content.inviter) });
  return { label, lines: content.note.split('\n').map(plainName) };
}

/** A mail on a member's behalf says so; its address stays the server's, which alone may send with it. */
function senderOf(content: LetterContent): Pick<WrittenLetter, 'fromName' | 'replyTo'> {
  if (content.kind !== 'requestInvitation') return { fromName: null, replyTo: null };
  const { inviter, organisation, replyTo } = content;
  return { fromName: headerText(plainName(`${inviter}, ${organisation}`)), replyTo };
}

type OurContent = Exclude<LetterContent, { kind: 'notification' }>;

function wordsOf(
  words: MailTexts,
  content: OurContent,
  reader: Reader,
  known: Readonly<Record<string, string>>,
): OwnWords & { subject: string } {
  const values = { ...known, ...valuesOf(content, reader) };
  const say = (text: string) => fill(text, values);
  const chosen = words[content.kind];
  return {
    subject: say(chosen.subject),
    title: say(chosen.title),
    paragraphs: paragraphsOf(words, content).map(say),
    action: actionOf(known['url'] ?? '', words, content),
    notice: say(chosen.notice),
    manage: null,
  };
}

function valuesOf(content: OurContent, { locale, habits }: Reader): Record<string, string> {
  if (content.kind === 'test') return {};
  if (content.kind === 'computerShared') {
    const { untilMs, computer, by, organisation } = content;
    const when = untilMs === null ? '' : mailTime(untilMs, locale, habits);
    return { when, computer: plainName(computer), by: plainName(by), organisation: plainName(organisation) };
  }
  const when = mailTime('untilMs' in content ? content.untilMs : content.atMs, locale, habits);
  if (content.kind === 'memberInvitation' || content.kind === 'requestInvitation') {
    const { organisation, inviter } = content;
    const join = 'joinUrl' in content ? { join: content.joinUrl } : {};
    return { when, organisation: plainName(organisation), inviter: plainName(inviter), ...join };
  }
  if (content.kind === 'passwordReset') return { when, address: content.address };
  if (content.kind === 'emailChanged') return { when, to: content.to };
  return content.kind === 'passkeyAdded' ? { when, passkey: plainName(content.passkey) } : { when };
}

function paragraphsOf(words: MailTexts, content: OurContent): string[] {
  switch (content.kind) {
    case 'test':
      return [words.test.text];
    case 'passwordReset':
      return [words.passwordReset.asked, words.passwordReset.howLong];
    case 'passwordChanged': {
      const { changed, reset } = words.passwordChanged;
      return content.everywhere ? [changed, reset] : [changed];
    }
    case 'passkeyAdded':
      return [words.passkeyAdded.added];
    case 'signUp':
      return [words.signUp.how, words.signUp.howLong];
    case 'memberInvitation':
      return [words.memberInvitation.invited, words.memberInvitation.howLong];
    case 'requestInvitation': {
      const { invited, view, control, how } = words.requestInvitation;
      return [invited, content.control ? control : view, how];
    }
    case 'computerShared': {
      const { shared, howLong, ...first } = words.computerShared;
      const paragraphs = [shared, first[content.first]];
      return content.untilMs === null ? paragraphs : [...paragraphs, howLong];
    }
    case 'signUpKnown':
      return [words.signUpKnown.known];
    case 'emailCode':
      return [words.emailCode.how, words.emailCode.howLong];
    case 'emailKnown':
      return [words.emailKnown.known];
    case 'accountDeleted':
      return [words.accountDeleted.deleted];
    case 'emailChanged':
      return [words.emailChanged.changed, words.emailChanged.signedOut];
  }
}

function actionOf(publicUrl: string, words: MailTexts, content: OurContent): Letter['action'] {
  const { below } = words;
  if ('link' in content) {
    return { label: words[content.kind].action, url: content.link, below };
  }
  if (content.kind === 'signUp' || content.kind === 'signUpKnown' || content.kind === 'computerShared') {
    return { label: words[content.kind].action, url: `${publicUrl}/sign-in`, below };
  }
  return null;
}
