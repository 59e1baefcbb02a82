import type { Notification } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { countUnread } from './unread.ts';

const entry = (id: string, read: boolean): Notification => ({
  id,
  event: 'security.passwordChanged',
  subject: { kind: 'account' },
  count: 1,
  at: '2026-03-14T12:00:00.000Z',
  read,
});
const pages = [
  { notifications: [entry('a', false), entry('b', true)], unread: 5, next: 'b' },
  { notifications: [entry('c', false)], unread: 5, next: null },
];

describe('countUnread', () => {
  it('NOT2: what is read is read at once, and counted once', () => {
    const some = countUnread(pages, ['b', 'c', 'elsewhere']);
    const all = countUnread(pages, null);
    const look = (list: typeof pages) => list.map((page) => [page.unread, page.notifications.map(({ read }) => read)]);
    expect([look(some), look(all)]).toEqual([
      [
        [4, [false, true]],
        [4, [true]],
      ],
      [
        [0, [true, true]],
        [0, [true]],
      ],
    ]);
  });
});
