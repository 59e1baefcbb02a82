// The mail about one or several notifications.

import { notificationCatalogue } from '@nearhand/protocol';
import type { ServerConfig } from '../config/config.ts';
import { fill } from '../mail/fill.ts';
import type { LetterContent, Reader } from '../mail/letters.ts';
import { mailTime } from '../mail/mail-time.ts';
import { mailedTitle, type NotificationItem, notificationPath, notificationWords } from './notification-words.ts';

type OwnWords = Extract<LetterContent, { kind: 'notification' }>;

/** Oldest first; at least one. */
export function notificationLetter(
  config: Pick<ServerConfig, 'publicUrl'>,
  { locale, habits }: Pick<Reader, 'locale' | 'habits'>,
  items: readonly NotificationItem[],
): OwnWords {
  const words = notificationWords[locale].letter;
  const titles = [...new Set(items.map((item) => mailedTitle(locale, item)))];
  const isSecurity = items.some(({ event }) => notificationCatalogue[event].group === 'security');
  const [first] = items;
  const isOne = titles.length === 1;
  const isOfComputers = items.every(({ subject }) => subject.kind === 'computer');
  const several = isOfComputers ? '/computers' : '/support';
  const path = isOne && first !== undefined ? notificationPath(first.subject) : several;
  const support = isOne ? words.openRequest : words.openSupport;
  const label = isSecurity ? words.openProfile : isOfComputers ? words.openComputers : support;
  const when = first === undefined ? '' : mailTime(first.atMs, locale, habits);
  return {
    kind: 'notification',
    title: isOne ? (titles[0] ?? '') : fill(words.several, { count: String(titles.length) }),
    paragraphs: isOne ? [fill(words.at, { when })] : titles.map((title) => `• ${title}`),
    action: { label, url: config.publicUrl + path, below: words.below },
    notice: isSecurity ? fill(words.securityNotice, { url: config.publicUrl }) : words.notice,
    manage: isSecurity ? null : { label: words.manage, url: `${config.publicUrl}/profile#notifications` },
  };
}
