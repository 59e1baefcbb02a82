import { localeSchema, type NotificationEvent, notificationEvents, type NotificationSubject } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { newId } from '../database/ids.ts';
import { writeLetter } from '../mail/letters.ts';
import { notificationLetter } from './notification-letter.ts';
import { notificationTitle } from './notification-words.ts';

const lure = 'Bank alert: https://evil.example/login';
const config = { name: 'Nearhand', publicUrl: 'https://help.example.org' };
const atMs = Date.UTC(2026, 4, 4);
const another = { event: 'security.twoFactorOff', subject: { kind: 'account' }, organisationId: null, atMs } as const;

function subjectOf(event: NotificationEvent): NotificationSubject {
  if (event === 'security.signedIn') return { kind: 'signIn', address: '192.0.2.7', userAgent: lure };
  if (event === 'security.roleChanged') return { kind: 'role', role: lure, organisation: lure };
  if (event === 'computer.shared') {
    return { kind: 'computer', computerId: newId(), computer: lure, by: lure, organisation: lure };
  }
  if (event.startsWith('security.provider')) return { kind: 'provider', name: lure };
  if (event.startsWith('security.')) return { kind: 'account' };
  return { kind: 'request', requestId: newId(), customer: lure };
}

describe('mails about notifications', () => {
  it.each(notificationEvents)('MAI3: make no link of a name (%s)', (event) => {
    const item = { event, subject: subjectOf(event), organisationId: newId(), atMs };
    for (const locale of localeSchema.options) {
      const reader = { name: lure, email: 'ann@example.org', locale };
      // Alone it is the subject and the heading, beside another one a line of the text.
      for (const items of [[item], [item, another]]) {
        const { subject, html, text } = writeLetter(config, reader, notificationLetter(config, reader, items, lure));
        for (const part of [subject, html, text]) expect(part).not.toMatch(/evil\.example|https:\/\/evil/);
      }
    }
  });

  it('MAI3: names read as they were chosen', () => {
    const item = {
      event: 'computer.shared',
      subject: subjectOf('computer.shared'),
      organisationId: null,
      atMs,
    } as const;
    const reader = { name: 'Ann', email: 'ann@example.org', locale: 'en' } as const;
    const { title } = notificationLetter(config, reader, [item], null);
    expect(title.replaceAll('\u2060', '')).toBe(notificationTitle('en', item));
  });
});
