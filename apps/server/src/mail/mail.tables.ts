// Tables of mail.

import type { Locale, MailKind, MailState } from '@nearhand/protocol';
import type { OptionalTime, Time } from '../database/columns.ts';

export interface MailsTable {
  id: string;
  kind: MailKind;
  recipient: string;
  /** Null: the server's own. The address is always the server's. */
  fromName: string | null;
  replyTo: string | null;
  locale: Locale;
  subject: string;
  /** Empty once it is sent or given up: what it said was for its reader. */
  html: string;
  text: string;
  state: MailState;
  tries: number;
  /** Set while it waits. */
  dueAt: OptionalTime;
  lastError: string | null;
  createdAt: Time;
}

export interface MailTables {
  mails: MailsTable;
}
