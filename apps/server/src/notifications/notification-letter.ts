// The mail about one or several notifications.

import { notificationCatalogue } from '@nearhand/protocol';
import type { ServerConfig } from '../config/config.ts';
import { fill } from '../mail/fill.ts';
import type { LetterContent, Reader } from '../mail/letters.ts';
import { mailTime } from '../mail/mail-time.ts';
import { plainName } from '../mail/plain-name.ts';
import {
  mailedTitle,
  type NotificationItem,
  notificationPath,
  notificationWords,
  pathIn,
} from './notification-words.ts';

type OwnWords = Extract<LetterContent, { kind: 'notification' }>;

/** Oldest first; at least one, and all of one organisation, named where the reader belongs to several. */
export function notificationLetter(
  config: Pick<ServerConfig, 'publicUrl'>,
  { locale, habits }: Pick<Reader, 'locale' | 'habits'>,
  items: readonly NotificationItem[],
  organisation: string | null,
): OwnWords {
  const words = notificationWords[locale].letter;
  const titles = [...new Set(items.map((item) => mailedTitle(locale, item)))];
  const isSecurity = items.some(({ event }) => notificationCatalogue[event].group === 'security');
  const [first] = items;
  const isOne = titles.length === 1;
  const isOfComputers = items.every(({ subject }) => subject.kind === 'computer');
  const several = isOfComputers ? '/computers' : '/support';
  const path = isOne && first !== undefined ? notificationPath(first) : pathIn(several, first?.organisationId ?? null);
  const support = isOne ? words.openRequest : words.openSupport;
  const label = isSecurity ? words.openProfile : isOfComputers ? words.openComputers : support;
  const when = first === undefined ? '' : mailTime(first.atMs, locale, habits);
  const place = organisation === null ? null : { organisation: plainName(organisation) };
  const notice = place === null ? words.notice : fill(words.noticeIn, place);
  const at = place === null ? fill(words.at, { when }) : fill(words.atIn, { when, ...place });
  const list = titles.map((title) => `• ${title}`);
  return {
    kind: 'notification',
    title: isOne ? (titles[0] ?? '') : fill(words.several, { count: String(titles.length) }),
    paragraphs: isOne ? [at] : place === null ? list : [fill(words.severalIn, place), ...list],
    action: { label, url: config.publicUrl + path, below: words.below },
    notice: isSecurity ? fill(words.securityNotice, { url: config.publicUrl }) : notice,
    manage: isSecurity ? null : { label: words.manage, url: `${config.publicUrl}/profile#notifications` },
  };
}
